using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages;
using CniMigration.Stacks.Strategies;

namespace CniMigration.Stacks.Plans;

/// <summary>The stage that a run declares, and the boundary that holds it there where it is not the one asked for.</summary>
internal sealed record EffectiveStage(Stage Stage, string? Held)
{
    /// <summary>Whether the boundary stays shut until somebody does what <see cref="Held"/> says, however long one waits.</summary>
    public bool TakesSomebody { get; init; }

    /// <summary>
    /// Goes from the position towards the stage asked for, as far as every boundary on the way is proven open. The result is always
    /// between the two, so nothing that happens to the cluster alone moves a stack away from where it is asked to be.
    /// </summary>
    public static EffectiveStage Of(Strategy strategy, Stage requested, Stage position, LiveCluster live)
    {
        var stage = position;
        while (stage != requested)
        {
            var forward = strategy.Includes(requested, stage);
            var next = forward ? strategy.After(stage)! : strategy.Before(stage);
            var inTheWay = (forward ? next.Entry : stage.Exit)
                .Select(condition => (Told: condition.InTheWay(live), condition.TakesSomebody)).Where(each => each.Told is not null).ToList();
            if (inTheWay.Count > 0)
            {
                return new EffectiveStage(stage, $"{next.Name} has to wait: {string.Join("; ", inTheWay.Select(each => each.Told))}")
                {
                    TakesSomebody = inTheWay.Any(each => each.TakesSomebody),
                };
            }

            stage = next;
        }

        return new EffectiveStage(stage, null);
    }
}
