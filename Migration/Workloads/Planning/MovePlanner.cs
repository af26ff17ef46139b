using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Room;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Makes a plan from a snapshot, and from nothing else: which pods leave the source, how, in what order, and what blocks them.</summary>
internal static class MovePlanner
{
    internal static MovePlan Plan(ClusterSnapshot reading, MoveRequest request)
    {
        var snapshot = reading.InOrder();
        var nodes = snapshot.Source(request.Destination).Select(n => n.Metadata.Name).ToHashSet();
        var source = snapshot.Pods.Where(p => p.Spec?.NodeName is { } node && nodes.Contains(node)).ToList();
        var judge = new WorkloadJudge(snapshot, request);
        var judged = source
            .Select(p => (Pod: p, Verdict: PodFilters.Judge(p, request)))
            .Where(j => j.Verdict is not { Method: null })
            .GroupBy(j => (Workload: snapshot.WorkloadOf(j.Pod), j.Verdict))
            .Select(group => judge.Judge(group.Key.Workload, [.. group.Select(j => j.Pod)], group.Key.Verdict))
            .ToList();

        var room = RoomOf(snapshot, request, judged);
        var blocked = room.Unplaced.Where(u => u.Certain).Select(u => NoRoom(u, request)).ToList();
        var workloads = judged
            .Select(j => WithRoom(j, blocked))
            .SelectMany(j => Waves.Of(j.Plan).Select(part => part with { AtMost = TimeBounds.Of(part, j.Pods, j.Settled, request) }))
            .OrderBy(w => w.Wave == 0 ? int.MaxValue : w.Wave)
            .ThenBy(w => w.Workload.ToString(), StringComparer.Ordinal)
            .ThenBy(w => w.Method)
            .ToList();
        var blockers = judged.SelectMany(j => j.Blockers).Concat(blocked)
            .OrderBy(b => b.Pod, StringComparer.Ordinal)
            .ThenBy(b => b.Reason, StringComparer.Ordinal);
        return new MovePlan([.. workloads], [.. blockers])
        {
            Warnings = [.. PlanWarnings.Of(judged, room.Unplaced, source, snapshot, request).Order(StringComparer.Ordinal)],
            Room = room.Needs,
            AtMost = TimeBounds.Of(workloads, source.Where(p => p.IsWorkload()), snapshot, request),
        };
    }

    private static (ValueList<RoomNeed> Needs, IReadOnlyList<Unplaced> Unplaced) RoomOf(
        ClusterSnapshot snapshot, MoveRequest request, IEnumerable<Judgement> judged)
    {
        // What is blocked counts too: once it is dealt with, it needs its room.
        var arriving = judged
            .Where(j => j.Plan.Workload.Kind is not "Pod" && j.Plan.Method is not (MoveMethod.Stays or MoveMethod.WaitForCompletion))
            .SelectMany(j => Arriving(j, snapshot))
            .ToList();
        if (arriving.Count == 0)
        {
            return ([], []);
        }

        var finder = new RoomFinder(snapshot, request.Destination);
        return (finder.Needs(arriving), finder.Place(arriving));
    }

    /// <summary>Where a rollout is under way, some of those that follow have their places already.</summary>
    private static IEnumerable<V1Pod> Arriving(Judgement judged, ClusterSnapshot snapshot)
    {
        if (snapshot.Replicas(judged.Plan.Workload) is not { } wanted)
        {
            return judged.Pods;
        }

        var leaving = judged.Pods.Select(p => p.Metadata.Uid).ToHashSet();
        var elsewhere = snapshot.Pods.Count(p => PodRequests.TakesRoom(p) && !p.IsTerminating() && !leaving.Contains(p.Metadata.Uid)
            && p.Metadata.NamespaceProperty == judged.Plan.Workload.Namespace && snapshot.WorkloadOf(p) == judged.Plan.Workload);
        return judged.Pods.Take(Math.Max(0, wanted - elsewhere));
    }

    private static Judgement WithRoom(Judgement judgement, List<Blocker> blocked) => judgement.Plan.Method is not MoveMethod.Blocked
        && judgement.Pods.Select(p => blocked.FirstOrDefault(b => b.Pod == p.Ref().ToString())).FirstOrDefault(b => b is not null) is { } first
            ? judgement with { Plan = judgement.Plan with { Method = MoveMethod.Blocked, Reason = first.Reason, AtOnce = 0 } }
            : judgement;

    private static Blocker NoRoom(Unplaced unplaced, MoveRequest request)
    {
        var numbers = unplaced.Shortage is { } shortage ? $": {RoomText.Of(shortage)}" : "";
        var nodes = request.Destination is MoveDestination.Cilium ? Overrides.CiliumNodeGroupSize : null;
        return unplaced.Lacking == RoomFinder.Addresses
            ? new Blocker(
                unplaced.Pod.Ref().ToString(), $"the subnets of the destination have no address left for it{numbers}",
                "add subnets with free addresses, or a secondary CIDR")
            : new Blocker(
                unplaced.Pod.Ref().ToString(), $"the destination has no room for it ({unplaced.Lacking}){numbers}",
                nodes is null ? "add nodes to the destination, or scale something down" : $"raise {nodes}, take larger instances, or scale something down")
            {
                Setting = nodes,
            };
    }
}
