using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator.Observation;

namespace CniMigration.Rehearsal.Walk;

/// <summary>What the last connectivity gate of the stack saw.</summary>
internal sealed record GateCounts(int ExpectedPods, int HealthyPairs, int UnhealthyPairs)
{
    public static readonly GateCounts None = new(0, 0, 0);

    /// <summary>How much that proves, where it is not all pairs that were tried.</summary>
    public string? Sample { get; init; }
}

/// <summary>One <c>pulumi up</c> and the cluster after it.</summary>
internal sealed record UpResult
{
    public required string Requested { get; init; }

    public required RunReport Run { get; init; }

    /// <summary>False for a run without the program, which <see cref="Requested"/> names: a refresh or a destroy.</summary>
    public bool IsUp { get; init; } = true;

    /// <summary>Whether this was a plan only.</summary>
    public bool Preview { get; init; }

    /// <summary>The stage that the run was in; empty where the program never came to it.</summary>
    public string Effective => Run.Outputs.GetValueOrDefault("effectiveStage") as string ?? "";

    public string NextStep => Run.Outputs.GetValueOrDefault("nextStep") as string ?? "";

    /// <summary>Whether the program says that somebody has to act before it can go on.</summary>
    public bool TakesSomebody => Run.Outputs.GetValueOrDefault("takesSomebody") is true;

    /// <summary>Whether the program says so, and the run had nothing to do.</summary>
    public bool Converged => Run is { Failure: null, ChangesNothing: true } && Run.Outputs.GetValueOrDefault("converged") is true;

    /// <summary>What providers and the program warned of, each once.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>In a preview, what resources say that they would do, a text of several lines each.</summary>
    public ImmutableArray<string> Plans { get; init; } = [];

    public GateCounts Gate { get; init; } = GateCounts.None;

    public required ClusterSnapshot Cluster { get; init; }

    /// <summary>What the embedded cluster's onlooker counted meanwhile.</summary>
    public int BudgetViolations { get; init; }

    public double BelowReplicasPodSeconds { get; init; }

    /// <summary>Nodes that were left without the agent of their CNI.</summary>
    public int NodesWithoutCni { get; init; }

    /// <summary>Nodes that had something of both CNIs.</summary>
    public int NodesWithTwoCnis { get; init; }

    /// <summary>Pods that came to run without network policies that were enforced on pods before.</summary>
    public int PodsWithoutPolicies { get; init; }

    /// <summary>Nodes that were left without kube-proxy and without Cilium in its place.</summary>
    public int NodesWithoutProxy { get; init; }

    /// <summary>Nodes that had both.</summary>
    public int NodesWithTwoProxies { get; init; }

    /// <summary>Pods that were ready while their host ports led nowhere.</summary>
    public int LostHostPorts { get; init; }

    public double SimulatedSeconds { get; init; }
}
