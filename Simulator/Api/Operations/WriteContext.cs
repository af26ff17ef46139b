namespace CniMigration.Simulator.Api.Operations;

/// <summary>Who writes, and how.</summary>
internal sealed record WriteContext(string FieldManager = "unknown", string? Subresource = null, bool DryRun = false, bool Force = false)
{
    public string User { get; init; } = "system:apiserver";

    /// <summary>Whether the write has settled the ownership of fields itself.</summary>
    public bool IsApply { get; init; }
}
