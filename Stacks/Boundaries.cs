using System.Collections.Immutable;

namespace CniMigration.Stacks;

/// <summary>The table of boundaries: a stage's neighbours, and what each crossing needs.</summary>
internal static class Boundaries
{
    public static readonly ImmutableArray<Boundary> All =
    [
        new(Stage.Baseline, [Conditions.NoForeignNodes, Conditions.AwsNodeIsOurs, Conditions.NoOtherScaler], [Conditions.NoCiliumNodes]),
        new(Stage.PinAwsNode, [Conditions.NoForeignNodes, Conditions.IssuerIsTrusted], [Conditions.NoCiliumNodes, Conditions.NoCiliumInstances]),
        new(Stage.InstallCilium, [Conditions.NoForeignNodes, Conditions.NoOtherScaler, Conditions.AutoscalerStaysPaused], [Conditions.NoWorkloadOnCilium]),
        new(Stage.AddCiliumNodes, [Conditions.CiliumNodesStay], []),
        new(Stage.Cordon, [Conditions.CiliumNodesReady, Conditions.PlanIsClear], [Conditions.OldNodesBack, Conditions.PlanIsClear]),
        new(
            Stage.Migrate,
            [
                Conditions.OldNodesCordoned, Conditions.NoWorkloadOnOldNodes, Conditions.NothingPending,
                Conditions.NothingTerminating, Conditions.NoGuard, Conditions.NoOtherScaler, Conditions.AutoscalerStaysPaused, Conditions.NoGroupUpdating,
            ],
            [Conditions.AwsNodePinned, Conditions.CiliumAvoidsOldNodes, Conditions.SizesKnown]),
        new(Stage.RetireNodes, [Conditions.NoOldNodes, Conditions.NoOldInstances], []),
        new(Stage.RemoveAwsNode, [Conditions.AwsNodeGone, Conditions.NoOldNodes], []),
        new(Stage.Finalize, [Conditions.FinalPlacement, Conditions.CiliumRolledOut, Conditions.PoliciesAllowed], []),
    ];

    public static Boundary Above(Stage lower) => All[(int)lower];
}
