namespace CniMigration.Simulator.Nodes.Network;

/// <summary>A pod's network: its address, who gave it, and the security groups of the interface that it belongs to.</summary>
internal sealed record Sandbox(string PodUid, string Address, CniKind GivenBy, IReadOnlyList<string> SecurityGroups)
{
    /// <summary>Whether a plugin that was chained when it was made leads the pod's host ports to it, for as long as it lives.</summary>
    public bool HasPortmap { get; init; }
}

/// <summary>A sandbox that could not be made; the kubelet tries again.</summary>
internal sealed class SandboxException(string message) : Exception(message);
