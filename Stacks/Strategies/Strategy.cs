using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages;

namespace CniMigration.Stacks.Strategies;

/// <summary>A way from one CNI to the other: stages in their order, each of which includes all before it.</summary>
public sealed class Strategy
{
    internal Strategy(string name, params ImmutableArray<Stage> stages) =>
        (Name, Stages, StageNames) = (name, stages, stages.Select(stage => stage.Name).ToImmutableArray());

    /// <summary>What the strategy is called.</summary>
    public string Name { get; }

    /// <summary>The names of its stages, in order, as configuration, records and outputs spell them.</summary>
    public ImmutableArray<string> StageNames { get; }

    internal ImmutableArray<Stage> Stages { get; }

    internal Stage First => Stages[0];

    /// <summary>The stage of a name, or null where there is none.</summary>
    internal Stage? Find(string? name) => Stages.FirstOrDefault(stage => stage.Name == name);

    /// <summary>Whether being at one stage includes the other one.</summary>
    internal bool Includes(Stage at, Stage other) => Stages.IndexOf(at) >= Stages.IndexOf(other);

    /// <summary>The stage after one, or null after the last.</summary>
    internal Stage? After(Stage stage) => Stages.ElementAtOrDefault(Stages.IndexOf(stage) + 1);

    /// <summary>The stage before one, which is not the first.</summary>
    internal Stage Before(Stage stage) => Stages[Stages.IndexOf(stage) - 1];

    /// <summary>What the cluster looks like at a stage.</summary>
    internal ClusterShape ShapeAt(Stage stage) =>
        Stages.Take(Stages.IndexOf(stage) + 1).Aggregate(ClusterShape.Untouched, (shape, step) => step.Change(shape));
}
