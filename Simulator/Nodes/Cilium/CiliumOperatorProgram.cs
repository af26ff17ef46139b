using CniMigration.Simulator.Nodes.Network;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>The Cilium operator. All replicas get ready; one of them leads and does the work.</summary>
internal sealed class CiliumOperatorProgram(NodeNetworks networks) : IPodProgram, IDisposable
{
    private readonly SemaphoreSlim leadership = new(1, 1);

    public async Task RunAsync(RunningPod pod, CancellationToken stopping)
    {
        var cluster = pod.Cluster;
        await ApiServerAccess.WaitAsync(pod, stopping);
        var config = await CiliumConfig.ReadAsync(cluster, pod.Pod.Namespace, stopping);
        await pod.BecomeReadyAsync(stopping);
        await leadership.WaitAsync(stopping);
        try
        {
            await CiliumResources.RegisterAsync(cluster.Api.Client, stopping);
            var nodes = await CiliumResources.WaitForAsync(cluster, "ciliumnodes", stopping);
            var endpoints = await CiliumResources.WaitForAsync(cluster, "ciliumendpoints", stopping);
            var addresses = new AddressAllocator(cluster, networks, pod, nodes, config);
            var taints = new NodeTaintSync(cluster, config);
            var watcher = new UnmanagedPodWatcher(cluster, config, endpoints);
            while (true)
            {
                await addresses.StepAsync(stopping);
                await taints.StepAsync(stopping);
                await watcher.StepAsync(stopping);
                await cluster.Delay(cluster.Timings.OperatorLoop, stopping);
            }
        }
        finally
        {
            leadership.Release();
        }
    }

    public void Dispose() => leadership.Dispose();
}
