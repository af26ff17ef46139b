using System.Collections.Immutable;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Tests.Properties.Cases;

/// <summary>The cases that are a little simpler than one, the boldest simplifications first.</summary>
internal static class MoveCaseShrinking
{
    public static IEnumerable<MoveCase> Simpler(MoveCase @case)
    {
        var candidates = Fewer(@case.Faults).Select(faults => @case with { Faults = faults })
            .Concat(Fewer(@case.Workloads).Select(workloads => @case with { Workloads = workloads }))
            .Concat(FewerNodes(@case.OldNodes).Select(nodes => @case with { OldNodes = nodes }))
            .Concat(FewerNodes(@case.CiliumNodes).Select(nodes => @case with { CiliumNodes = nodes }))
            .Concat(Plain(@case))
            .Concat(
                @case.Workloads.SelectMany((workload, index) =>
                    Simpler(workload).Select(simpler => @case with { Workloads = @case.Workloads.SetItem(index, simpler) })));
        return candidates.Where(IsPossible);
    }

    /// <summary>Pods that keep apart need a node each from the beginning.</summary>
    private static bool IsPossible(MoveCase @case) => @case.Workloads.All(
        workload => (!workload.Has(Traits.OnePerNode) && !workload.Has(Traits.HostPort)) || workload.Replicas <= @case.OldNodes.Length);

    private static IEnumerable<ImmutableArray<T>> Fewer<T>(ImmutableArray<T> items)
    {
        if (items.Length > 1)
        {
            yield return [];
            yield return [.. items.Take(items.Length / 2)];
            yield return [.. items.Skip(items.Length / 2)];
        }

        for (var index = 0; index < items.Length; index++)
        {
            yield return items.RemoveAt(index);
        }
    }

    private static IEnumerable<ImmutableArray<NodeCase>> FewerNodes(ImmutableArray<NodeCase> nodes)
    {
        if (nodes.Length > 2)
        {
            yield return [.. nodes.Take(nodes.Length / 2)];
        }

        if (nodes.Length > 1)
        {
            yield return nodes.RemoveAt(nodes.Length - 1);
        }

        if (nodes.Any(node => node != new NodeCase()))
        {
            yield return [.. nodes.Select(_ => new NodeCase())];
        }
    }

    private static IEnumerable<MoveCase> Plain(MoveCase @case)
    {
        var plain = new MoveCase();
        MoveCase[] candidates =
        [
            @case with { RoomPercent = plain.RoomPercent },
            @case with { QuotaSpare = null },
            @case with { Surge = SurgeMode.Guarded },
            @case with { OnFailure = OnMoveFailure.Hold },
            @case with { MaxConcurrentMoves = 0 },
        ];
        return candidates.Where(candidate => candidate != @case);
    }

    private static IEnumerable<WorkloadCase> Simpler(WorkloadCase workload)
    {
        var plain = new WorkloadCase(workload.Kind, workload.Replicas);
        IEnumerable<WorkloadCase> candidates =
        [
            .. Enum
                .GetValues<Traits>()
                .Where(trait => trait is not Traits.None && workload.Has(trait))
                .Select(trait => workload with { Traits = workload.Traits & ~trait }),
            workload with { Budget = null },
            workload with { Replicas = Math.Max(1, workload.Replicas / 2) },
            workload with { Replicas = Math.Max(1, workload.Replicas - 1) },
            workload with { MaxSurge = plain.MaxSurge, MaxUnavailable = plain.MaxUnavailable },
            workload with { CpuMilli = plain.CpuMilli },
        ];
        return candidates.Where(candidate => candidate != workload);
    }
}
