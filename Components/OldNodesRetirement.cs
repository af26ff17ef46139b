using CniMigration.Components.Resources;
using Pulumi;

namespace CniMigration.Components;

internal sealed class OldNodesRetirementArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required NodeSelectors Nodes { get; init; }

    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    /// <summary>What its gates have to prove in this run.</summary>
    public GateProof Proof { get; init; }
}

/// <summary>The old nodes are gone. Their groups, which are leaves, are emptied beside this and not before it.</summary>
internal sealed class OldNodesRetirement : StageComponent
{
    public OldNodesRetirement(string name, OldNodesRetirementArgs args, ComponentResourceOptions? options = null)
        : base("OldNodesRetirement", name, options)
    {
        Gone = new NodesReady(
            $"{name}-gone",
            new NodesReadyArgs { NodeSelector = args.Nodes.Old, Count = 0, Token = args.Stage, Kept = Gates.Kept(args.Proof) },
            Gates.Keep(args.Proof, Child(args.Providers.Migration)));
        RetiredBy = args.Stage.ToOutput();
        RegisterOutputs(new Dictionary<string, object?> { ["retiredBy"] = RetiredBy });
    }

    public NodesReady Gone { get; }

    [Output("retiredBy")]
    public Output<string> RetiredBy { get; private set; }
}
