using CniMigration.Migration.Changes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Sides;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Gates;

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
    string NodeGroup, GuardPurpose Purpose, string OldNodeSelector, string CiliumNodeSelector, string AutoscalerNamespace, string AutoscalerName)
{
    /// <summary>The CNI of the old nodes.</summary>
    internal SourceCni Source { get; init; } = SourceCnis.Default;
}

/// <summary>Proves, inside the operation and right before a node group changes, that it may.</summary>
internal sealed class NodeGroupGuard(IKubernetes cluster, TimeProvider time)
{
    /// <summary>What becomes of an old node that joins in the middle of a run.</summary>
    public const string JoinedMeanwhile = "a node that joined after this run had begun is cordoned and emptied by the next one";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Answers what was proved, in a sentence. It waits a little for rollouts alone, which any node that comes or goes opens again.</summary>
    /// <exception cref="GateFailedException">The node group may not change now; the message lists all reasons.</exception>
    public async Task<string> ProveAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var (proved, problems) = ("", new List<Problem>());
        await time.PollAsync(
            Patience,
            Pause,
            async _ =>
            {
                (proved, problems) = await LookAsync(request, cancellationToken);
                return problems.Count == 0 || problems.Any(problem => !problem.Passes);
            },
            cancellationToken);
        return problems.Count == 0 ? proved : throw new GateFailedException(
            $"Node group {request.NodeGroup} may not change yet ({Describe(request.Purpose)}): {string.Join("; ", problems.Select(problem => problem.Text))}. "
            + "Nothing was changed; run again once this is so.");
    }

    private async Task<(string Proved, List<Problem> Problems)> LookAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var daemons = await CniDaemons.ReadAsync(cluster, request.Source, cancellationToken);
        var sides = await ClusterSides.ReadAsync(cluster, request.OldNodeSelector, request.CiliumNodeSelector, cancellationToken);
        var (proved, problems) = request.Purpose switch
        {
            GuardPurpose.GrowCilium => ($"{daemons.Cni.Name} is pinned and rolled out, Cilium waits for new nodes, the autoscaler is paused",
                MayGrow(daemons, request, await RunningAutoscalerAsync(request, cancellationToken))),
            GuardPurpose.ShrinkCilium => ("no workload pod is on a Cilium node", MayShrink(sides)),
            GuardPurpose.Retire => ("the old nodes are cordoned and empty, no pod is Pending, no restart is guarded",
                MayRetire(sides, await GuardsAsync(sides, cancellationToken), request, await RunningAutoscalerAsync(request, cancellationToken))),
            _ => ($"{daemons.Cni.Name} is there and pinned, and Cilium keeps off nodes of {daemons.Cni.Name}", MayRestore(daemons)),
        };
        return (proved, [.. problems]);
    }

    private async Task<IReadOnlyList<string>> GuardsAsync(ClusterSides sides, CancellationToken cancellationToken) =>
        (await RecordSurvey.ReadAsync(cluster, sides.AllNodes, cancellationToken)).Guards;

    private static IEnumerable<Problem> MayGrow(CniDaemons daemons, GuardRequest request, V1Deployment? autoscaler)
    {
        if (daemons.Source is not null && !daemons.IsSourcePinned)
        {
            yield return $"{daemons.Cni.Name} would run on the new nodes too: expected {daemons.Cni.OnlyItsNodes} in every term of its affinity (stage "
                + "pin-aws-node)";
        }

        if (daemons.Source is not null && !daemons.IsSourceRolledOut)
        {
            yield return NotRolledOut(daemons.Cni.Name, daemons.Cni.Namespace, daemons.Cni.Name);
        }

        if (daemons.Cilium is null)
        {
            yield return "Cilium is not installed, and the new nodes would stay without a CNI: expected DaemonSet kube-system/cilium (stage install-cilium)";
        }
        else if (daemons.Source is not null && !daemons.CiliumAvoidsOldNodes)
        {
            yield return $"Cilium would run on old nodes too: expected {daemons.Cni.NoneOfItsNodes} in every term of its affinity";
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

    private static Problem? Strays(ClusterSides sides) =>
        sides.StrayWorkloads.Select(pod => $"{Name(pod)} on {pod.Spec.NodeName}").ToList() is { Count: > 0 } strays
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
        if (daemons.Source is null)
        {
            yield return $"{daemons.Cni.Name} is missing, and the old nodes would stay without a CNI";
        }
        else if (!daemons.IsSourcePinned)
        {
            yield return $"{daemons.Cni.Name} is not pinned to {daemons.Cni.OnlyItsNodes}";
        }

        if (daemons.Cilium is null)
        {
            yield break;
        }

        if (!daemons.CiliumAvoidsOldNodes)
        {
            yield return $"Cilium would take the old nodes: expected {daemons.Cni.NoneOfItsNodes} in every term of its affinity";
        }
        else if (!daemons.CiliumRolledOut)
        {
            yield return NotRolledOut("Cilium", CiliumNames.Namespace, CiliumNames.DaemonSet);
        }
    }

    private static Problem NotRolledOut(string cni, string ns, string daemonSet) =>
        new($"the rollout of {cni} is not done: see `kubectl -n {ns} rollout status daemonset/{daemonSet}`", Passes: true);

    private static string Unpaused(GuardRequest request, V1Deployment autoscaler) =>
        $"the cluster autoscaler {request.AutoscalerNamespace}/{request.AutoscalerName} runs with {DeploymentPause.Replicas(autoscaler)} "
            + $"replicas{Unpauser(autoscaler)} and would resize "
        + $"the groups meanwhile: expected it paused (kubectl -n {request.AutoscalerNamespace} scale deployment/{request.AutoscalerName} --replicas=0)";

    /// <summary>Who has undone the pause; nothing where there was none.</summary>
    private static string Unpauser(V1Deployment autoscaler) => DeploymentPause.RecordOf(autoscaler) is null
        ? ""
        : $", since {(FieldManagers.OtherManagerOf(autoscaler.Metadata, "spec", "replicas") is { } manager ? $"the field manager {manager}" : "somebody")} "
        + "has scaled it up after its pause";

    private async Task<V1Deployment?> RunningAutoscalerAsync(GuardRequest request, CancellationToken cancellationToken) =>
        await cluster.Deployment(request.AutoscalerNamespace, request.AutoscalerName).ReadAsync(cancellationToken) is { } autoscaler
        && DeploymentPause.Replicas(autoscaler) > 0 ? autoscaler : null;

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
