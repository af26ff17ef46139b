using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Nodes.Programs;

/// <summary>A pod from the inside: where it runs, and how it says that it is ready.</summary>
internal sealed record RunningPod(ClusterContext Cluster, NodeNetwork Node, Pod Pod, Func<bool, CancellationToken, Task> SetReadyAsync)
{
    public Task BecomeReadyAsync(CancellationToken cancellationToken) => SetReadyAsync(true, cancellationToken);
}
