using System.ComponentModel;
using CniMigration.Migration.Changes;

namespace CniMigration.Migration.State;

/// <summary>Where a migration stands, read from the cluster in one go.</summary>
internal sealed record MigrationState(
    [property: Description("The stage on record in the ledger, or null where no run has written one.")] string? Stage,
    [property: Description("What is on record as changed.")] IReadOnlyList<StateRecord> Records,
    [property: Description("Deployments (namespace/name) whose restart is still guarded by a record of their own.")] IReadOnlyList<string> Guards,
    [property: Description("Nodes that belong neither to an old node group nor to the Cilium one.")] IReadOnlyList<ForeignNode> ForeignNodes,
    [property: Description("Workload pods that are Pending, anywhere.")] int PendingPods,
    [property: Description("Pods with an address of their own on old nodes.")] int PodsOnAwsCni,
    [property: Description("Pods with an address of their own on Cilium nodes.")] int PodsOnCilium,
    [property: Description("The nodes of the old node groups.")] NodeSide OldNodes,
    [property: Description("The nodes of the Cilium node group.")] NodeSide CiliumNodes,
    [property: Description("The DaemonSet of the AWS VPC CNI.")] AwsNodeState AwsNode,
    [property: Description("The DaemonSet of kube-proxy.")] KubeProxyState KubeProxy,
    [property: Description("Cilium's agents and configuration.")] CiliumState Cilium,
    [property: Description("The cluster autoscaler.")] AutoscalerState Autoscaler,
    [property: Description("Network policies, of Kubernetes and of Cilium, that bite once Cilium enforces policies.")] IReadOnlyList<string> Policies,
    [property: Description("Network policies with a rule by ipBlock that a pod or node matches today, with the block; Cilium lets ipBlock match neither.")]
    IReadOnlyList<string> AddressPolicies,
    [property: Description("Namespaces of pods on old nodes that network policies have to do with, with the number of the pods.")]
    IReadOnlyList<string> PoliciedOnOldNodes,
    [property: Description("Workloads and pods that have ports of their nodes without being in the network of these, with the ports.")]
    IReadOnlyList<string> HostPorts,
    [property: Description("The sizes on record of node groups that were retired.")] IReadOnlyList<NodeGroupSizes> NodeGroupSizes,
    [property: Description("Running Deployments (namespace/name) that add and remove nodes on their own, besides the cluster autoscaler that was named.")]
    IReadOnlyList<string> NodeScalers,
    [property: Description("Digests of what is not done, empty where all is.")] UndoneDigests Undone,
    [property: Description("`created` or `adopted`: what the stack at work here did to get the cluster; null where no run has written it.")] string? Origin);

/// <summary>A node that the migration knows nothing of.</summary>
internal sealed record ForeignNode(
    [property: Description("Its name.")] string Name,
    [property: Description("Who runs it: `node-group`, `karpenter`, `auto`, `fargate`, `hybrid` or `self-managed`.")] string RunBy,
    [property: Description("Its managed node group or its node pool, empty where it has none.")] string Group);

/// <summary>One change on record.</summary>
internal sealed record StateRecord(
    [property: Description("The kind of resource that made the change.")] string Kind,
    [property: Description("What was changed.")] string Target,
    [property: Description("The id of the resource that owns the change.")] string Owner,
    [property: Description("The stage that the change belongs to.")] string Stage);

/// <summary>The nodes of one side, and the pods on them.</summary>
internal sealed record NodeSide(
    [property: Description("How many there are.")] int Count,
    [property: Description("How many are Ready.")] int Ready,
    [property: Description("How many are cordoned.")] int Cordoned,
    [property: Description("The names of those that somebody else cordoned, as EKS does with a node that it is about to take.")]
    IReadOnlyList<string> CordonedByOthers,
    [property: Description("How many carry Cilium's agent-not-ready taint.")] int Tainted,
    [property: Description("The names of those without the label cni=aws-cni.")] IReadOnlyList<string> Unlabelled,
    [property: Description("Pods on them that a migration has to move.")] int WorkloadPods,
    [property: Description("Workload pods on them that are ending.")] int TerminatingPods,
    [property: Description("Pods of aws-node on them.")] int AwsNodePods,
    [property: Description("Cilium agents on them.")] int CiliumPods);

/// <summary>The DaemonSet of the AWS VPC CNI.</summary>
internal sealed record AwsNodeState(
    [property: Description("Whether there is one.")] bool Present,
    [property: Description("Whether every term of its affinity asks for cni In [aws-cni].")] bool Pinned,
    [property: Description("Whether its rollout is done.")] bool RolledOut,
    [property: Description("`eks` when EKS manages it as an add-on and would overwrite edits, else empty.")] string ManagedBy,
    [property: Description("Whether its own agent enforces NetworkPolicies.")] bool EnforcesPolicies)
{
    [Description("Whether pods leave the VPC with their own address (AWS_VPC_K8S_CNI_EXTERNALSNAT); what is on record where aws-node is removed.")]
    public bool KeepsSourceAddress { get; init; }

    [Description("Ranges outside the VPC that see pods by their own address all the same (AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS).")]
    public IReadOnlyList<string> KeepsSourceAddressTo { get; init; } = [];
}

/// <summary>The DaemonSet of kube-proxy.</summary>
internal sealed record KubeProxyState(
    [property: Description("Whether there is one.")] bool Present,
    [property: Description("Whether every term of its affinity keeps it off the nodes of Cilium.")] bool KeepsOffCilium,
    [property: Description("`eks` when EKS manages it as an add-on and would overwrite edits, else empty.")] string ManagedBy);

/// <summary>Cilium's agents and configuration.</summary>
internal sealed record CiliumState(
    [property: Description("Whether its DaemonSet is there.")] bool Present,
    [property: Description("Whether every term of its affinity asks for cni NotIn [aws-cni].")] bool AvoidsOldNodes,
    [property: Description("Whether its rollout is done.")] bool RolledOut,
    [property: Description("Agents that are Ready.")] int Ready,
    [property: Description("Agents that there should be.")] int Desired,
    [property: Description("The policy mode (never, default, always), empty where none is configured.")] string PolicyMode,
    [property: Description("Whether it is configured to do kube-proxy's work.")] bool ReplacesKubeProxy,
    [property: Description("The status of the newest revision of the Helm release, empty where there is none.")] string ReleaseStatus);

/// <summary>The cluster autoscaler.</summary>
internal sealed record AutoscalerState(
    [property: Description("Whether there is one.")] bool Present,
    [property: Description("Its replicas.")] int Replicas,
    [property: Description("Whether it is scaled to 0.")] bool Paused);

/// <summary>Digests of what is not done.</summary>
internal sealed record UndoneDigests(
    [property: Description("Old nodes without the label.")] string NodeLabels,
    [property: Description("The terms of aws-node that do not ask for the label.")] string DaemonSetPlacement,
    [property: Description("The terms of kube-proxy that do not keep it off the nodes of Cilium.")] string KubeProxyPlacement,
    [property: Description("Old nodes that are not cordoned.")] string NodeCordon,
    [property: Description("Workload pods on old nodes.")] string WorkloadMove,
    [property: Description("Workload pods on Cilium nodes.")] string WorkloadMoveHome);
