namespace CniMigration.Components;

/// <summary>The label selectors of the two sides.</summary>
internal sealed record NodeSelectors(string Old, string Cilium);
