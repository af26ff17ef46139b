using CniMigration.Stacks.Live;

namespace CniMigration.Stacks.Stages.Conditions;

/// <summary>Something that has to be proven before a stage is entered or left, about the cluster as it was when the run began.</summary>
/// <param name="Name">What it is called in a plan.</param>
/// <param name="InTheWay">What is still in its way, or nothing when it holds.</param>
/// <param name="TakesSomebody">Whether it will not come to hold by waiting: somebody has to do what it says.</param>
internal sealed record Condition(string Name, Func<LiveCluster, string?> InTheWay, bool TakesSomebody = false);
