namespace CniMigration.Migration.Sides;

/// <summary>What belongs to Cilium goes by these names.</summary>
internal static class CiliumNames
{
    public const string Namespace = "kube-system";
    public const string DaemonSet = "cilium";
    public const string AgentSelector = "k8s-app=cilium";
    public const string Release = "cilium";

    /// <summary>The group and the version of Cilium's own kinds.</summary>
    public const string Group = "cilium.io";
    public const string Version = "v2";
}
