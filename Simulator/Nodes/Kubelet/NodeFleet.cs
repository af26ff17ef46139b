using System.Collections.Concurrent;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Cloud.Compute;
using CniMigration.Simulator.Nodes.Network;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Kubelet;

/// <summary>All hollow nodes of a cluster; each pod's changes go to the node that it is bound to.</summary>
internal sealed class NodeFleet : IDisposable
{
    private readonly ConcurrentDictionary<string, HollowNode> nodes = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<HollowNode> all = [];
    private readonly ClusterContext cluster;
    private readonly NodeNetworks networks;
    private readonly IReadOnlyList<Func<NodeNetwork, NodeCni>> cnis;
    private readonly PodPrograms programs;

    /// <param name="cluster">The cluster.</param>
    /// <param name="networks">Where the nodes' networks are kept.</param>
    /// <param name="cnis">The CNIs that may come to a node.</param>
    /// <param name="programs">What runs on them.</param>
    public NodeFleet(ClusterContext cluster, NodeNetworks networks, IReadOnlyList<Func<NodeNetwork, NodeCni>> cnis, PodPrograms programs)
    {
        (this.cluster, this.networks, this.cnis, this.programs) = (cluster, networks, cnis, programs);
        cluster.Cache.Pods.Subscribe(Dispatch);
    }

    public async Task StartAsync(Instance instance, NodeSettings settings, CancellationToken cancellationToken)
    {
        var network = new NodeNetwork(instance, cnis)
        {
            HasPortmap = !settings.AmiType.StartsWith("AL2023", StringComparison.Ordinal),
            InterfaceNames = InterfaceNames(settings.AmiType),
        };
        var node = new HollowNode(cluster, network, settings, programs);
        all.Add(node);
        networks.Add(network);
        nodes[instance.NodeName] = node;
        await node.StartAsync(cancellationToken);
        foreach (var pod in cluster.Cache.PodsByNode[instance.NodeName])
        {
            node.Observe(new Change<Pod>(null, pod));
        }
    }

    /// <summary>Switches a node off. Its Node object stays until the cloud takes it away.</summary>
    public void Stop(Instance instance)
    {
        if (nodes.TryRemove(instance.NodeName, out var node))
        {
            networks.Remove(instance.NodeName);
            node.Stop();
        }
    }

    /// <summary>Removes the Node object of an instance that is no more, as the cloud's controller does.</summary>
    public async Task ForgetAsync(Instance instance, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Api.Client.DeleteAsync(ResourceTypes.Nodes, null, instance.NodeName, new DeleteOptions(), cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Somebody deleted it before.
        }
    }

    public void Dispose()
    {
        foreach (var node in all)
        {
            node.Dispose();
        }

        programs.Dispose();
    }

    // Amazon Linux 2 and Bottlerocket name interfaces eth0, eth1, ...; Amazon Linux 2023 by their slots, of which the first is ens5.
    private static (string Prefix, int First) InterfaceNames(string image) =>
        image.StartsWith("AL2_", StringComparison.Ordinal) || image.StartsWith("BOTTLEROCKET", StringComparison.Ordinal) ? ("eth", 0) : ("ens", 5);

    private void Dispatch(Change<Pod> change)
    {
        if (change.Latest.Spec.NodeName is { Length: > 0 } name && nodes.TryGetValue(name, out var node))
        {
            node.Observe(change);
        }
    }
}
