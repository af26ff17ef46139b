using System.Collections.Immutable;

namespace CniMigration.Stacks;

/// <summary>Something a boundary needs: it says what is still in the way, or nothing when it holds.</summary>
/// <param name="Name">What it is called in a plan.</param>
/// <param name="InTheWay">What is in its way.</param>
/// <param name="TakesSomebody">Whether it will not come to hold by waiting: somebody has to do what it says.</param>
internal sealed record Condition(string Name, Func<LiveCluster, string?> InTheWay, bool TakesSomebody = false);

/// <summary>The step from one stage to the next, and what must be proven before it is taken, either way.</summary>
internal sealed record Boundary(Stage Lower, ImmutableArray<Condition> Forward, ImmutableArray<Condition> Backward)
{
    public Stage Upper => Lower + 1;
}
