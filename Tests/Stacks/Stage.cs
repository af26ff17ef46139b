using CniMigration.Stacks.Strategies;

namespace CniMigration.Tests.Stacks;

/// <summary>The stages of the node-pools strategy in the order that tests hold them to, spelled so that attributes can name them.</summary>
public enum Stage
{
    Baseline,
    PinAwsNode,
    InstallCilium,
    AddCiliumNodes,
    Cordon,
    Migrate,
    RetireNodes,
    RemoveAwsNode,
    Finalize,
    EnforcePolicy,
}

internal static class StageNames
{
    private static readonly string[] Names =
    [
        "baseline", "pin-aws-node", "install-cilium", "add-cilium-nodes", "cordon",
        "migrate", "retire-nodes", "remove-aws-node", "finalize", "enforce-policy",
    ];

    public static IReadOnlyList<string> All => Names;

    public static string ToName(this Stage stage) => Names[(int)stage];

    /// <summary>The program's own stage.</summary>
    public static CniMigration.Stacks.Stages.Stage OfProgram(this Stage stage) => NodePools.Strategy.Find(stage.ToName())!;

    /// <summary>The test's name for a stage of the program.</summary>
    public static Stage OfTests(this CniMigration.Stacks.Stages.Stage stage) => (Stage)Array.IndexOf(Names, stage.Name);
}
