using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Nodes.Network;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>The operator's ENI IPAM: it keeps some free addresses on every CiliumNode, as far as instance and subnet have any.</summary>
internal sealed class AddressAllocator(ClusterContext cluster, NodeNetworks networks, RunningPod pod, ResourceType nodes)
{
    private readonly Dictionary<string, string> problems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> published = new(StringComparer.Ordinal);

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var registered = await cluster.Api.Client.ListAsync(nodes, null, cancellationToken);
        if (registered.Items.Count > 0)
        {
            cluster.Faults.Strike(FaultCatalogue.SubnetOutOfAddresses);
        }

        foreach (var name in registered.Items.Select(item => item.Name))
        {
            if (networks.Find(name) is { } node && Needed(node.Cni<CiliumCni>()) > 0)
            {
                await GrantAsync(node, cancellationToken);
            }
        }
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
            problems.Remove(name);
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
