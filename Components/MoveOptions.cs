using CniMigration.Components.Resources;

namespace CniMigration.Components;

/// <summary>How workloads are moved. The plan of a move and the move itself are both told from here, so that they cannot differ.</summary>
internal sealed record MoveOptions
{
    /// <summary>guarded, as-is or off.</summary>
    public required string Surge { get; init; }

    public required bool EvictBarePods { get; init; }

    public required bool DeleteLocalData { get; init; }

    public required bool Recreate { get; init; }

    /// <summary>0 for as many as budgets and room allow.</summary>
    public required int MaxConcurrentMoves { get; init; }

    /// <summary>hold or uncordon.</summary>
    public required string OnFailure { get; init; }

    public PlanMoveArgs Tell(PlanMoveArgs plan)
    {
        plan.Surge = Surge;
        plan.EvictBarePods = EvictBarePods;
        plan.DeleteLocalData = DeleteLocalData;
        plan.Recreate = Recreate;
        plan.MaxConcurrentMoves = MaxConcurrentMoves;
        return plan;
    }

    public WorkloadMoveArgs Tell(WorkloadMoveArgs move)
    {
        move.Surge = Surge;
        move.EvictBarePods = EvictBarePods;
        move.DeleteLocalData = DeleteLocalData;
        move.Recreate = Recreate;
        move.MaxConcurrentMoves = MaxConcurrentMoves;
        move.OnFailure = OnFailure;
        return move;
    }
}
