using System.Collections.Concurrent;
using CniMigration.Kubernetes.Clients;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Nodes.Network;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>
/// The operator's ENI IPAM: it keeps some free addresses on every CiliumNode, as far as instance and subnet have any. It works on many nodes at once
/// (parallel-alloc-workers), and calls EC2 no faster than its configuration allows.
/// </summary>
internal sealed class AddressAllocator(ClusterContext cluster, NodeNetworks networks, RunningPod pod, ResourceType nodes, CiliumConfig config)
{
    /// <summary>After each change the operator reads the instance and what is around it again (cilium, pkg/aws/eni/instances.go).</summary>
    private const int CallsToRead = 5;

    /// <summary>AssignPrivateIpAddresses (cilium, pkg/aws/eni/node.go: AllocateIPs).</summary>
    private const int CallsToAssign = 1;

    /// <summary>CreateNetworkInterface, AttachNetworkInterface, ModifyNetworkInterfaceAttribute (the same, CreateInterface).</summary>
    private const int CallsToAttach = 3;

    private readonly ConcurrentDictionary<string, string> problems = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> published = new(StringComparer.Ordinal);
    // cilium, pkg/api/helpers/rate_limit.go.
    private readonly TokenBucket calls = new(cluster.Clock, config.ApiRate * cluster.Pace, config.ApiBurst);

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var registered = await cluster.Api.Client.ListAsync(nodes, null, cancellationToken);
        if (registered.Items.Count > 0)
        {
            cluster.Faults.Strike(FaultCatalogue.SubnetOutOfAddresses);
        }

        var wanting = registered.Items.Select(item => networks.Find(item.Name)).OfType<NodeNetwork>().Where(node => Needed(node.Cni<CiliumCni>()) > 0);
        var workers = new ParallelOptions { MaxDegreeOfParallelism = config.AllocationWorkers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(wanting.ToList(), workers, async (node, token) => await GrantAsync(node, token));
    }

    private static int Needed(CiliumCni cni) => Math.Max(0, cni.AddressesInUse + CiliumNodes.PreAllocate - cni.Pool.Count);

    private async Task GrantAsync(NodeNetwork node, CancellationToken cancellationToken)
    {
        var (name, cni) = (node.Instance.NodeName, node.Cni<CiliumCni>());
        if (await OperatorRights.ProblemAsync(cluster, pod.Pod, pod.Node.Instance, cancellationToken) is { } forbidden)
        {
            await ReportAsync(name, forbidden, cancellationToken);
            return;
        }

        // The rate is that of the clock already.
        await calls.PassAsync(CallsToRead + (cni.HasRoom ? CallsToAssign : CallsToAttach), cancellationToken);
        await cluster.Delay(cluster.Timings.InterfaceAttach, cancellationToken);
        try
        {
            cni.Grant(Needed(cni));
        }
        catch (EksException exception)
        {
            await ReportAsync(name, exception.Message, cancellationToken);
        }

        if (published.GetValueOrDefault(name) != cni.Pool.Count)
        {
            published[name] = cni.Pool.Count;
            problems.TryRemove(name, out _);
            await CiliumNodes.PublishAsync(cluster, nodes, node, cancellationToken);
        }
    }

    private async Task ReportAsync(string node, string problem, CancellationToken cancellationToken)
    {
        if (problems.GetValueOrDefault(node) == problem)
        {
            return;
        }

        problems[node] = problem;
        cluster.Api.Events.Warning(pod.Pod, "cilium-operator", "FailedAllocation", $"Unable to give {node} addresses: {problem}");
        await CiliumNodes.PublishProblemAsync(cluster, nodes, node, problem, cancellationToken);
    }
}
