using CniMigration.Migration.Clusters;
using CniMigration.Migration.DaemonSets;
using CniMigration.Migration.Rollouts;
using k8s;
using k8s.Models;

namespace CniMigration.Migration.State;

/// <summary>The two CNIs' DaemonSets, as read.</summary>
internal sealed record CniDaemons(V1DaemonSet? AwsNode, V1DaemonSet? Cilium)
{
    public const string Namespace = "kube-system";
    public const string AwsNodeName = "aws-node";
    public const string CiliumName = "cilium";

    public bool AwsNodePinned => AwsNode is not null && Requirement.OnlyOldNodes.HoldsIn(AwsNode.Spec.Template.Spec);

    public bool AwsNodeRolledOut => AwsNode is not null && Workload.Of(AwsNode).Unsettled is null;

    public bool CiliumAvoidsOldNodes => Cilium is not null && Requirement.NoOldNodes.HoldsIn(Cilium.Spec.Template.Spec);

    public bool CiliumRolledOut => Cilium is not null && Workload.Of(Cilium).Unsettled is null;

    public static async Task<CniDaemons> ReadAsync(IKubernetes cluster, CancellationToken cancellationToken) =>
        new(await SetAsync(cluster, AwsNodeName, cancellationToken), await SetAsync(cluster, CiliumName, cancellationToken));

    public static bool IsPodOf(V1Pod pod, V1DaemonSet? set) =>
        set is not null && pod.Metadata.OwnerReferences?.Any(owner => owner.Uid == set.Metadata.Uid) == true;

    private static Task<V1DaemonSet?> SetAsync(IKubernetes cluster, string name, CancellationToken cancellationToken) =>
        cluster.AppsV1.ReadNamespacedDaemonSetAsync(name, Namespace, cancellationToken: cancellationToken).OrNullAsync();
}
