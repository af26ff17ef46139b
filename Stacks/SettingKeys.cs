namespace CniMigration.Stacks;

/// <summary>A configuration key: its name, its Pulumi type, its default. Pulumi.yaml says the same, and a test holds the two together.</summary>
internal sealed record SettingKey(string Name, string Type, string? Default = null);

/// <summary>Every key of the namespace cni-migration.</summary>
internal static class SettingKeys
{
    public const string Namespace = "cni-migration";

    public static readonly SettingKey Stage = new("stage", "string");
    public static readonly SettingKey AllowBackward = new("allowBackward", "string", "");
    public static readonly SettingKey AdoptCluster = new("adoptCluster", "boolean", "false");
    public static readonly SettingKey ClusterName = new("clusterName", "string", "dc-migrate");
    public static readonly SettingKey OldNodeGroups = new("oldNodeGroups", "array", """["ng-1"]""");
    public static readonly SettingKey OldNodeGroupSize = new("oldNodeGroupSize", "integer", "3");
    public static readonly SettingKey CiliumNodeGroup = new("ciliumNodeGroup", "string", "ng-cilium");
    public static readonly SettingKey CiliumNodeGroupSize = new("ciliumNodeGroupSize", "integer", "3");
    public static readonly SettingKey InstanceType = new("instanceType", "string", "m5.large");
    public static readonly SettingKey VolumeSize = new("volumeSize", "integer", "80");
    public static readonly SettingKey PrivateNetworking = new("privateNetworking", "boolean", "true");
    public static readonly SettingKey VpcId = new("vpcId", "string", "");
    public static readonly SettingKey SubnetIds = new("subnetIds", "array", "[]");
    public static readonly SettingKey KubernetesVersion = new("kubernetesVersion", "string", "");
    public static readonly SettingKey AgentNotReadyTaintEffect = new("agentNotReadyTaintEffect", "string", "NoExecute");
    public static readonly SettingKey CiliumVersion = new("ciliumVersion", "string", "1.19.6");
    public static readonly SettingKey CiliumChart = new("ciliumChart", "string", "cilium");
    public static readonly SettingKey CiliumChartRepository = new("ciliumChartRepository", "string", "https://helm.cilium.io/");
    public static readonly SettingKey CiliumOperatorReplicas = new("ciliumOperatorReplicas", "integer", "2");
    public static readonly SettingKey Masquerade = new("masquerade", "boolean", "true");
    public static readonly SettingKey KubeProxyReplacement = new("kubeProxyReplacement", "boolean", "false");
    public static readonly SettingKey Autoscaler = new("autoscaler", "string", "kube-system/cluster-autoscaler");
    public static readonly SettingKey GoldpingerNamespace = new("goldpingerNamespace", "string", "goldpinger");
    public static readonly SettingKey GoldpingerImage = new("goldpingerImage", "string", "bloomberg/goldpinger:3.10.2");
    public static readonly SettingKey Surge = new("surge", "string", "guarded");
    public static readonly SettingKey EvictBarePods = new("evictBarePods", "boolean", "false");
    public static readonly SettingKey DeleteLocalData = new("deleteLocalData", "boolean", "false");
    public static readonly SettingKey Recreate = new("recreate", "boolean", "false");
    public static readonly SettingKey MaxConcurrentMoves = new("maxConcurrentMoves", "integer", "0");
    public static readonly SettingKey OnFailure = new("onFailure", "string", "hold");
    public static readonly SettingKey AllowPolicies = new("allowPolicies", "boolean", "false");

    public static readonly IReadOnlyList<SettingKey> All =
    [
        Stage, AllowBackward, AdoptCluster, ClusterName, OldNodeGroups, OldNodeGroupSize, CiliumNodeGroup, CiliumNodeGroupSize,
        InstanceType, VolumeSize, PrivateNetworking, VpcId, SubnetIds, KubernetesVersion, AgentNotReadyTaintEffect, CiliumVersion, CiliumChart,
        CiliumChartRepository, CiliumOperatorReplicas, Masquerade, KubeProxyReplacement, Autoscaler, GoldpingerNamespace,
        GoldpingerImage, Surge, EvictBarePods, DeleteLocalData, Recreate, MaxConcurrentMoves,
        OnFailure, AllowPolicies,
    ];
}
