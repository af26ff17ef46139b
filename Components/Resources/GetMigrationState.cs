using System.Collections.Immutable;
using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Reads what the cluster says about the migration: its records, its nodes, its pods, its CNIs.</summary>
internal static class GetMigrationState
{
    public const string Token = "cnimigration:index:getMigrationState";

    public static async Task<MigrationState?> InvokeAsync(GetMigrationStateArgs args, InvokeOptions options) =>
        await Deployment.Instance.InvokeAsync<MigrationState>(Token, args, options);
}

internal sealed class GetMigrationStateArgs : ClusterQueryArgs;

[OutputType]
[method: OutputConstructor]
internal sealed record MigrationState(
    [OutputConstructorParameter("stage")] string? Stage,
    [OutputConstructorParameter("records")] ImmutableArray<MigrationRecord> Records,
    [OutputConstructorParameter("guards")] ImmutableArray<string> Guards,
    [OutputConstructorParameter("foreignNodes")] ImmutableArray<ForeignNode> ForeignNodes,
    [OutputConstructorParameter("pendingPods")] int PendingPods,
    [OutputConstructorParameter("podsOnAwsCni")] int PodsOnAwsCni,
    [OutputConstructorParameter("podsOnCilium")] int PodsOnCilium,
    [OutputConstructorParameter("oldNodes")] NodesState OldNodes,
    [OutputConstructorParameter("ciliumNodes")] NodesState CiliumNodes,
    [OutputConstructorParameter("awsNode")] AwsNodeState AwsNode,
    [OutputConstructorParameter("cilium")] CiliumState Cilium,
    [OutputConstructorParameter("autoscaler")] AutoscalerState Autoscaler,
    [OutputConstructorParameter("policies")] ImmutableArray<string> Policies,
    [OutputConstructorParameter("nodeGroupSizes")] ImmutableArray<NodeGroupSizes> NodeGroupSizes,
    [OutputConstructorParameter("nodeScalers")] ImmutableArray<string> NodeScalers,
    [OutputConstructorParameter("undone")] UndoneState Undone,
    [OutputConstructorParameter("origin")] string? Origin);

[OutputType]
[method: OutputConstructor]
internal sealed record ForeignNode(
    [OutputConstructorParameter("name")] string Name,
    [OutputConstructorParameter("runBy")] string RunBy,
    [OutputConstructorParameter("group")] string? Group);

[OutputType]
[method: OutputConstructor]
internal sealed record MigrationRecord(
    [OutputConstructorParameter("kind")] string Kind,
    [OutputConstructorParameter("target")] string Target,
    [OutputConstructorParameter("owner")] string Owner,
    [OutputConstructorParameter("stage")] string Stage);

[OutputType]
[method: OutputConstructor]
internal sealed record NodeGroupSizes(
    [OutputConstructorParameter("nodeGroup")] string NodeGroup,
    [OutputConstructorParameter("desired")] int Desired,
    [OutputConstructorParameter("min")] int Min,
    [OutputConstructorParameter("max")] int Max);

[OutputType]
[method: OutputConstructor]
internal sealed record NodesState(
    [OutputConstructorParameter("count")] int Count,
    [OutputConstructorParameter("ready")] int Ready,
    [OutputConstructorParameter("cordoned")] int Cordoned,
    [OutputConstructorParameter("cordonedByOthers")] ImmutableArray<string> CordonedByOthers,
    [OutputConstructorParameter("tainted")] int Tainted,
    [OutputConstructorParameter("unlabelled")] ImmutableArray<string> Unlabelled,
    [OutputConstructorParameter("workloadPods")] int WorkloadPods,
    [OutputConstructorParameter("terminatingPods")] int TerminatingPods,
    [OutputConstructorParameter("awsNodePods")] int AwsNodePods,
    [OutputConstructorParameter("ciliumPods")] int CiliumPods);

[OutputType]
[method: OutputConstructor]
internal sealed record AwsNodeState(
    [OutputConstructorParameter("present")] bool Present,
    [OutputConstructorParameter("pinned")] bool Pinned,
    [OutputConstructorParameter("rolledOut")] bool RolledOut,
    [OutputConstructorParameter("managedBy")] string? ManagedBy);

[OutputType]
[method: OutputConstructor]
internal sealed record CiliumState(
    [OutputConstructorParameter("present")] bool Present,
    [OutputConstructorParameter("avoidsOldNodes")] bool AvoidsOldNodes,
    [OutputConstructorParameter("rolledOut")] bool RolledOut,
    [OutputConstructorParameter("ready")] int Ready,
    [OutputConstructorParameter("desired")] int Desired,
    [OutputConstructorParameter("policyMode")] string? PolicyMode,
    [OutputConstructorParameter("releaseStatus")] string? ReleaseStatus);

[OutputType]
[method: OutputConstructor]
internal sealed record AutoscalerState(
    [OutputConstructorParameter("present")] bool Present,
    [OutputConstructorParameter("replicas")] int Replicas,
    [OutputConstructorParameter("paused")] bool Paused);

[OutputType]
[method: OutputConstructor]
internal sealed record UndoneState(
    [OutputConstructorParameter("nodeLabels")] string? NodeLabels,
    [OutputConstructorParameter("daemonSetPlacement")] string? DaemonSetPlacement,
    [OutputConstructorParameter("nodeCordon")] string? NodeCordon,
    [OutputConstructorParameter("workloadMove")] string? WorkloadMove,
    [OutputConstructorParameter("workloadMoveHome")] string? WorkloadMoveHome);
