using Pulumi;

namespace CniMigration.Stacks;

/// <summary>What this run is to do: where it goes, what it records, and what is left after it.</summary>
internal sealed record StagePlan
{
    public required Stage Requested { get; init; }

    public required Stage Position { get; init; }

    public required Stage Effective { get; init; }

    /// <summary>The stage to put on record before anything else.</summary>
    public required Stage Recorded { get; init; }

    /// <summary>What the ledger has to see to although the stage to record is the one of the run before; empty where there is nothing.</summary>
    public required string Unsettled { get; init; }

    public required bool Converged { get; init; }

    public required string NextStep { get; init; }

    /// <summary>Whether running again is no use before somebody has done what <see cref="NextStep"/> says.</summary>
    public required bool TakesSomebody { get; init; }

    public bool Backward => Requested < Position;

    /// <summary>Whether a stage is declared, or still to be taken back.</summary>
    public bool Shows(Stage stage) => Effective >= stage || Recorded >= stage;

    /// <summary>Decides; a backward run that nobody asked for stops here.</summary>
    public static StagePlan Make(MigrationSettings settings, LiveCluster live)
    {
        var position = StagePosition.Of(live);
        AllowDirection(settings, position);
        var effective = EffectiveStage.Of(settings.Stage, position, live);
        var recorded = StagePosition.ToRecord(live, effective.Stage);
        var missing = StageContent.Missing(settings.Stage, settings, live);
        var converged = effective.Held is null && position == settings.Stage && missing.Count == 0;
        return new StagePlan
        {
            Requested = settings.Stage,
            Position = position,
            Effective = effective.Stage,
            Recorded = recorded,
            Unsettled = live.Exists ? StagePosition.Unsettled(live.State!, recorded, effective.Stage) : "",
            Converged = converged,
            NextStep = NextStepOf(settings.Stage, effective, missing, converged),
            TakesSomebody = effective.TakesSomebody,
        };
    }

    private static void AllowDirection(MigrationSettings settings, Stage position)
    {
        if (settings.Stage < position && settings.AllowBackward != settings.Stage)
        {
            throw new RunException(
                $"The cluster is at {position.ToName()}; {settings.Stage.ToName()} would be a step back, and nothing was changed. "
                + $"If that is meant: pulumi config set allowBackward {settings.Stage.ToName()}, then run again. "
                + $"If not, this checkout is stale: pulumi config set stage {position.ToName()}.");
        }
    }

    private static string NextStepOf(Stage requested, EffectiveStage effective, IReadOnlyList<string> missing, bool converged)
    {
        if (converged)
        {
            return requested.Next() is { } next
                ? $"Nothing is left to do for {requested.ToName()}. To go on: pulumi config set stage {next.ToName()}, then pulumi up."
                : "Nothing is left to do: the migration is complete.";
        }

        return effective.Held is { } held
            ? $"{held}.{(held.Contains('\n', StringComparison.Ordinal) ? Environment.NewLine : " ")}This run does {effective.Stage.ToName()}; run pulumi up again after {(effective.TakesSomebody ? "that is done" : "it")}."
            : $"When this run began: {string.Join("; ", missing)}. Run pulumi up again to prove that it is done.";
    }
}
