using System.Collections.Concurrent;
using CniMigration.Kubernetes.Api;
using CniMigration.Kubernetes.Api.Client;
using CniMigration.Simulator.Cloud.Compute;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Model;
using CniMigration.Simulator.Nodes.Kubelet;
using CniMigration.Simulator.Nodes.Network;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes;

/// <summary>All hollow nodes of a cluster; each pod's changes go to the node that it is bound to.</summary>
internal sealed class NodeFleet : IDisposable
{
    private readonly ConcurrentDictionary<string, HollowNode> nodes = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<HollowNode> all = [];
    private readonly ClusterContext cluster;
    private readonly PodPrograms programs;

    public NodeFleet(ClusterContext cluster)
    {
        this.cluster = cluster;
        programs = new PodPrograms(this);
        cluster.Cache.Pods.Subscribe(Dispatch);
    }

    public IEnumerable<NodeNetwork> Networks => nodes.Values.Select(node => node.Network);

    public NodeNetwork? Find(string nodeName) => nodes.GetValueOrDefault(nodeName)?.Network;

    public async Task StartAsync(Instance instance, NodeSettings settings, CancellationToken cancellationToken)
    {
        var node = new HollowNode(cluster, new NodeNetwork(instance), settings, programs);
        all.Add(node);
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

    private void Dispatch(Change<Pod> change)
    {
        if (change.Latest.Spec.NodeName is { Length: > 0 } name && nodes.TryGetValue(name, out var node))
        {
            node.Observe(change);
        }
    }
}
