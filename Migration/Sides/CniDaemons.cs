using CniMigration.Migration.Clusters;

namespace CniMigration.Migration.Sides;

/// <summary>The two CNIs' DaemonSets, as read.</summary>
/// <param name="Cni">The source's CNI, there or not.</param>
/// <param name="Source">Its DaemonSet.</param>
/// <param name="Cilium">Cilium's.</param>
internal sealed record CniDaemons(SourceCni Cni, V1DaemonSet? Source, V1DaemonSet? Cilium)
{
    public bool IsSourcePinned => Source is not null && Cni.OnlyItsNodes.HoldsIn(Source.Spec.Template.Spec);

    public bool IsSourceRolledOut => Source is not null && Workload.Of(Source).Unsettled is null;

    /// <summary>Who runs the source's CNI as an add-on; empty where nobody does.</summary>
    public string SourceManager => ManagerOf(Source);

    /// <summary>Who runs what comes with the source's CNI as an add-on; empty where nobody does.</summary>
    public string ManagerOf(V1DaemonSet? set) =>
        set?.Metadata.ManagedFields?.Any(entry => entry.Manager == Cni.AddOnManager) == true ? Cni.AddOnManager! : "";

    /// <summary>Whether an agent beside the source's CNI enforces NetworkPolicies.</summary>
    public bool SourceEnforcesPolicies => Cni.PolicyAgentArgument is { } argument
        && Source?.Spec.Template.Spec.Containers.Any(container => container.Args?.Contains(argument) == true) == true;

    public bool CiliumAvoidsOldNodes => Cilium is not null && Cni.NoneOfItsNodes.HoldsIn(Cilium.Spec.Template.Spec);

    public bool CiliumRolledOut => Cilium is not null && Workload.Of(Cilium).Unsettled is null;

    public static async Task<CniDaemons> ReadAsync(IKubernetes cluster, SourceCni source, CancellationToken cancellationToken) => new(
        source,
        await cluster.DaemonSet(source.Namespace, source.Name).ReadAsync(cancellationToken),
        await cluster.DaemonSet(CiliumNames.Namespace, CiliumNames.DaemonSet).ReadAsync(cancellationToken));

    public static bool IsPodOf(V1Pod pod, V1DaemonSet? set) =>
        set is not null && pod.Metadata.OwnerReferences?.Any(owner => owner.Uid == set.Metadata.Uid) == true;
}
