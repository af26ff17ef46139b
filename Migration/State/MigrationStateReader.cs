using CniMigration.Migration.Changes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Sides;

namespace CniMigration.Migration.State;

/// <summary>What a state read has to know about the cluster it reads.</summary>
internal sealed record MigrationStateQuery(IReadOnlyList<string> OldNodeGroups, string CiliumNodeGroup, string AutoscalerNamespace, string AutoscalerName)
{
    /// <summary>The CNI that the old node groups have.</summary>
    internal SourceCni Source { get; init; } = SourceCnis.Default;

    public string OldSelector => $"{NodeFacts.NodeGroupLabel} in ({string.Join(',', OldNodeGroups)})";

    public string CiliumSelector => $"{NodeFacts.NodeGroupLabel}={CiliumNodeGroup}";
}

/// <summary>Reads where the migration stands. A read that fails is an error: it never counts as nothing done.</summary>
internal sealed class MigrationStateReader(IKubernetes cluster, IReporter reporter)
{
    private const string Policy = "enable-policy";
    private const string Replacement = "kube-proxy-replacement";
    private const string CiliumConfig = "cilium-config";

    public async Task<MigrationState> ReadAsync(MigrationStateQuery query, CancellationToken cancellationToken)
    {
        // The ledger first: it names a stage before that stage changes anything, so a later read of the rest can only show more.
        var ledger = await new Ledger(cluster, reporter).ReadAsync(cancellationToken);
        var daemons = await CniDaemons.ReadAsync(cluster, query.Source, cancellationToken);
        var proxy = await cluster.DaemonSet(KubeProxy.Namespace, KubeProxy.Name).ReadAsync(cancellationToken);
        var keepsOff = KubeProxy.KeepsOffCilium(proxy, query.Source, query.CiliumNodeGroup);
        var sides = await ClusterSides.ReadAsync(cluster, query.OldSelector, query.CiliumSelector, cancellationToken);
        var autoscaler = await cluster.Deployment(query.AutoscalerNamespace, query.AutoscalerName).ReadAsync(cancellationToken);
        var records = await RecordSurvey.ReadAsync(cluster, sides.AllNodes, cancellationToken);
        var policies = await NetworkPolicies.ReadAsync(cluster, cancellationToken);
        var namespaces = policies.IsEmpty ? [] : await cluster.NamespacesAsync(cancellationToken);
        var grouped = query.OldNodeGroups.Append(query.CiliumNodeGroup).ToHashSet();
        return new MigrationState(
            Stage: ledger.Stage,
            Records: [.. records.Changes.Select(change => new StateRecord(change.Record.Kind, change.Target, change.Record.Owner, change.Record.Stage))],
            Guards: records.Guards,
            ForeignNodes: State.ForeignNodes.Among(sides.AllNodes, grouped),
            PendingPods: sides.PendingWorkloads.Count(),
            PodsOnAwsCni: Addressed(sides.Old).Count(),
            PodsOnCilium: Addressed(sides.Cilium).Count(),
            OldNodes: Side(sides.Old, daemons),
            CiliumNodes: Side(sides.Cilium, daemons),
            AwsNode: await SourceAsync(daemons, cancellationToken),
            KubeProxy: new KubeProxyState(proxy is not null, keepsOff, daemons.ManagerOf(proxy)),
            Cilium: await CiliumAsync(daemons, cancellationToken),
            Autoscaler: Autoscaler(autoscaler),
            Policies: policies.Names,
            AddressPolicies: PolicyReach.ByAddress(policies, Addresses(sides)),
            PoliciedOnOldNodes: PolicyReach.Concerned(policies, Addressed(sides.Old), namespaces),
            HostPorts: await HostPorts.ReadAsync(cluster, sides.AllPods, cancellationToken),
            NodeGroupSizes: [.. records.Kept.Select(kept => RetiredSizes.SizesOf(kept.Record)).OfType<NodeGroupSizes>()],
            NodeScalers: NodeScalers.Running(records.Deployments, $"{query.AutoscalerNamespace}/{query.AutoscalerName}"),
            Undone: Undone(sides, daemons, keepsOff ? null : proxy, records.Guards),
            Origin: ledger.Origin);
    }

    private static UndoneDigests Undone(
        ClusterSides sides, CniDaemons daemons, V1DaemonSet? misplacedProxy, IReadOnlyList<string> guards) => new(
        Digest.Of(Unlabelled(sides.Old, daemons.Cni)),
        daemons.Source is { } set && !daemons.IsSourcePinned
            ? Misplaced(set, daemons)
            : "",
        misplacedProxy is null ? "" : Misplaced(misplacedProxy, daemons),
        Digest.Of(Names(sides.Old.Nodes.Where(node => !node.IsCordoned()))),
        Digest.Of(sides.Old.WorkloadPods.Select(Name).Concat(guards)),
        Digest.Of(sides.Cilium.WorkloadPods.Select(Name).Concat(guards)));

    private static string Misplaced(V1DaemonSet set, CniDaemons daemons) =>
        Digest.Of([set.Metadata.Uid, $"{DaemonSetPlacement.TermsWith(set.Spec.Template.Spec, daemons.Cni.OnlyItsNodes)} terms"]);

    private static NodeSide Side(ClusterSide side, CniDaemons daemons) => new(
        side.Nodes.Count,
        side.Nodes.Count(node => node.IsReady()),
        side.Nodes.Count(node => node.IsCordoned()),
        Names(side.Nodes.Where(node => node.IsCordoned() && NodeCordoning.RecordOf(node) is null)),
        side.Nodes.Count(node => node.HasTaint(NodeFacts.AgentNotReadyTaint)),
        Unlabelled(side, daemons.Cni),
        side.WorkloadPods.Count(),
        side.WorkloadPods.Count(pod => pod.IsTerminating()),
        side.Pods.Count(pod => CniDaemons.IsPodOf(pod, daemons.Source)),
        side.Pods.Count(pod => CniDaemons.IsPodOf(pod, daemons.Cilium)));

    private static IEnumerable<V1Pod> Addressed(ClusterSide side) => side.Pods.Where(pod => pod.Spec.HostNetwork != true && !pod.IsFinished());

    private static IEnumerable<string> Addresses(ClusterSides sides) =>
    [
        .. sides.AllNodes.SelectMany(node => node.Status?.Addresses ?? []).Where(address => address.Type == "InternalIP").Select(address => address.Address),
        .. sides.AllPods.Where(pod => !pod.IsFinished()).Select(pod => pod.Status?.PodIP).OfType<string>(),
    ];

    private static List<string> Unlabelled(ClusterSide side, SourceCni cni) =>
        Names(side.Nodes.Where(node => node.Label(NodeFacts.CniLabel) != cni.Side));

    private static List<string> Names(IEnumerable<V1Node> nodes) => [.. nodes.Select(node => node.Metadata.Name).Order(StringComparer.Ordinal)];

    private static string Name(V1Pod pod) => $"{pod.Metadata.NamespaceProperty}/{pod.Metadata.Name}";

    private static AutoscalerState Autoscaler(V1Deployment? autoscaler) => autoscaler is not null && DeploymentPause.Replicas(autoscaler) is var replicas
        ? new AutoscalerState(true, replicas, replicas == 0)
        : new AutoscalerState(false, 0, false);

    private async Task<AwsNodeState> SourceAsync(CniDaemons daemons, CancellationToken cancellationToken)
    {
        var known = daemons.Source
            ?? await new DaemonSetRemoval(cluster, reporter).ManifestAsync(daemons.Cni.Namespace, daemons.Cni.Name, cancellationToken);
        var addresses = SourceAddresses.Of(known);
        return new AwsNodeState(
            daemons.Source is not null, daemons.IsSourcePinned, daemons.IsSourceRolledOut, daemons.SourceManager, daemons.SourceEnforcesPolicies)
        {
            KeepsSourceAddress = addresses.Kept,
            KeepsSourceAddressTo = addresses.KeptTo,
        };
    }

    private async Task<CiliumState> CiliumAsync(CniDaemons daemons, CancellationToken cancellationToken)
    {
        var config = await cluster.CoreV1.ReadNamespacedConfigMapAsync(CiliumConfig, CiliumNames.Namespace, cancellationToken: cancellationToken).OrNullAsync();
        return new CiliumState(
            daemons.Cilium is not null,
            daemons.CiliumAvoidsOldNodes,
            daemons.CiliumRolledOut,
            daemons.Cilium?.Status?.NumberReady ?? 0,
            daemons.Cilium?.Status?.DesiredNumberScheduled ?? 0,
            Setting(config, Policy),
            Setting(config, Replacement) == "true",
            await HelmReleases.StatusAsync(cluster, CiliumNames.Release, cancellationToken));
    }

    private static string Setting(V1ConfigMap? config, string key) =>
        config?.Data is { } data && data.TryGetValue(key, out var value) ? value : "";
}
