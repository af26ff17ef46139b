namespace CniMigration.Stacks;

/// <summary>The stage that this run declares, and the boundary that holds it there where it is not the one asked for.</summary>
internal sealed record EffectiveStage(Stage Stage, string? Held)
{
    /// <summary>Whether the boundary stays shut until somebody does what <see cref="Held"/> says, however long one waits.</summary>
    public bool TakesSomebody { get; init; }

    /// <summary>
    /// Goes from the position towards the stage asked for, as far as every boundary on the way is proven open. The result is always
    /// between the two, so nothing that happens to the cluster alone moves a stack away from where it is asked to be.
    /// </summary>
    public static EffectiveStage Of(Stage requested, Stage position, LiveCluster live)
    {
        var stage = position;
        while (stage != requested)
        {
            var forward = stage < requested;
            var boundary = Boundaries.Above(forward ? stage : stage - 1);
            var next = forward ? boundary.Upper : boundary.Lower;
            var inTheWay = (forward ? boundary.Forward : boundary.Backward)
                .Select(condition => (Told: condition.InTheWay(live), condition.TakesSomebody)).Where(each => each.Told is not null).ToList();
            if (inTheWay.Count > 0)
            {
                return new EffectiveStage(stage, $"{next.ToName()} has to wait: {string.Join("; ", inTheWay.Select(each => each.Told))}")
                {
                    TakesSomebody = inTheWay.Any(each => each.TakesSomebody),
                };
            }

            stage = next;
        }

        return new EffectiveStage(stage, null);
    }
}
