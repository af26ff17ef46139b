using CniMigration.Migration.Workloads.Room;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Keeps a pod from being evicted before the destination has a place for the one that follows it.</summary>
internal sealed class RoomGate(MoveContext context)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, V1Pod> promised = [];

    /// <summary>Promises a place, and answers null; or says what there is too little of at this moment.</summary>
    internal string? Promise(V1Pod pod)
    {
        lock (gate)
        {
            ForgetFollowed();
            var finder = new RoomFinder(context.Snapshot() with { FreeAddresses = context.Request.FreeAddresses }, context.Request.Destination);
            finder.Place([.. promised.Values]);
            if (finder.Place([pod]) is [var unplaced])
            {
                return unplaced.Lacking;
            }

            promised[pod.Metadata.Uid] = pod;
            return null;
        }
    }

    /// <summary>The pods that followed have their places, or never will.</summary>
    internal void Keep(IEnumerable<string> uids)
    {
        lock (gate)
        {
            foreach (var uid in uids)
            {
                promised.Remove(uid);
            }
        }
    }

    /// <summary>A pod that has come after one that left takes room itself: counting the promise too would soon leave no room for anybody.</summary>
    private void ForgetFollowed()
    {
        var sets = context.Cluster.ReplicaSets.All;
        foreach (var workload in promised.Values.GroupBy(p => Owners.WorkloadOf(p, sets)).ToList())
        {
            if (context.Workloads.Wanted(workload.Key) is { } wanted)
            {
                var missing = Math.Max(0, wanted - context.Workloads.Pods(workload.Key).Count(p => !p.IsTerminating()));
                foreach (var followed in workload.Where(HasLeft).Skip(missing))
                {
                    promised.Remove(followed.Metadata.Uid);
                }
            }
        }
    }

    private bool HasLeft(V1Pod pod) => context.Workloads.Pod(pod.Ref()) is not { } live || live.IsTerminating();
}
