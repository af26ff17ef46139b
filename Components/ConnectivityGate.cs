using System.Collections.Immutable;
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
}

internal sealed class ConnectivityGateArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required NodeSelectors Nodes { get; init; }

    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("goldpingerNamespace", required: true)]
    public Input<string> GoldpingerNamespace { get; set; } = null!;

    /// <summary>Whether every pod that is not on the host network must have a CiliumEndpoint.</summary>
    [Input("requireEndpoints")]
    public Input<bool>? RequireEndpoints { get; set; }

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
                RequireEndpoints = args.RequireEndpoints,
                Token = args.Stage,
                Kept = Gates.Kept(args.Proof),
            },
            Gates.Keep(args.Proof, Child(args.Providers.Migration, proofs)));
        ExpectedPods = mesh.ExpectedPods;
        HealthyPairs = mesh.HealthyPairs;
        UnhealthyPairs = mesh.UnhealthyPairs;
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["expectedPods"] = ExpectedPods,
            ["healthyPairs"] = HealthyPairs,
            ["unhealthyPairs"] = UnhealthyPairs,
        });
    }

    [Output("expectedPods")]
    public Output<int> ExpectedPods { get; private set; }

    [Output("healthyPairs")]
    public Output<int> HealthyPairs { get; private set; }

    [Output("unhealthyPairs")]
    public Output<int> UnhealthyPairs { get; private set; }

    private NodesReady Nodes(string name, ConnectivityGateArgs args, NodesProof proof) => new(
        $"{name}-{proof.Part}",
        new NodesReadyArgs
        {
            NodeSelector = proof.Selector,
            Count = proof.Count,
            AbsentTaint = proof.AbsentTaint is null ? null : (Input<string>)proof.AbsentTaint,
            AbsentDaemonSet = proof.AbsentDaemonSet is null ? null : (Input<string>)proof.AbsentDaemonSet,
            Token = args.Stage,
            Kept = Gates.Kept(args.Proof),
        },
        Gates.Keep(args.Proof, Child(args.Providers.Migration)));

    private RolloutReady Rollout(string name, ConnectivityGateArgs args, RolloutProof proof) => new(
        $"{name}-{proof.Part}",
        new RolloutReadyArgs
        {
            Kind = proof.Kind,
            Namespace = proof.Namespace,
            Name = proof.Name,
            AbsentOnSelector = proof.AbsentOn is null ? null : (Input<string>)proof.AbsentOn,
            AllowZero = proof.AllowZero ? (Input<bool>)true : null,
            Token = args.Stage,
            Kept = Gates.Kept(args.Proof),
        },
        Gates.Keep(args.Proof, Child(args.Providers.Migration)));
}
