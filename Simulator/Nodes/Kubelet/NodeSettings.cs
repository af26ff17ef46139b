using CniMigration.Simulator.Model;

namespace CniMigration.Simulator.Nodes.Kubelet;

/// <summary>What a node group tells the kubelets of its nodes.</summary>
internal sealed record NodeSettings(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<Taint> Taints, string CapacityType, int DiskSizeGiB, string AmiType)
{
    private const string AgentNotReadyTaint = "node.cilium.io/agent-not-ready";

    /// <summary>The version of the kubelet; null for the cluster's.</summary>
    public string? KubeletVersion { get; init; }

    /// <summary>Whether its nodes start tainted until Cilium's agent is ready.</summary>
    public bool AwaitsCilium => Taints.Any(taint => taint.Key == AgentNotReadyTaint);
}
