namespace CniMigration.Components;

/// <summary>A taint as Kubernetes spells it.</summary>
internal sealed record NodeTaint(string Key, string Effect);
