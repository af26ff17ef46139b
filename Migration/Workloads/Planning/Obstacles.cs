using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Room;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>What keeps single pods from moving the way that was chosen for their workload.</summary>
internal sealed class Obstacles(ClusterSnapshot snapshot, MoveRequest request)
{
    private const string BudgetRemedy = "scale it up, loosen the budget, or set recreate to accept the gap";
    private const string CountRemedy = "let it select none of these, give its minAvailable as a number, or set recreate to accept the gap";

    private readonly Neighbours neighbours = new(snapshot, request.Destination);

    internal IEnumerable<Blocker> Of(WorkloadRef workload, V1Pod pod, MoveMethod method)
    {
        var name = pod.Ref().ToString();
        // Where a pod could run that nobody creates again is no question.
        if (workload.Kind is not "Pod" && Placement(workload, pod) is { } placement)
        {
            yield return new Blocker(name, placement.Reason, placement.Remedy);
        }

        var budgets = method is MoveMethod.Surge || pod.IsBeyondBudgets() ? [] : snapshot.Budgets.Over(pod);
        if (budgets.Count > 1)
        {
            yield return new Blocker(
                name, $"{budgets.Count} budgets hold it ({string.Join(", ", budgets.Select(b => b.Metadata.Name))}): no eviction can succeed",
                "leave one of them, or set recreate to delete it past them")
            {
                Setting = Overrides.Recreate,
            };
        }
        else if (budgets is [var only] && only.Allows(snapshot) == 0 && !pod.IsLetGoBy(only))
        {
            yield return only.Uncountable(snapshot) is { } uncountable
                ? new Blocker(name, $"{only.Text()} never allows its eviction: {uncountable}", CountRemedy) { Setting = Overrides.Recreate }
                : new Blocker(name, $"{only.Text()} never allows its eviction", BudgetRemedy) { Setting = Overrides.Recreate };
        }
    }

    private (string Reason, string Remedy)? Placement(WorkloadRef workload, V1Pod pod)
    {
        var target = snapshot.Target(request.Destination);
        var wanted = target.Where(node => NodeFit.Wants(pod.Spec, node)).ToList();
        var reachable = wanted.Where(node => Volumes.Reach(pod.Spec, pod.Metadata.NamespaceProperty, snapshot, node)).ToList();
        var open = reachable.Where(n => !NodeFit.IsKeptOff(pod.Spec, n)).ToList();
        return (target.Count, wanted.Count, reachable.Count, open.Count) switch
        {
            (0, _, _, _) => ("there is no node to go to", "bring the nodes of the destination up first"),
            (_, 0, _, _) => ("its node selector or affinity fits no node of the destination", "widen it, or label the nodes that it asks for"),
            (_, _, 0, _) => Volume(pod, wanted),
            (_, _, _, 0) =>
                ("every node of the destination is cordoned by somebody else, or has a taint that it does not tolerate", "uncordon one, or remove the taint"),
            _ when AffinityTies.Find(pod.Spec, workload, snapshot, request.Destination, new HashSet<string> { pod.Metadata.Uid }) is { } key =>
                ($"its required affinity ties it to pods that stay on the other side ({key})",
                    "make that affinity preferred, or scale it to 0 and up again once the nodes are cordoned"),
            _ when neighbours.Objection(pod, workload, open) is { } crowd => (crowd, "add nodes, or make that anti-affinity preferred"),
            _ => Topology(workload, pod),
        };
    }

    private (string Reason, string Remedy) Volume(V1Pod pod, IReadOnlyList<V1Node> wanted) =>
        Volumes.OutOfReach(pod.Spec, pod.Metadata.NamespaceProperty, snapshot, wanted) switch
        {
            null => ("no node of the destination reaches all its volumes at once", "bring up a node that reaches them all"),
            (var claim, { Spec.Local: not null }) => (
                $"its volume {claim.Metadata.Name} is a disk of its node and cannot follow it",
                $"move what is in it elsewhere, or delete the claim {claim.Metadata.Name} and what is in it"),
            (var claim, var volume) => (
                $"its volume {claim.Metadata.Name} can be reached from {Volumes.PlaceText(volume)} only, where the destination has no node that it may go to",
                "bring up a node there: give the node group a subnet of that zone"),
        };

    /// <summary>Rules that hold as long as the cordoned nodes are there, whatever way the pods come: a pod that is taken away would find no place.</summary>
    private (string Reason, string Remedy)? Topology(WorkloadRef workload, V1Pod pod)
    {
        var placing = new Placing(
            pod.Spec, pod.Metadata.Labels, workload.Namespace, snapshot.Replicas(workload) ?? 1, snapshot, request.Destination);
        return SpreadRoom.Objection(placing) is { } spread ? (spread, "set nodeTaintsPolicy: Honor on that constraint, raise its maxSkew, or add nodes")
            : AntiAffinityRoom.FinalObjection(placing) is { } apart ? (apart, "add nodes, or make that anti-affinity preferred")
            : HostPortRoom.FinalObjection(placing) is { } port ? (port, "add nodes, or scale down what takes that port")
            : null;
    }
}
