namespace CniMigration.Stacks;

/// <summary>Where workloads are to be.</summary>
internal static class MoveDestination
{
    public const string Stay = "stay";
    public const string Cilium = "cilium";
    public const string AwsCni = "aws-cni";

    /// <summary>Going home starts as soon as the way leads back from migrate, while the old nodes still may be cordoned.</summary>
    public static string Of(StagePlan plan) => plan switch
    {
        { Effective: >= Stage.Migrate } => Cilium,
        { Backward: true } => AwsCni,
        _ => Stay,
    };
}
