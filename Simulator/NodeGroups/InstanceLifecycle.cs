using CniMigration.Simulator.Cloud.Compute;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Nodes.Kubelet;

namespace CniMigration.Simulator.NodeGroups;

/// <summary>An instance from its launch to its end.</summary>
internal sealed class InstanceLifecycle(ClusterContext cluster, NodeFleet fleet)
{
    private static readonly TimeSpan BootCheck = TimeSpan.FromSeconds(5);

    private readonly NodeDrain drain = new(cluster);

    /// <param name="instance">The instance.</param>
    /// <param name="settings">What its node starts with.</param>
    /// <param name="mayFail">Whether this may be the one that never boots.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task BootAsync(Instance instance, Func<NodeSettings> settings, bool mayFail, CancellationToken cancellationToken)
    {
        await cluster.Delay(cluster.Timings.InstancePending, cancellationToken);
        if (instance.State != InstanceState.Pending)
        {
            return;
        }

        instance.Became(InstanceState.Running);
        await cluster.Delay(cluster.Timings.NodeBoot - cluster.Timings.InstancePending, cancellationToken);
        while (instance.IsRunning && mayFail && cluster.Faults.Hits(FaultCatalogue.NodeNeverBoots, instance.Id))
        {
            await cluster.Delay(BootCheck, cancellationToken);
        }

        if (instance.IsRunning)
        {
            await fleet.StartAsync(instance, settings(), cancellationToken);
        }
    }

    public async Task RetireAsync(Instance instance, CancellationToken cancellationToken)
    {
        await drain.RunAsync(instance.NodeName, cancellationToken);
        instance.Became(InstanceState.ShuttingDown);
        fleet.Stop(instance);
        await cluster.Delay(cluster.Timings.InstanceShutdown, cancellationToken);
        instance.Became(InstanceState.Terminated);
        await fleet.ForgetAsync(instance, cancellationToken);
    }

    public async Task WhenGoneAsync(IReadOnlyCollection<Instance> instances, CancellationToken cancellationToken)
    {
        while (instances.Any(instance => instance.State != InstanceState.Terminated))
        {
            await cluster.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        }
    }
}
