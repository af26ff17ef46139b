using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>What keeps single pods from moving the way that was chosen for their workload.</summary>
internal sealed class Obstacles(ClusterSnapshot snapshot, MoveRequest request)
{
    private const string BudgetRemedy = "scale it up, loosen the budget, or set recreate to accept the gap";

    internal IEnumerable<Blocker> Of(WorkloadRef workload, V1Pod pod, MoveMethod method)
    {
        var name = pod.Ref().ToString();
        if (Placement(workload, pod) is { } placement)
        {
            yield return new Blocker(name, placement.Reason, placement.Remedy);
        }

        var budgets = method is MoveMethod.Surge ? [] : snapshot.Budgets.Over(pod);
        if (budgets.Count > 1)
        {
            yield return new Blocker(
                name, $"{budgets.Count} budgets hold it ({string.Join(", ", budgets.Select(b => b.Metadata.Name))}): no eviction can succeed",
                "leave one of them, or set recreate to delete it past them")
            {
                Setting = Settings.Recreate,
            };
        }
        else if (budgets is [var only] && only.Allows(snapshot) == 0)
        {
            yield return new Blocker(name, $"{only.Text()} never allows its eviction", BudgetRemedy) { Setting = Settings.Recreate };
        }
    }

    private (string Reason, string Remedy)? Placement(WorkloadRef workload, V1Pod pod)
    {
        var target = snapshot.Target(request.Destination);
        var wanted = target.Where(node => NodeFit.Wants(pod.Spec, node)).ToList();
        var reachable = wanted.Where(node => Volumes.Reach(pod.Spec, pod.Metadata.NamespaceProperty, snapshot, node)).ToList();
        return (target.Count, wanted.Count, reachable.Count, reachable.Count(n => !NodeFit.IsKeptOff(pod.Spec, n))) switch
        {
            (0, _, _, _) => ("there is no node to go to", "bring the nodes of the destination up first"),
            (_, 0, _, _) => ("its node selector or affinity fits no node of the destination", "widen it, or label the nodes that it asks for"),
            (_, _, 0, _) => ("its volumes cannot be reached from any node of the destination", "bring up a node in the volumes' zone"),
            (_, _, _, 0) => ("every node of the destination is cordoned by somebody else, or has a taint that it does not tolerate", "uncordon one, or remove the taint"),
            _ when AffinityTies.Find(pod.Spec, workload, snapshot, request.Destination, new HashSet<string> { pod.Metadata.Uid }) is { } key =>
                ($"its required affinity ties it to pods that stay on the other side ({key})", "make that affinity preferred, or scale it to 0 and up again once the nodes are cordoned"),
            _ => Topology(workload, pod),
        };
    }

    /// <summary>Rules that hold as long as the cordoned nodes are there, whatever way the pods come: a pod that is taken away would find no place.</summary>
    private (string Reason, string Remedy)? Topology(WorkloadRef workload, V1Pod pod)
    {
        var placing = new Placing(
            pod.Spec, pod.Metadata.Labels, workload.Namespace, Workloads.Replicas(workload, snapshot) ?? 1, snapshot, request.Destination);
        return SpreadRoom.Objection(placing) is { } spread ? (spread, "set nodeTaintsPolicy: Honor on that constraint, raise its maxSkew, or add nodes")
            : AntiAffinityRoom.FinalObjection(placing) is { } apart ? (apart, "add nodes, or make that anti-affinity preferred")
            : HostPortRoom.FinalObjection(placing) is { } port ? (port, "add nodes, or scale down what takes that port")
            : null;
    }
}
