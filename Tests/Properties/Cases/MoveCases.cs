using CniMigration.Migration.Workloads.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace CniMigration.Tests.Properties.Cases;

/// <summary>Random cases: most are small, some have 40 nodes; most of what is in them is ordinary, and anything may come together.</summary>
internal static class MoveCases
{
    private const int MostNodes = 40;

    private static readonly Gen<bool> Rarely = Often(10);

    public static Gen<MoveCase> Any { get; } =
        from nodes in Gen.Frequency((12, Gen.Choose(2, 6)), (6, Gen.Choose(7, 14)), (1, Gen.Choose(15, MostNodes)))
        from oldShare in Gen.Choose(30, 70)
        let old = Math.Clamp(nodes * oldShare / 100, 1, nodes - 1)
        from oldNodes in OldNode.ListOf(old)
        from ciliumNodes in CiliumNode.ListOf(nodes - old)
        from count in Gen.Frequency((8, Gen.Choose(1, 4)), (3, Gen.Choose(5, 9)))
        from workloads in Workload(old).ListOf(count)
        from faultCount in Gen.Frequency((4, Gen.Constant(0)), (4, Gen.Constant(1)), (2, Gen.Constant(2)), (1, Gen.Constant(3)))
        from faults in Fault.ListOf(faultCount)
        from room in Gen.Frequency((2, Gen.Choose(100, 125)), (6, Gen.Constant(400)))
        from hasQuota in Rarely
        from spare in Gen.Choose(0, 3)
        from surge in Gen.Frequency((8, Gen.Constant(SurgeMode.Guarded)), (1, Gen.Constant(SurgeMode.AsIs)), (1, Gen.Constant(SurgeMode.Off)))
        from onFailure in Gen.Frequency((4, Gen.Constant(OnMoveFailure.Hold)), (1, Gen.Constant(OnMoveFailure.Uncordon)))
        from most in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
        from consents in Often(50)
        select new MoveCase
        {
            // Somebody may keep nodes to himself, but not all of them.
            OldNodes = [new NodeCase(oldNodes[0].Zone), .. oldNodes.Skip(1)],
            CiliumNodes = [ciliumNodes[0] with { IsShut = false, IsTainted = false }, .. ciliumNodes.Skip(1)],
            Workloads = [.. workloads],
            Faults = [.. faults.DistinctBy(fault => (fault.Kind, fault.GoingBack))],
            RoomPercent = room,
            QuotaSpare = hasQuota ? spare : null,
            Surge = surge,
            OnFailure = onFailure,
            MaxConcurrentMoves = most,
            Consents = consents,
        };

    private static Gen<char> Zone => Gen.Elements('a', 'a', 'b', 'c');

    private static Gen<NodeCase> OldNode =>
        from zone in Zone
        from inPool in Often(70)
        from isShut in Often(5)
        select new NodeCase(zone, inPool, IsShut: isShut);

    private static Gen<NodeCase> CiliumNode =>
        from zone in Zone
        from inPool in Often(80)
        from isTainted in Often(12)
        from isShut in Often(5)
        select new NodeCase(zone, inPool, isTainted, isShut);

    private static Gen<FaultCase> Fault =>
        from kind in Gen.Elements(Enum.GetValues<FaultKind>())
        from writes in Gen.Choose(1, 12)
        from at in Gen.Choose(0, 30)
        from seconds in Gen.Choose(5, 50)
        from goingBack in Often(25)
        let fault = new FaultCase(kind, at, seconds, goingBack)
        select fault with { At = fault.EndsTheRun ? writes : at, GoingBack = goingBack && kind is not FaultKind.ChangeOfMind };

    private static Gen<WorkloadCase> Workload(int oldNodes) => Gen.Frequency(
        (12, Deployment(oldNodes)), (4, StatefulSet), (1, Job), (1, Gen.Constant(new WorkloadCase(WorkloadKind.DaemonSet, 1))), (1, BarePod));

    private static Gen<WorkloadCase> Deployment(int oldNodes) =>
        from replicas in Gen.Frequency((3, Gen.Constant(1)), (5, Gen.Choose(2, 4)), (2, Gen.Choose(5, 10)))
        from budget in Budget(replicas)
        from maxSurge in Gen.Elements("25%", "25%", "25%", "1", "50%", "100%", "0")
        from maxUnavailable in Gen.Elements("25%", "25%", "0", "1", "50%", "100%")
        from cpu in Gen.Choose(1, 5)
        from traits in TraitsOf(
            (8, Traits.Recreated), (3, Traits.Paused), (8, Traits.OnePerNode), (5, Traits.HostPort), (4, Traits.Spread), (5, Traits.PoliteSpread),
            (8, Traits.Volume),
            (8, Traits.Pool), (6, Traits.Scratch), (8, Traits.ToleratesTaint), (2, Traits.ToleratesAll), (3, Traits.TwoBudgets), (4, Traits.Sick),
            (4, Traits.Lingering),
            (4, Traits.Dns))
        let apart = (traits & (Traits.OnePerNode | Traits.HostPort)) != 0

        // One node at a time attaches a volume, so that only one pod of it can begin.
        let most = (traits & Traits.Volume) != 0 ? 1 : apart ? oldNodes : replicas
        select new WorkloadCase(WorkloadKind.Deployment, Math.Min(replicas, most))
        {
            // The pool may have fewer nodes than that.
            Traits = apart ? traits & ~Traits.Pool : traits,
            CpuMilli = cpu * 100,
            Budget = budget,
            MaxSurge = maxSurge,
            MaxUnavailable = maxSurge == "0" && maxUnavailable == "0" ? "1" : maxUnavailable,
        };

    private static Gen<WorkloadCase> StatefulSet =>
        from replicas in Gen.Choose(1, 4)
        from budget in Budget(replicas)
        from cpu in Gen.Choose(1, 5)
        from traits in TraitsOf(
            (30, Traits.Parallel), (5, Traits.Pool), (5, Traits.Scratch), (10, Traits.ToleratesTaint), (2, Traits.ToleratesAll), (3, Traits.TwoBudgets),
            (3, Traits.Sick),
            (3, Traits.Lingering))
        select new WorkloadCase(WorkloadKind.StatefulSet, replicas) { Traits = traits, CpuMilli = cpu * 100, Budget = budget };

    private static Gen<WorkloadCase> Job =>
        from pods in Gen.Choose(1, 2)
        from seconds in Gen.Choose(5, 60)
        from traits in TraitsOf((15, Traits.Lingering))
        select new WorkloadCase(WorkloadKind.Job, pods) { Seconds = seconds, Traits = traits };

    private static Gen<WorkloadCase> BarePod =>
        from traits in TraitsOf((10, Traits.Scratch), (10, Traits.ToleratesAll))
        select new WorkloadCase(WorkloadKind.BarePod, 1) { Traits = traits };

    /// <summary>None, one that leaves room, or one that never lets anybody go.</summary>
    private static Gen<BudgetCase?> Budget(int replicas) => Gen.Frequency(
        (4, Gen.Constant<BudgetCase?>(null)),
        (3, Gen.Elements<BudgetCase?>(new(false, "1"), new(false, "25%"), new(false, "50%"), new(true, "50%"), new(true, $"{Math.Max(0, replicas - 1)}"))),
        (1, Gen.Elements<BudgetCase?>(new(true, $"{replicas}"), new(true, "100%"), new(false, "0"))),
        (replicas == 1 ? 3 : 0, Gen.Constant<BudgetCase?>(new(true, "1"))));

    private static Gen<Traits> TraitsOf(params (int Percent, Traits Trait)[] traits) =>
        traits.Aggregate(Gen.Constant(Traits.None), (all, next) => from known in all from has in Often(next.Percent) select has ? known | next.Trait : known);

    private static Gen<bool> Often(int percent) => Gen.Choose(1, 100).Select(number => number <= percent);
}
