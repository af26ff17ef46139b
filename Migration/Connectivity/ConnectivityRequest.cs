namespace CniMigration.Migration.Connectivity;

/// <summary>What is to be proved about the pod network, and by which pods.</summary>
public sealed record ConnectivityRequest : MeshRequest
{
    /// <summary>The DaemonSet that runs one on every node.</summary>
    public required string DaemonSet { get; init; }

    /// <summary>The Deployment whose pods get new addresses.</summary>
    public required string Deployment { get; init; }

    /// <summary>How many healthy readings in a row are a proof.</summary>
    /// <value>Default: 2.</value>
    public int Passes { get; init; } = 2;

    /// <summary>The image of the pods that are started afresh; null: goldpinger's own, which is known to be in reach.</summary>
    public string? FreshPodImage { get; init; }

    /// <summary>Whether every pod on a Cilium node with an address of its own must have a CiliumEndpoint.</summary>
    public bool RequireEndpoints { get; init; }

    /// <summary>How long each of the proofs may take.</summary>
    /// <value>Default: 5 min.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>What was proved.</summary>
/// <param name="ExpectedPods">How many goldpinger pods there are, and see each other.</param>
/// <param name="HealthyPairs">Pairs of pods, each in both directions and with itself, that reach each other: all, or those of a sample.</param>
/// <param name="UnhealthyPairs">Pairs that do not: 0, since anything else fails the check.</param>
public sealed record ConnectivityResult(int ExpectedPods, int HealthyPairs, int UnhealthyPairs)
{
    /// <summary>How much that proves, in words: all pairs, or what a sample of them holds and leaves unseen.</summary>
    public string Strength { get; init; } = "";
}
