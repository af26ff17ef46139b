namespace CniMigration.Simulator.Nodes.Network;

/// <summary>A pod's network: its address, who gave it, and the security groups of the interface that it belongs to.</summary>
internal sealed record Sandbox(string PodUid, string Address, CniKind GivenBy, IReadOnlyList<string> SecurityGroups);

/// <summary>A sandbox that could not be made; the kubelet tries again.</summary>
internal sealed class SandboxException(string message) : Exception(message);
