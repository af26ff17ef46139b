using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Simulator.Hosting;

/// <summary>What a control plane is started with.</summary>
internal sealed record HostingOptions
{
    public required TimeProvider Clock { get; init; }

    public required Ids Ids { get; init; }

    public required string AccountNumber { get; init; }

    public required Action<ControllerFailure> OnFailure { get; init; }

    /// <summary>Whether whoever migrates has the rights of its group only; everything otherwise.</summary>
    public bool LimitsMigration { get; init; }

    /// <summary>The port of the API server on the loopback address; 0 for any free one.</summary>
    public int Port { get; init; }

    public int Seed { get; init; }
}
