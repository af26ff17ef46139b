using CniMigration.Components.Resources;
using Pulumi;

namespace CniMigration.Components;

internal sealed class WorkloadMigrationArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required NodeSelectors Nodes { get; init; }

    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    /// <summary>stay, cilium or aws-cni.</summary>
    [Input("destination", required: true)]
    public Input<string> Destination { get; set; } = null!;

    [Input("surge", required: true)]
    public Input<string> Surge { get; set; } = null!;

    [Input("evictBarePods", required: true)]
    public Input<bool> EvictBarePods { get; set; } = null!;

    [Input("deleteLocalData", required: true)]
    public Input<bool> DeleteLocalData { get; set; } = null!;

    [Input("recreate", required: true)]
    public Input<bool> Recreate { get; set; } = null!;

    /// <summary>0 for as many as budgets and room allow.</summary>
    [Input("maxConcurrentMoves", required: true)]
    public Input<int> MaxConcurrentMoves { get; set; } = null!;

    /// <summary>hold or uncordon.</summary>
    [Input("onFailure", required: true)]
    public Input<string> OnFailure { get; set; } = null!;

    /// <summary>Where it is given, the pod network is looked at between moves, which wait for it to be healthy.</summary>
    [Input("goldpingerNamespace")]
    public Input<string>? GoldpingerNamespace { get; set; }

    /// <summary>What the subnets of the destination have left, by zone, for a preview to count.</summary>
    [Input("freeAddresses")]
    public InputMap<int>? FreeAddresses { get; set; }

    /// <summary>What is still undone of the move, as the run found it.</summary>
    [Input("unmoved")]
    public Input<string>? Unmoved { get; set; }
}

/// <summary>The workloads go to the side that the stage asks for.</summary>
internal sealed class WorkloadMigration : StageComponent
{
    public WorkloadMigration(string name, WorkloadMigrationArgs args, ComponentResourceOptions? options = null)
        : base("WorkloadMigration", name, options)
    {
        Move = new WorkloadMove(
            $"{name}-move",
            new WorkloadMoveArgs
            {
                Stage = args.Stage,
                Destination = args.Destination,
                OldNodeSelector = args.Nodes.Old,
                CiliumNodeSelector = args.Nodes.Cilium,
                Surge = args.Surge,
                EvictBarePods = args.EvictBarePods,
                DeleteLocalData = args.DeleteLocalData,
                Recreate = args.Recreate,
                MaxConcurrentMoves = args.MaxConcurrentMoves,
                OnFailure = args.OnFailure,
                GoldpingerNamespace = args.GoldpingerNamespace,
                GoldpingerSelector = MigrationNames.GoldpingerSelector,
                GoldpingerPort = MigrationNames.GoldpingerPort,
                FreeAddresses = args.FreeAddresses,
                Observed = args.Unmoved,
            },
            Child(args.Providers.Migration));
        Moved = Move.Moved;
        Remaining = Move.Remaining;
        RegisterOutputs(new Dictionary<string, object?> { ["moved"] = Moved, ["remaining"] = Remaining });
    }

    public WorkloadMove Move { get; }

    [Output("moved")]
    public Output<int> Moved { get; private set; }

    [Output("remaining")]
    public Output<int> Remaining { get; private set; }
}
