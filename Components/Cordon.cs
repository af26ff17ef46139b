using CniMigration.Components.Resources;
using Pulumi;

namespace CniMigration.Components;

internal sealed class CordonArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required NodeSelectors Nodes { get; init; }

    public required string Stage { get; init; }

    public required string GoldpingerNamespace { get; init; }

    /// <summary>What is still undone of the cordon, as the run found it.</summary>
    public Input<string>? Uncordoned { get; init; }

    /// <summary>What it has to be taken back before, whatever a refresh has taken out of the state between the two.</summary>
    public ImmutableArray<Resource> TakenBackBefore { get; init; } = [];
}

/// <summary>The old nodes take no new pods, and goldpinger's Deployment shows it by coming up on the others.</summary>
internal sealed class Cordon : StageComponent
{
    public Cordon(string name, CordonArgs args, ComponentResourceOptions? options = null)
        : base("Cordon", name, options)
    {
        var provider = args.Providers.Migration;
        var nodes = new NodeCordon(
            $"{name}-nodes",
            new NodeCordonArgs { Stage = args.Stage, NodeSelector = args.Nodes.Old, Observed = args.Uncordoned },
            First(provider, [.. args.TakenBackBefore]));
        var restart = new RolloutRestart(
            $"{name}-goldpinger-restart",
            new RolloutRestartArgs
            {
                Kind = "Deployment",
                Namespace = args.GoldpingerNamespace,
                Name = MigrationNames.GoldpingerDeployment,
                Token = args.Stage,
            },
            Then(provider, nodes));
        Changes = [nodes];
        Ends = [restart];
        RegisterOutputs();
    }

    /// <summary>What is taken back when these are deleted.</summary>
    public ImmutableArray<Resource> Changes { get; }
}
