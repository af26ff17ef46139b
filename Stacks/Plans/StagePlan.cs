using CniMigration.Components;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Settings;
using CniMigration.Stacks.Stages;
using CniMigration.Stacks.Strategies;
using Pulumi;

namespace CniMigration.Stacks.Plans;

/// <summary>What a run is to do: where it goes, what it records, and what is left after it.</summary>
internal sealed record StagePlan
{
    public required Strategy Strategy { get; init; }

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

    public bool Backward => !Strategy.Includes(Requested, Position);

    /// <summary>What all that is declared depends on.</summary>
    public Course Course => new()
    {
        Effective = Effective.Name,
        Recorded = Recorded.Name,
        Unsettled = Unsettled,
        Backward = Backward,
        Shape = Strategy.ShapeAt(Effective),
        Protected = Strategy.ShapeAt(Effective).Protected || Strategy.ShapeAt(Recorded).Protected,
    };

    /// <summary>Decides; a backward run that nobody asked for stops here.</summary>
    public static StagePlan Make(Strategy strategy, MigrationSettings settings, LiveCluster live)
    {
        var requested = strategy.Find(settings.Stage)!;
        var position = live.State is { } state ? StagePosition.Of(strategy, state) : strategy.First;
        AllowDirection(strategy, settings, position);
        AllowProxy(settings, live);
        var effective = EffectiveStage.Of(strategy, requested, position, live);
        var recorded = StagePosition.ToRecord(strategy, live, effective.Stage);
        var missing = Missing(strategy, requested, settings, live).ToList();
        var converged = effective.Held is null && position == requested && missing.Count == 0;
        return new StagePlan
        {
            Strategy = strategy,
            Requested = requested,
            Position = position,
            Effective = effective.Stage,
            Recorded = recorded,
            Unsettled = live.Exists ? StagePosition.Unsettled(strategy, live.State!, recorded, effective.Stage) : "",
            Converged = converged,
            NextStep = NextStepOf(strategy, requested, effective, missing, converged),
            TakesSomebody = effective.TakesSomebody,
        };
    }

    /// <summary>Lets a stage tell what those before it have to know.</summary>
    public void Announce(Stage stage, StackComposition composition) => stage.Announce(ScopeOf(stage, composition));

    /// <summary>Declares what a stage adds in this run, or what is left of it.</summary>
    public void Declare(Stage stage, StackComposition composition)
    {
        var scope = ScopeOf(stage, composition);
        if (scope.Reached)
        {
            stage.Declare(scope);
        }
        else
        {
            stage.DeclareUnreached(scope);
        }
    }

    private StageScope ScopeOf(Stage stage, StackComposition composition)
    {
        var reached = Strategy.Includes(Effective, stage);
        var proof = Backward ? GateProof.GoingBack : reached && stage != Effective ? GateProof.Passed : GateProof.Now;
        return new StageScope(composition, stage.Name, proof) { Reached = reached, Shows = reached || Strategy.Includes(Recorded, stage) };
    }

    private static void AllowDirection(Strategy strategy, MigrationSettings settings, Stage position)
    {
        if (!strategy.Includes(strategy.Find(settings.Stage)!, position) && settings.AllowBackward != settings.Stage)
        {
            throw new RunException(
                $"The cluster is at {position.Name}; {settings.Stage} would be a step back, and nothing was changed. "
                + $"If that is meant: pulumi config set allowBackward {settings.Stage}, then run again. "
                + $"If not, this checkout is stale: pulumi config set stage {position.Name}.");
        }
    }

    /// <summary>Neither order of the two changes would leave a node with one proxy all the time.</summary>
    private static void AllowProxy(MigrationSettings settings, LiveCluster live)
    {
        if (live.HasCiliumNodes && live.State is { Cilium: { Present: true } cilium } && cilium.ReplacesKubeProxy != settings.Cilium.KubeProxyReplacement)
        {
            var (now, asked) = cilium.ReplacesKubeProxy ? ("true", "false") : ("false", "true");
            throw new RunException(
                $"kubeProxyReplacement is {asked}, and the Cilium nodes run with {now}: changed under their pods, a node would have both proxies or none "
                + $"for a while. Nothing was changed. Go back to install-cilium with {now}, which leaves no Cilium node, and change it there; "
                + $"or keep it: pulumi config set kubeProxyReplacement {now}.");
        }
    }

    /// <summary>Tells what of a stage the cluster does not show yet; a stage is there when nothing is left to tell.</summary>
    private static IEnumerable<string> Missing(Strategy strategy, Stage requested, MigrationSettings settings, LiveCluster live)
    {
        if (live.State is not { } state)
        {
            return ["the cluster is being created"];
        }

        var shape = strategy.ShapeAt(requested);
        return
        [
            .. state.Stage == requested.Name ? [] : (string[])[$"the stage on record is {(string.IsNullOrEmpty(state.Stage) ? "none" : state.Stage)}"],
            .. state.Guards.IsEmpty ? [] : (string[])["a guarded rollout is not put back yet"],
            .. strategy.Stages.SelectMany(stage => stage.Missing(new Inspection(settings, live, shape, strategy.Includes(requested, stage)))),
        ];
    }

    private static string NextStepOf(Strategy strategy, Stage requested, EffectiveStage effective, IReadOnlyList<string> missing, bool converged)
    {
        if (converged)
        {
            return strategy.After(requested) is { } next
                ? $"Nothing is left to do for {requested.Name}. To go on: pulumi config set stage {next.Name}, then pulumi up."
                : "Nothing is left to do: the migration is complete.";
        }

        return effective.Held is { } held
            ? $"{held}.{(held.Contains('\n', StringComparison.Ordinal) ? Environment.NewLine : " ")}This run does {effective.Stage.Name}; "
                + $"run pulumi up again after {(effective.TakesSomebody ? "that is done" : "it")}."
            : $"When this run began: {string.Join("; ", missing)}. Run pulumi up again to prove that it is done.";
    }
}
