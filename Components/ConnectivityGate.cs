using CniMigration.Components.Resources;
using Pulumi;

namespace CniMigration.Components;

/// <summary>Nodes that a gate waits for, before it looks at connectivity.</summary>
internal sealed record NodesProof(string Part, string Selector, int Count)
{
    /// <summary>As many as there are.</summary>
    public const int Any = -1;

    public string? AbsentTaint { get; init; }

    /// <summary>As namespace/name.</summary>
    public string? AbsentDaemonSet { get; init; }
}

/// <summary>A rollout that a gate waits for, before it looks at connectivity.</summary>
internal sealed record RolloutProof(string Part, string Kind, string Namespace, string Name)
{
    /// <summary>Nodes that must be free of its pods.</summary>
    public string? AbsentOn { get; init; }

    /// <summary>Whether no pod at all is fine.</summary>
    public bool AllowZero { get; init; }

    /// <summary>One that is waited for before it: what has the same cause takes no longer so, and keeps the graph narrow.</summary>
    public RolloutProof? Before { get; init; }
}

internal sealed class ConnectivityGateArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required NodeSelectors Nodes { get; init; }

    public required string Stage { get; init; }

    public required string GoldpingerNamespace { get; init; }

    /// <summary>What the gate's patience follows.</summary>
    public required ClusterSize Size { get; init; }

    /// <summary>Whether every pod that is not on the host network must have a CiliumEndpoint.</summary>
    public bool RequireEndpoints { get; init; }

    public ImmutableArray<NodesProof> NodesToBeReady { get; init; } = [];

    public ImmutableArray<RolloutProof> RolloutsToBeReady { get; init; } = [];

    /// <summary>What its gates have to prove in this run.</summary>
    public GateProof Proof { get; init; }
}

/// <summary>The end of a stage, which the next one depends on: nodes and rollouts as they should be, then a healthy mesh.</summary>
internal sealed class ConnectivityGate : StageComponent
{
    public ConnectivityGate(string name, ConnectivityGateArgs args, ComponentResourceOptions? options = null)
        : base("ConnectivityGate", name, options)
    {
        Resource[] proofs =
        [
            .. args.NodesToBeReady.Select(proof => Nodes(name, args, proof)),
            .. args.RolloutsToBeReady.Select(proof => Rollout(name, args, proof)),
        ];
        var mesh = new ConnectivityCheck(
            $"{name}-mesh",
            new ConnectivityCheckArgs
            {
                Namespace = args.GoldpingerNamespace,
                Selector = MigrationNames.GoldpingerSelector,
                Port = MigrationNames.GoldpingerPort,
                DaemonSet = MigrationNames.GoldpingerDaemonSet,
                Deployment = MigrationNames.GoldpingerDeployment,
                OldNodeSelector = args.Nodes.Old,
                CiliumNodeSelector = args.Nodes.Cilium,
                TimeoutSeconds = Gates.Seconds(args.Size.MeshSeconds),
                RequireEndpoints = args.RequireEndpoints ? (Input<bool>)true : null,
                Token = args.Stage,
                Kept = Gates.Kept(args.Proof),
            },
            Gates.Keep(args.Proof, proofs.Length > 0 ? Then(args.Providers.Migration, proofs) : First(args.Providers.Migration)));
        Ends = [mesh];
        RegisterOutputs();
    }

    private NodesReady Nodes(string name, ConnectivityGateArgs args, NodesProof proof) => new(
        $"{name}-{proof.Part}",
        new NodesReadyArgs
        {
            NodeSelector = proof.Selector,
            Count = proof.Count,
            TimeoutSeconds = Gates.Seconds(proof.Selector == args.Nodes.Cilium ? args.Size.CiliumNodesSeconds : args.Size.NodesSeconds),
            AbsentTaint = proof.AbsentTaint is null ? null : (Input<string>)proof.AbsentTaint,
            AbsentDaemonSet = proof.AbsentDaemonSet is null ? null : (Input<string>)proof.AbsentDaemonSet,
            Token = args.Stage,
            Kept = Gates.Kept(args.Proof),
        },
        Gates.Keep(args.Proof, First(args.Providers.Migration)));

    private RolloutReady Rollout(string name, ConnectivityGateArgs args, RolloutProof proof) => new(
        $"{name}-{proof.Part}",
        new RolloutReadyArgs
        {
            Kind = proof.Kind,
            Namespace = proof.Namespace,
            Name = proof.Name,
            AbsentOnSelector = proof.AbsentOn is null ? null : (Input<string>)proof.AbsentOn,
            TimeoutSeconds = Gates.Seconds(args.Size.RolloutSeconds),
            AllowZero = proof.AllowZero ? (Input<bool>)true : null,
            Token = args.Stage,
            Kept = Gates.Kept(args.Proof),
        },
        Gates.Keep(args.Proof, proof.Before is null ? First(args.Providers.Migration) : Then(args.Providers.Migration, Rollout(name, args, proof.Before))));
}
