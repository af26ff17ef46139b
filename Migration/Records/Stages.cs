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
    public static bool IsAbove(string stage, string other) => Position(stage) is var left and >= 0 && Position(other) is var right and >= 0 && left > right;

    private static int Position(string stage)
    {
        for (var index = 0; index < InOrder.Count; index++)
        {
            if (InOrder[index] == stage)
                return index;
        }
        return -1;
    }
}
