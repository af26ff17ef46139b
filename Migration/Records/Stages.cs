namespace CniMigration.Migration.Records;

/// <summary>The stages of the migration in their order.</summary>
internal static class Stages
{
    public const string Baseline = "baseline";

    public static readonly IReadOnlyList<string> InOrder =
    [
        Baseline, "pin-aws-node", "install-cilium", "add-cilium-nodes", "cordon", "migrate", "retire-nodes", "remove-aws-node", "finalize",
        "enforce-policy",
    ];

    /// <summary>True when both are stages and the first comes after the second.</summary>
    public static bool IsAbove(string stage, string other) => Position(other) is var lower and >= 0 && Position(stage) > lower;

    private static int Position(string stage)
    {
        for (var index = 0; index < InOrder.Count; index++)
        {
            if (InOrder[index] == stage)
            {
                return index;
            }
        }
        return -1;
    }
}
