using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Settings;
using Pulumi;

namespace CniMigration.Stacks.Composition;

/// <summary>Where a stage declares what it adds.</summary>
/// <param name="composition">All that is declared in the run.</param>
/// <param name="stage">The stage's name.</param>
/// <param name="proof">What its gates have to prove.</param>
internal sealed class StageScope(StackComposition composition, string stage, GateProof proof)
{
    public static RolloutProof CiliumAgents { get; } = new("cilium-agents", "DaemonSet", MigrationNames.KubeSystem, MigrationNames.Cilium);

    public static RolloutProof CiliumOperator { get; } = new("cilium-operator", "Deployment", MigrationNames.KubeSystem, MigrationNames.CiliumOperator);

    /// <summary>Whether the run reaches the stage.</summary>
    public required bool Reached { get; init; }

    /// <summary>Whether the stage is declared, or still to be taken back.</summary>
    public required bool Shows { get; init; }

    public GateProof Proof => proof;

    public MigrationSettings Settings => composition.Settings;

    public LiveCluster Live => composition.Live;

    public ClusterSize Size => Live.SizeAt(Settings);

    public MigrationState? State => composition.Live.State;

    /// <summary>What the cluster is to look like at the stage that the run declares.</summary>
    public ClusterShape Shape => composition.Course.Shape;

    /// <summary>The name of the stage that the run declares.</summary>
    public string Effective => composition.Course.Effective;

    /// <summary>Where workloads are to be.</summary>
    public string Destination => composition.Course.DestinationFrom(composition.Live.Source);

    public Foundation Foundation => composition.Foundation;

    public ClusterProviders Providers => composition.Providers;

    public Ledger Ledger => composition.Ledger;

    public Chain Chain => composition.Chain;

    public NodeGroups NodeGroups => composition.NodeGroups;

    /// <summary>A digest of what was found undone, as an input: none where all is done.</summary>
    public static Input<string>? Observed(string? digest) => string.IsNullOrEmpty(digest) ? null : (Input<string>)digest;

    /// <summary>The options of a component that comes next in the chain.</summary>
    public ComponentResourceOptions Next() => new() { Parent = composition.Root, DependsOn = Chain.Ends.ToArray() };

    /// <summary>The options of a resource of the migration's own provider.</summary>
    public CustomResourceOptions Own(params Resource[] after) => composition.Own(after);

    /// <summary>The options of a resource that comes next in the chain, and that states written so far have in a component of its own.</summary>
    /// <param name="type">The component's type.</param>
    /// <param name="name">The component's name.</param>
    /// <param name="takenBackBefore">What it has to be taken back before, whatever a refresh has taken out of the state between the two.</param>
    public CustomResourceOptions OnceIn(string type, string name, ImmutableArray<Resource> takenBackBefore = default)
    {
        var options = Own([.. Chain.Ends, .. takenBackBefore.IsDefault ? [] : takenBackBefore]);
        options.Aliases.Add(new Alias { ParentUrn = MigrationRoot.UrnOfFormerChild(type, name) });
        return options;
    }

    /// <summary>The guard of a change of node groups, which comes after everything that is declared by now.</summary>
    public NodeGroupGuardSpec Guard(string purpose) => new(stage, purpose, Chain.Ends);

    /// <summary>Declares the gate that ends the stage; all that comes later comes after it.</summary>
    public void Gate(NodesProof[]? nodes = null, RolloutProof[]? rollouts = null, bool requireEndpoints = false) => Chain.Then(new ConnectivityGate(
        $"gate-{stage}",
        new ConnectivityGateArgs
        {
            Providers = Providers,
            Nodes = Settings.Nodes,
            Stage = stage,
            GoldpingerNamespace = Settings.GoldpingerNamespace,
            Size = Size,
            NodesToBeReady = [.. nodes ?? []],
            RolloutsToBeReady = [.. rollouts ?? []],
            RequireEndpoints = requireEndpoints,
            Proof = proof,
        },
        Next()));

    /// <summary>The rollouts of goldpinger that a gate waits for.</summary>
    public RolloutProof Goldpinger(bool awayFromOldNodes = false) =>
        new("goldpinger-deployment", "Deployment", Settings.GoldpingerNamespace, MigrationNames.GoldpingerDeployment)
        {
            AbsentOn = awayFromOldNodes ? Settings.Nodes.Old : null,
            Before = new("goldpinger-daemonset", "DaemonSet", Settings.GoldpingerNamespace, MigrationNames.GoldpingerDaemonSet),
        };
}
