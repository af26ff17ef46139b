using System.Globalization;
using CniMigration.Migration.State;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Chooses how the pods of one workload leave, once nothing about the single pods speaks against it.</summary>
internal sealed class WorkloadJudge(ClusterSnapshot snapshot, MoveRequest request)
{
    private const string BudgetRemedy = "scale it up, loosen the budget, or set recreate to accept the gap";

    internal (WorkloadPlan Plan, IReadOnlyList<Blocker> Blockers) Judge(WorkloadRef workload, IReadOnlyList<V1Pod> pods, PodVerdict? verdict)
    {
        var (method, reason) = verdict is { Method: { } judged } ? (judged, verdict.Reason) : Method(workload, pods);
        IReadOnlyList<Blocker> blockers = verdict is { Method: MoveMethod.Blocked }
            ? [.. pods.Select(p => new Blocker(p.Ref().ToString(), verdict.Reason, verdict.Remedy))]
            : method is MoveMethod.Surge or MoveMethod.Evict or MoveMethod.EvictInOrder ? [.. pods.SelectMany(p => Obstacles(p, method))] : [];

        if (blockers.Count > 0 && request.Recreate && blockers.All(b => b.Remedy == BudgetRemedy))
        {
            (method, reason, blockers) = (MoveMethod.Recreate, $"{blockers[0].Reason}; recreate is set", []);
        }

        var ordered = InOrder(pods, method).Select(p => p.Ref());
        return (
            new WorkloadPlan(workload, [.. ordered], blockers.Count > 0 ? MoveMethod.Blocked : method, blockers is [var first, ..] ? first.Reason : reason)
            {
                ServesDns = pods.Any(p => p.ServesDns()),
            },
            blockers);
    }

    private static IEnumerable<V1Pod> InOrder(IEnumerable<V1Pod> pods, MoveMethod method) => method is MoveMethod.EvictInOrder
        ? pods.OrderByDescending(Ordinal)
        : pods.OrderBy(p => p.Metadata.Name, StringComparer.Ordinal);

    private static int Ordinal(V1Pod pod) =>
        int.TryParse(pod.Metadata.Name.AsSpan(pod.Metadata.Name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? ordinal
            : -1;

    private (MoveMethod Method, string Reason) Method(WorkloadRef workload, IReadOnlyList<V1Pod> pods)
    {
        if (pods.Any(p => p.ServesDns()))
        {
            return (MoveMethod.Evict, "DNS is never restarted: all but one pod first, the last one at the very end");
        }

        return workload.Kind switch
        {
            "StatefulSet" => (MoveMethod.EvictInOrder, "one at a time, from the highest ordinal down"),
            "Deployment" => DeploymentMethod(workload),
            "Pod" => (MoveMethod.Evict, "evictBarePods is set: it is not created again"),
            _ => (MoveMethod.Evict, $"its {workload.Kind} creates it again"),
        };
    }

    private (MoveMethod Method, string Reason) DeploymentMethod(WorkloadRef workload)
    {
        var deployment = snapshot.Deployments.FirstOrDefault(
            d => d.Metadata.Name == workload.Name && d.Metadata.NamespaceProperty == workload.Namespace);
        if (deployment is null)
        {
            return (MoveMethod.Evict, "its Deployment is gone");
        }

        return SurgeCheck.Objection(new SurgeCase(deployment, snapshot, request.Destination, request.Surge)) is { } objection
            ? (MoveMethod.Evict, objection)
            : SurgeCheck.IsSettled(deployment)
                ? (MoveMethod.Surge, "its new pods are Ready before the old ones end")
                : (MoveMethod.Surge, "a rollout is under way: it is waited for first");
    }

    private IEnumerable<Blocker> Obstacles(V1Pod pod, MoveMethod method)
    {
        var name = pod.Ref().ToString();
        if (PlacementObstacle(pod) is { } placement)
        {
            yield return new Blocker(name, placement.Reason, placement.Remedy);
        }

        var budgets = method is MoveMethod.Surge ? [] : snapshot.Budgets.Over(pod);
        if (budgets.Count > 1)
        {
            yield return new Blocker(
                name, $"{budgets.Count} budgets hold it ({string.Join(", ", budgets.Select(b => b.Metadata.Name))}): no eviction can succeed", "leave one of them");
        }
        else if (budgets.FirstOrDefault(b => b.NeverAllows()) is { } strict)
        {
            yield return new Blocker(name, $"{strict.Text()} never allows its eviction", BudgetRemedy);
        }
    }

    private (string Reason, string Remedy)? PlacementObstacle(V1Pod pod)
    {
        var wanted = snapshot.Target(request.Destination).Where(node => NodeFit.Wants(pod.Spec, node)).ToList();
        var reachable = wanted.Where(node => Volumes.Reach(pod.Spec, pod.Metadata.NamespaceProperty, snapshot, node)).ToList();
        return (snapshot.Target(request.Destination).Count, wanted.Count, reachable.Count, reachable.Count(n => !NodeFit.IsKeptOff(pod.Spec, n))) switch
        {
            (0, _, _, _) => ("there is no node to go to", "bring the nodes of the destination up first"),
            (_, 0, _, _) => ("its node selector or affinity fits no node of the destination", "widen it, or label the nodes that it asks for"),
            (_, _, 0, _) => ("its volumes cannot be reached from any node of the destination", "bring up a node in the volumes' zone"),
            (_, _, _, 0) => ("every node of the destination is cordoned by somebody else, or has a taint that it does not tolerate", "uncordon one, or remove the taint"),
            _ => null,
        };
    }
}
