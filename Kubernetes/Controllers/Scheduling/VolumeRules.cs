using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Controllers.Volumes;

namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>What a pod's claims say about where it can run.</summary>
internal sealed class VolumeRules
{
    private readonly List<PersistentVolume> bound = [];
    private readonly List<(PersistentVolumeClaim Claim, StorageClass Class)> waiting = [];
    private readonly HashSet<string> exclusive = [];
    private readonly PodInfo pod;
    private readonly ClusterCache cluster;

    public VolumeRules(PodInfo pod, ClusterCache cluster)
    {
        this.pod = pod;
        this.cluster = cluster;
        foreach (var name in pod.Claims)
        {
            Problem ??= Read(name);
        }

        if (pod.Pod.Spec.Volumes.Any(volume => volume.Ephemeral is not null))
        {
            Problem ??= "generic ephemeral volumes are not modelled here";
        }
    }

    /// <summary>Why no node will do at all, where that is so.</summary>
    public string? Problem { get; }

    /// <summary>The claims that get their volume only when a node is chosen.</summary>
    public IReadOnlyList<PersistentVolumeClaim> Waiting => [.. waiting.Select(item => item.Claim)];

    public IEnumerable<Filter> Filters()
    {
        if (exclusive.Count > 0)
        {
            yield return node => node.Pods.Values.Any(other => other.Pod.Namespace == pod.Pod.Namespace && other.Claims.Any(exclusive.Contains))
                ? ["node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode"]
                : null;
        }
        if (bound.Count > 0)
        {
            yield return node => bound.TrueForAll(volume => VolumeTopology.Allows(volume, node.Node)) ? null : ["node(s) had volume node affinity conflict"];
            yield return node => bound.TrueForAll(volume => VolumeTopology.ZoneAllows(volume, node.Node)) ? null : ["node(s) had no available volume zone"];
        }
        if (waiting.Count > 0)
        {
            yield return node => waiting.TrueForAll(item => VolumeTopology.CanServe(item.Claim, item.Class, node.Node, cluster.Volumes))
                ? null
                : ["node(s) didn't find available persistent volumes to bind"];
        }
    }

    private string? Read(string name)
    {
        if (cluster.Claims.Find(pod.Pod.Namespace, name) is not { } claim)
        {
            return $"persistentvolumeclaim \"{name}\" not found";
        }

        if (claim.IsDeleting)
        {
            return $"persistentvolumeclaim \"{name}\" is being deleted";
        }

        if (claim.Spec.AccessModes.Contains("ReadWriteOncePod"))
        {
            exclusive.Add(name);
        }

        if (claim.IsBound)
        {
            if (cluster.Volumes.Find(claim.Spec.VolumeName) is not { } volume)
            {
                return $"persistentvolume \"{claim.Spec.VolumeName}\" not found";
            }

            bound.Add(volume);
            return null;
        }
        if (claim.Spec.StorageClassName is not { Length: > 0 } className
            || cluster.StorageClasses.Find(className) is not { WaitsForFirstConsumer: true } storageClass)
        {
            return "pod has unbound immediate PersistentVolumeClaims";
        }

        waiting.Add((claim, storageClass));
        return null;
    }
}
