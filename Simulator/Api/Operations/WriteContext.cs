namespace CniMigration.Simulator.Api.Operations;

/// <summary>Who writes, and how.</summary>
internal sealed record WriteContext(string FieldManager = "", string? Subresource = null, bool DryRun = false, bool Force = false)
{
    public static WriteContext Default { get; } = new();
}
