using System.Text.Json.Nodes;
using CniMigration.Migration.Deployments;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Nodes;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.State;
using k8s;
using k8s.Models;

namespace CniMigration.Migration.NodeGroups;

/// <summary>What a node group is about to go through.</summary>
internal enum GuardPurpose
{
    GrowCilium,
    ShrinkCilium,
    Retire,
    Restore,
}

/// <summary>What a guard proves, and about which nodes.</summary>
internal sealed record GuardRequest(
    string NodeGroup, GuardPurpose Purpose, string OldSelector, string CiliumSelector, string AutoscalerNamespace, string AutoscalerName,
    IReadOnlyDictionary<string, int> Sizes);

/// <summary>Proves, inside the operation and right before a node group changes, that it may.</summary>
internal sealed class NodeGroupGuard(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    public const string Kind = "NodeGroupGuard";

    /// <summary>What becomes of an old node that joins in the middle of a run.</summary>
    public const string JoinedMeanwhile = "a node that joined after this run had begun is cordoned and emptied by the next one";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Answers what was proved, in a sentence. It waits a little for rollouts alone, which any node that comes or goes opens again.</summary>
    /// <exception cref="GateFailedException">The node group may not change now; the message lists all reasons.</exception>
    public async Task<string> ProveAsync(string owner, string stage, GuardRequest request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var (proved, problems) = await LookAsync(request, cancellationToken);
            if (problems.Count == 0)
            {
                await RecordSizesAsync(owner, stage, request, cancellationToken);
                return proved;
            }
            if (problems.Any(problem => !problem.Passes) || time.GetElapsedTime(started) >= Patience)
            {
                throw new GateFailedException(
                    $"Node group {request.NodeGroup} may not change yet ({Describe(request.Purpose)}): {string.Join("; ", problems.Select(problem => problem.Text))}. " +
                    "Nothing was changed; run again once this is so.");
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<(string Proved, List<Problem> Problems)> LookAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var daemons = await CniDaemons.ReadAsync(cluster, cancellationToken);
        var sides = await ClusterSides.ReadAsync(cluster, request.OldSelector, request.CiliumSelector, cancellationToken);
        var (proved, problems) = request.Purpose switch
        {
            GuardPurpose.GrowCilium => ("aws-node is pinned and rolled out, Cilium waits for new nodes, the autoscaler is paused",
                MayGrow(daemons, request, await RunningAutoscalerAsync(request, cancellationToken))),
            GuardPurpose.ShrinkCilium => ("no workload pod is on a Cilium node", MayShrink(sides)),
            GuardPurpose.Retire => ("the old nodes are cordoned and empty, no pod is Pending, no restart is guarded",
                MayRetire(
                    sides, (await RecordSurvey.ReadAsync(cluster, sides.AllNodes, cancellationToken)).Guards, request, await RunningAutoscalerAsync(request, cancellationToken))),
            _ => ("aws-node is there and pinned, and Cilium keeps off nodes of aws-node", MayRestore(daemons)),
        };
        return (proved, [.. problems]);
    }

    /// <summary>The sizes that a record keeps; null where it is about something else.</summary>
    public static NodeGroupSizes? SizesOf(ChangeRecord record) =>
        record.Kind == Kind && record.Numbers("sizes") is { Count: > 0 } sizes
            ? new NodeGroupSizes(
                record.Text("nodeGroup") ?? "", sizes.GetValueOrDefault("desired"), sizes.GetValueOrDefault("min"), sizes.GetValueOrDefault("max"))
            : null;

    /// <summary>Drops the sizes on record of the groups whose guard this was.</summary>
    public async Task ForgetAsync(string nodeGroup, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken)
    {
        var records = new RecordConfigMaps(cluster);
        if (await records.ReadAsync(RecordNames.NodeGroupSizes(nodeGroup), cancellationToken) is { } kept && chosen(kept.Record))
        {
            await records.DeleteAsync(kept, cancellationToken);
        }
    }

    private static IEnumerable<Problem> MayGrow(CniDaemons daemons, GuardRequest request, V1Deployment? autoscaler)
    {
        if (daemons.AwsNode is not null && !daemons.AwsNodePinned)
        {
            yield return "aws-node would run on the new nodes too: expected cni In [aws-cni] in every term of its affinity (stage pin-aws-node)";
        }

        if (daemons.AwsNode is not null && !daemons.AwsNodeRolledOut)
        {
            yield return new Problem("the rollout of aws-node is not done: see `kubectl -n kube-system rollout status daemonset/aws-node`", Passes: true);
        }

        if (daemons.Cilium is null)
        {
            yield return "Cilium is not installed, and the new nodes would stay without a CNI: expected DaemonSet kube-system/cilium (stage install-cilium)";
        }
        else if (daemons.AwsNode is not null && !daemons.CiliumAvoidsOldNodes)
        {
            yield return "Cilium would run on old nodes too: expected cni NotIn [aws-cni] in every term of its affinity";
        }

        if (autoscaler is not null)
        {
            yield return Unpaused(request, autoscaler);
        }
    }

    private static IEnumerable<Problem> MayShrink(ClusterSides sides)
    {
        if (sides.Cilium.WorkloadPods.Select(Name).ToList() is { Count: > 0 } pods)
        {
            yield return $"{pods.Count} workload pods are on Cilium nodes ({Short.List(pods)}): expected them moved home";
        }

        if (Strays(sides) is { } strays)
        {
            yield return strays;
        }
    }

    private static Problem? Strays(ClusterSides sides) => sides.StrayWorkloads.Select(pod => $"{Name(pod)} on {pod.Spec.NodeName}").ToList() is { Count: > 0 } strays
        ? new Problem($"{strays.Count} workload pods are on nodes that only just came or went: {Short.List(strays)}", Passes: true)
        : null;

    private static IEnumerable<Problem> MayRetire(
        ClusterSides sides, IReadOnlyList<string> guards, GuardRequest request, V1Deployment? autoscaler)
    {
        if (sides.Old.Nodes.Where(node => !node.IsCordoned()).Select(node => node.Metadata.Name).ToList() is { Count: > 0 } open)
        {
            yield return $"old nodes are not cordoned: {Short.List(open)}; {JoinedMeanwhile}";
        }

        if (sides.Old.WorkloadPods.Select(Name).ToList() is { Count: > 0 } pods)
        {
            yield return $"{pods.Count} workload pods are on old nodes, ending ones included: {Short.List(pods)}";
        }

        if (Strays(sides) is { } strays)
        {
            yield return strays;
        }

        if (sides.PendingWorkloads.Select(Name).ToList() is { Count: > 0 } pending)
        {
            yield return $"{pending.Count} pods are Pending: {Short.List(pending)}";
        }

        if (guards.Count > 0)
        {
            yield return $"restarts are still guarded: {Short.List(guards)}";
        }

        if (autoscaler is not null)
        {
            yield return Unpaused(request, autoscaler);
        }
    }

    private static IEnumerable<Problem> MayRestore(CniDaemons daemons)
    {
        if (daemons.AwsNode is null)
        {
            yield return "aws-node is missing, and the old nodes would stay without a CNI";
        }
        else if (!daemons.AwsNodePinned)
        {
            yield return "aws-node is not pinned to cni In [aws-cni]";
        }

        if (daemons.Cilium is null)
        {
            yield break;
        }

        if (!daemons.CiliumAvoidsOldNodes)
        {
            yield return "Cilium would take the old nodes: expected cni NotIn [aws-cni] in every term of its affinity";
        }
        else if (!daemons.CiliumRolledOut)
        {
            yield return new Problem("the rollout of Cilium is not done: see `kubectl -n kube-system rollout status daemonset/cilium`", Passes: true);
        }
    }

    private static string Unpaused(GuardRequest request, V1Deployment autoscaler) =>
        $"the cluster autoscaler {request.AutoscalerNamespace}/{request.AutoscalerName} runs with {DeploymentPause.Replicas(autoscaler)} replicas{Unpauser(autoscaler)} and would resize "
        + $"the groups meanwhile: expected it paused (kubectl -n {request.AutoscalerNamespace} scale deployment/{request.AutoscalerName} --replicas=0)";

    /// <summary>Who has undone the pause; nothing where there was none.</summary>
    private static string Unpauser(V1Deployment autoscaler) => DeploymentPause.RecordOf(autoscaler) is null
        ? ""
        : $", since {(FieldManagers.OtherManagerOf(autoscaler.Metadata, "spec", "replicas") is { } manager ? $"the field manager {manager}" : "somebody")} has scaled it up after its pause";

    private async Task<V1Deployment?> RunningAutoscalerAsync(GuardRequest request, CancellationToken cancellationToken) =>
        await new DeploymentPause(cluster, time, reporter).ReadAsync(request.AutoscalerNamespace, request.AutoscalerName, cancellationToken) is { } autoscaler
        && DeploymentPause.Replicas(autoscaler) > 0 ? autoscaler : null;

    /// <summary>Puts sizes on record, unless some are: those are what the group had before it was retired.</summary>
    public async Task RecordSizesAsync(string owner, string stage, GuardRequest request, CancellationToken cancellationToken)
    {
        if (request.Sizes.Count == 0)
        {
            return;
        }

        var records = new RecordConfigMaps(cluster);
        var name = RecordNames.NodeGroupSizes(request.NodeGroup);
        if (await records.TakeAsync(name, owner, stage, cancellationToken) is not null)
        {
            return;
        }

        var details = new JsonObject
        {
            ["nodeGroup"] = request.NodeGroup,
            ["sizes"] = new JsonObject(request.Sizes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        await records.WriteAsync(name, new ChangeRecord(Kind, owner, stage, details), new Dictionary<string, string>(), cancellationToken);
    }

    /// <summary>What is in the way, and whether it passes by itself.</summary>
    private sealed record Problem(string Text, bool Passes = false)
    {
        public static implicit operator Problem(string text) => new(text);
    }

    private static string Name(V1Pod pod) => $"{pod.Metadata.NamespaceProperty}/{pod.Metadata.Name}";

    private static string Describe(GuardPurpose purpose) => purpose switch
    {
        GuardPurpose.GrowCilium => "it was to grow",
        GuardPurpose.ShrinkCilium => "it was to shrink to 0",
        GuardPurpose.Retire => "it was to be retired",
        _ => "it was to get its old size back",
    };
}
