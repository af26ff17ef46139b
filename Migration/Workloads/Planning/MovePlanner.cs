namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Makes a plan from a snapshot: which pods leave the source, how, in what order, and what blocks them.</summary>
internal static class MovePlanner
{
    internal static MovePlan Plan(ClusterSnapshot snapshot, MoveRequest request)
    {
        var source = snapshot.Source(request.Destination).Select(n => n.Metadata.Name).ToHashSet();
        var judged = snapshot.Pods
            .Where(p => p.Spec?.NodeName is { } node && source.Contains(node))
            .Select(p => (Pod: p, Verdict: PodFilters.Judge(p, request)))
            .Where(j => j.Verdict is not { Method: null })
            .ToList();
        var judge = new WorkloadJudge(snapshot, request);

        var workloads = new List<WorkloadPlan>();
        var blockers = new List<Blocker>();
        foreach (var group in judged.GroupBy(j => Owners.WorkloadOf(j.Pod, snapshot)))
        {
            foreach (var sort in group.GroupBy(j => j.Verdict))
            {
                var (plan, blocked) = judge.Judge(group.Key, [.. sort.Select(j => j.Pod)], sort.Key);
                workloads.Add(plan);
                blockers.AddRange(blocked);
            }
        }

        return new MovePlan(
            [.. workloads.OrderByDescending(w => w.ServesDns).ThenBy(w => w.Workload.ToString(), StringComparer.Ordinal).ThenBy(w => w.Method)],
            [.. blockers.OrderBy(b => b.Pod, StringComparer.Ordinal)]);
    }
}
