using static CniMigration.Stacks.Stages.Conditions.Wording;

namespace CniMigration.Stacks.Stages.Conditions;

/// <summary>What has to be proven of the CNI that the cluster comes from.</summary>
internal static class SourceConditions
{
    public static readonly Condition IsOurs = new("the source CNI is no managed add-on", live =>
        live.State is null ? NoCluster
        : live.State.AwsNode is { Present: true, ManagedBy: "eks" } ? AddOnReverts(live)
        : null, TakesSomebody: true);

    public static readonly Condition Pinned = new("the source CNI is back", live => live.State switch
    {
        null => NoCluster,
        { AwsNode.Present: false } => $"{live.Source.Name} is not back yet",
        { AwsNode: { Pinned: false, ManagedBy: "eks" } } => $"{live.Source.Name} is not pinned to its nodes. {AddOnReverts(live)}",
        { AwsNode.Pinned: false } => $"{live.Source.Name} is not pinned to its nodes",
        _ => null,
    });

    public static readonly Condition Gone = new("the source CNI is gone", live => live.State switch
    {
        null => NoCluster,
        { AwsNode.Present: true } => $"{live.Source.Name} is still there",
        _ => null,
    });
}
