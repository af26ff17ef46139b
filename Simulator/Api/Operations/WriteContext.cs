namespace CniMigration.Simulator.Api.Operations;

/// <summary>Who writes, and how.</summary>
internal sealed record WriteContext(string FieldManager = "unknown", string? Subresource = null, bool DryRun = false, bool Force = false)
{
    /// <summary>What becomes of fields that the type does not have: Strict, Warn or Ignore.</summary>
    public string FieldValidation { get; init; } = "Ignore";

    /// <summary>Takes warnings for the client.</summary>
    public Action<string>? Warn { get; init; }

    public string User { get; init; } = "system:apiserver";

    /// <summary>Whether the write has settled the ownership of fields itself.</summary>
    public bool IsApply { get; init; }
}
