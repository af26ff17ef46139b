namespace CniMigration.Simulator.Nodes.Kubelet;

/// <summary>What a node group tells the kubelets of its nodes.</summary>
internal sealed record NodeSettings(
    IReadOnlyDictionary<string, string> Labels, IReadOnlyList<Taint> Taints, string CapacityType, int DiskSizeGiB, string AmiType)
{
    /// <summary>The version of the kubelet; null for the cluster's.</summary>
    public string? KubeletVersion { get; init; }
}
