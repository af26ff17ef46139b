namespace CniMigration.Stacks;

/// <summary>The stages of the migration, in order; each includes all before it.</summary>
public enum Stage
{
    /// <summary>The cluster, both node groups and goldpinger.</summary>
    Baseline,

    /// <summary>aws-node stays on the nodes it has.</summary>
    PinAwsNode,

    /// <summary>Cilium is installed, for nodes still to come.</summary>
    InstallCilium,

    /// <summary>The Cilium node group has its nodes.</summary>
    AddCiliumNodes,

    /// <summary>The old nodes take no new pods.</summary>
    Cordon,

    /// <summary>The workloads are on Cilium.</summary>
    Migrate,

    /// <summary>The old nodes are gone.</summary>
    RetireNodes,

    /// <summary>aws-node is gone.</summary>
    RemoveAwsNode,

    /// <summary>Cilium has its final placement.</summary>
    Finalize,

    /// <summary>Network policies bite.</summary>
    EnforcePolicy,
}

/// <summary>The stages' names, as configuration, records and outputs spell them.</summary>
public static class StageNames
{
    private static readonly string[] Names =
    [
        "baseline", "pin-aws-node", "install-cilium", "add-cilium-nodes", "cordon",
        "migrate", "retire-nodes", "remove-aws-node", "finalize", "enforce-policy",
    ];

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of a stage.</summary>
    public static string ToName(this Stage stage) => Names[(int)stage];

    /// <summary>Finds the stage of a name; false where there is none.</summary>
    public static bool TryParse(string? name, out Stage stage)
    {
        var index = Array.IndexOf(Names, name);
        stage = (Stage)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The stage after this one; the last one has none.</summary>
    internal static Stage? Next(this Stage stage) => stage == Stage.EnforcePolicy ? null : stage + 1;
}
