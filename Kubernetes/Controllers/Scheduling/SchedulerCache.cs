using System.Collections.Concurrent;
using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>
/// The cluster as the scheduler sees it: nodes with their pods, including those that it has just placed itself. Changes are
/// noted as they come and taken in before each decision.
/// </summary>
internal sealed class SchedulerCache
{
    private readonly ClusterCache cluster;
    private readonly ConcurrentQueue<string> changedPods = new();
    private readonly ConcurrentQueue<string> changedNodes = new();
    private readonly Dictionary<string, NodeInfo> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (PodInfo Pod, string Node)> placed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Uid, string Node)> assumed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PodInfo> withAntiAffinity = new(StringComparer.Ordinal);
    private NodeInfo[]? present;

    public SchedulerCache(ClusterCache cluster)
    {
        this.cluster = cluster;
        cluster.Pods.Subscribe(change => changedPods.Enqueue(change.Latest.Key));
        cluster.Nodes.Subscribe(change => changedNodes.Enqueue(change.Latest.Key));
    }

    /// <summary>The nodes that are there, by name.</summary>
    public NodeInfo[] Nodes => present ??= [.. nodes.Values.Where(node => node.Known is not null).OrderBy(node => node.Node.Name, StringComparer.Ordinal)];

    /// <summary>Placed pods that keep others away.</summary>
    public IReadOnlyCollection<PodInfo> WithAntiAffinity => withAntiAffinity.Values;

    public ClusterCache Cluster => cluster;

    public NodeInfo? NodeOf(PodInfo pod) => NodeOf(pod.Pod);

    public NodeInfo? NodeOf(Pod pod) =>
        placed.TryGetValue(pod.Key, out var at) && nodes.TryGetValue(at.Node, out var node) && node.Known is not null ? node : null;

    public void TakeInChanges()
    {
        while (changedNodes.TryDequeue(out var name))
        {
            var node = cluster.Nodes.Find(name);
            if (node is null && !nodes.ContainsKey(name))
            {
                continue;
            }

            Info(name).Known = node;
            present = null;
        }
        while (changedPods.TryDequeue(out var key))
        {
            Place(key);
        }
    }

    /// <summary>Counts a pod on a node before the API server has said so.</summary>
    public void Assume(Pod pod, string node)
    {
        assumed[pod.Key] = (pod.Uid, node);
        Place(pod.Key);
    }

    public void Forget(Pod pod)
    {
        assumed.Remove(pod.Key);
        Place(pod.Key);
    }

    public bool IsAssumed(Pod pod) => assumed.TryGetValue(pod.Key, out var known) && known.Uid == pod.Uid;

    private void Place(string key)
    {
        if (placed.Remove(key, out var before))
        {
            nodes[before.Node].Remove(before.Pod);
            withAntiAffinity.Remove(key);
        }
        var pod = cluster.Pods.Find(key);
        if (assumed.TryGetValue(key, out var assumption) && (pod is null || pod.Uid != assumption.Uid || pod.Spec.NodeName.Length > 0))
        {
            assumed.Remove(key);
        }

        if (pod is null || pod.IsFinished)
        {
            return;
        }

        var node = pod.Spec.NodeName.Length > 0 ? pod.Spec.NodeName : assumed.GetValueOrDefault(key).Node;
        if (node is null)
        {
            return;
        }

        var info = new PodInfo(pod);
        placed[key] = (info, node);
        Info(node).Add(info);
        if (info.HasAntiAffinity)
        {
            withAntiAffinity[key] = info;
        }
    }

    private NodeInfo Info(string name)
    {
        if (!nodes.TryGetValue(name, out var info))
        {
            nodes[name] = info = new NodeInfo();
        }

        return info;
    }
}
