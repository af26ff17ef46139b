using System.Globalization;
using CniMigration.Migration.State;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>How the pods of one workload leave, and what stands in their way.</summary>
internal sealed record Judgement(WorkloadPlan Plan, IReadOnlyList<V1Pod> Pods, IReadOnlyList<Blocker> Blockers, bool Settled);

/// <summary>Chooses how the pods of one workload leave, once nothing about the single pods speaks against it.</summary>
internal sealed class WorkloadJudge(ClusterSnapshot snapshot, MoveRequest request)
{
    private readonly Obstacles obstacles = new(snapshot, request);

    internal Judgement Judge(WorkloadRef workload, IReadOnlyList<V1Pod> pods, PodVerdict? verdict)
    {
        var (method, reason, settled) = verdict is { Method: { } judged } ? (judged, verdict.Reason, true) : Method(workload, pods);
        IReadOnlyList<Blocker> blockers = verdict is { Method: MoveMethod.Blocked }
            ? [.. pods.Select(p => new Blocker(p.Ref().ToString(), verdict.Reason, verdict.Remedy) { Setting = verdict.Setting })]
            : method is MoveMethod.Surge or MoveMethod.Evict or MoveMethod.EvictInOrder ? [.. pods.SelectMany(p => obstacles.Of(workload, p, method))] : [];

        if (blockers.Count > 0 && request.Recreate && blockers.All(b => b.Setting == Settings.Recreate))
        {
            (method, reason, blockers) = (MoveMethod.Recreate, $"{blockers[0].Reason}; recreate is set", []);
        }

        var ordered = InOrder(pods, method).ToList();
        var (final, why) = blockers is [var first, ..] ? (MoveMethod.Blocked, first.Reason) : (method, reason);
        return new Judgement(
            new WorkloadPlan(workload, [.. ordered.Select(p => p.Ref())], final, why)
            {
                ServesDns = pods.Any(p => p.ServesDns()),
                AtOnce = Pace.AtOnce(final, workload, ordered, snapshot),
            },
            ordered,
            blockers,
            settled);
    }

    /// <summary>A pod that is not Ready goes first: nobody misses it, and its budget does not hold it.</summary>
    private static IEnumerable<V1Pod> InOrder(IEnumerable<V1Pod> pods, MoveMethod method) => method is MoveMethod.EvictInOrder
        ? pods.OrderByDescending(Ordinal)
        : pods.OrderBy(p => p.IsReady()).ThenBy(p => p.Metadata.Name, StringComparer.Ordinal);

    private static int Ordinal(V1Pod pod) =>
        int.TryParse(pod.Metadata.Name.AsSpan(pod.Metadata.Name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? ordinal
            : -1;

    private (MoveMethod Method, string Reason, bool Settled) Method(WorkloadRef workload, IReadOnlyList<V1Pod> pods)
    {
        if (pods.Any(p => p.ServesDns()))
        {
            return (MoveMethod.Evict, "DNS is never restarted: all but one pod first, the last one at the very end", true);
        }

        return workload.Kind switch
        {
            "StatefulSet" => (MoveMethod.EvictInOrder, "from the highest ordinal down", true),
            "Deployment" => DeploymentMethod(workload),
            "Pod" => (MoveMethod.Evict, "evictBarePods is set: it is not created again", true),
            _ => (MoveMethod.Evict, $"its {workload.Kind} creates it again", true),
        };
    }

    private (MoveMethod Method, string Reason, bool Settled) DeploymentMethod(WorkloadRef workload)
    {
        if (Workloads.Deployment(workload, snapshot) is not { } deployment)
        {
            return (MoveMethod.Evict, "its Deployment is gone", true);
        }

        if (SurgeCheck.IsOurRolloutUnderWay(deployment))
        {
            return (MoveMethod.Surge, "an earlier run has restarted it: that is let finish", false);
        }

        return SurgeCheck.Objection(new SurgeCase(deployment, snapshot, request.Destination, request.Surge)) is { } objection
            ? (MoveMethod.Evict, objection, true)
            : SurgeCheck.IsSettled(deployment)
                ? (MoveMethod.Surge, "its new pods are Ready before the old ones end", true)
                : (MoveMethod.Surge, "a rollout is under way: it is waited for first", false);
    }
}
