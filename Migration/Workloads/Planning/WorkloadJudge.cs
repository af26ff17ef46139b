using System.Globalization;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Room;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>How the pods of one workload leave, and what stands in their way.</summary>
internal sealed record Judgement(WorkloadPlan Plan, IReadOnlyList<V1Pod> Pods, IReadOnlyList<Blocker> Blockers, bool Settled);

/// <summary>Chooses how the pods of one workload leave, and collects all that speaks against it.</summary>
internal sealed class WorkloadJudge(ClusterSnapshot snapshot, MoveRequest request)
{
    private readonly Obstacles obstacles = new(snapshot, request);

    internal Judgement Judge(WorkloadRef workload, IReadOnlyList<V1Pod> pods, PodVerdict? verdict)
    {
        var (method, reason, settled) = verdict is { Method: { } judged and not MoveMethod.Blocked } ? (judged, verdict.Reason, true) : Method(workload, pods);
        IReadOnlyList<Blocker> blockers = method is MoveMethod.Surge or MoveMethod.Evict or MoveMethod.EvictInOrder
            ? [.. pods.SelectMany(p => Refusals(p).Concat(obstacles.Of(workload, p, method)))]
            : [];
        if (request.Recreate && blockers.FirstOrDefault(b => b.Setting == Overrides.Recreate) is { } accepted)
        {
            (method, reason) = (MoveMethod.Recreate, $"{accepted.Reason}; recreate is set");
            blockers = [.. blockers.Where(b => b.Setting != Overrides.Recreate)];
        }

        var ordered = InOrder(workload, pods).ToList();
        var (final, why) = blockers is [var first, ..] ? (MoveMethod.Blocked, first.Reason) : (method, reason);
        return new Judgement(
            new WorkloadPlan(workload, [.. ordered.Select(p => p.Ref())], final, why)
            {
                ServesDns = pods.Any(p => p.ServesDns()),
                AtOnce = Pace.AtOnce(final, workload, ordered, snapshot, request.Surge),
            },
            ordered,
            blockers,
            settled);
    }

    private IEnumerable<Blocker> Refusals(V1Pod pod) =>
        PodFilters.Refusals(pod, request).Select(no => new Blocker(pod.Ref().ToString(), no.Reason, no.Remedy) { Setting = no.Setting });

    /// <summary>A pod that is not Ready goes first: nobody misses it. Ordinals go from the highest down, whatever way they go.</summary>
    private static IEnumerable<V1Pod> InOrder(WorkloadRef workload, IEnumerable<V1Pod> pods) => workload.Kind is "StatefulSet"
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
        if (snapshot.Deployment(workload) is not { } deployment)
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
                ? (MoveMethod.Surge, HowItSurges(deployment), true)
                : (MoveMethod.Surge, WhyItWaits(deployment), false);
    }

    private string HowItSurges(V1Deployment deployment) => Pace.Unguarded(deployment, request.Surge) is var away and > 0
        ? $"its own strategy holds, which asks no budget and lets {away} of its pods be away"
        : "its new pods are Ready before the old ones end";

    private string WhyItWaits(V1Deployment deployment) =>
        SurgeCheck.IsRolledOut(deployment) && deployment.Spec.Replicas is { } wanted
            ? $"{wanted - (deployment.Status.AvailableReplicas ?? 0)} of its {wanted} pods are not available: they are waited for first, "
            + $"{Durations.Of(request.RolloutTimeout)} at most"
            : "a rollout is under way: it is waited for first";
}
