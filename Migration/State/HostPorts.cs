using CniMigration.Migration.Clusters;

namespace CniMigration.Migration.State;

/// <summary>
/// Who has ports of its nodes, and needs somebody on them who leads these ports to its pods. Pods in the network of their node need nobody.
/// </summary>
internal static class HostPorts
{
    /// <summary>Workloads, whether they have pods or not, and pods of anybody else: as kind, name and ports.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IKubernetes cluster, IEnumerable<V1Pod> pods, CancellationToken cancellationToken)
    {
        var sets = await cluster.DaemonSetsAsync(cancellationToken);
        var deployments = await cluster.DeploymentsAsync(cancellationToken);
        var stateful = await cluster.StatefulSetsAsync(cancellationToken);
        return
        [
            .. sets.Select(set => Tell("DaemonSet", set.Metadata, set.Spec.Template.Spec))
                .Concat(deployments.Select(deployment => Tell("Deployment", deployment.Metadata, deployment.Spec.Template.Spec)))
                .Concat(stateful.Select(set => Tell("StatefulSet", set.Metadata, set.Spec.Template.Spec)))
                .Concat(pods.Where(pod => !pod.IsFinished()).Select(Tell))
                .OfType<string>().Distinct().Order(StringComparer.Ordinal),
        ];
    }

    // Pods of a Deployment are told by it; those of Jobs, of ReplicaSets without one and of other controllers by who controls them.
    private static string? Tell(V1Pod pod) => pod.Controller() switch
    {
        { Kind: "DaemonSet" or "StatefulSet" } => null,
        { Kind: "ReplicaSet" } when pod.Metadata.Labels?.ContainsKey("pod-template-hash") == true => null,
        { } owner => Tell(owner.Kind, new V1ObjectMeta { NamespaceProperty = pod.Metadata.NamespaceProperty, Name = owner.Name }, pod.Spec),
        null => Tell("Pod", pod.Metadata, pod.Spec),
    };

    private static string? Tell(string kind, V1ObjectMeta metadata, V1PodSpec pods)
    {
        var ports = pods.HostNetwork == true ? [] : pods.HostPorts().ToList();
        return ports.Count == 0 ? null
            : $"{kind} {metadata.NamespaceProperty}/{metadata.Name} ({string.Join(", ", ports.Select(port => $"{port.Number}/{port.Protocol}"))})";
    }
}
