using System.Collections.Immutable;

namespace CniMigration.Stacks;

/// <summary>What the stack is asked to be: read and validated in one place, by <see cref="Read"/>.</summary>
internal sealed record MigrationSettings
{
    public required Stage Stage { get; init; }

    /// <summary>The stage that a backward run may go to; none where going back is not allowed.</summary>
    public required Stage? AllowBackward { get; init; }

    public required string Region { get; init; }

    public required string? Profile { get; init; }

    /// <summary>Whether the cluster and its old node groups are there already and stay somebody else's.</summary>
    public required bool AdoptCluster { get; init; }

    public required string ClusterName { get; init; }

    public required ImmutableArray<string> OldNodeGroups { get; init; }

    public required int OldNodeGroupSize { get; init; }

    public required string CiliumNodeGroup { get; init; }

    public required int CiliumNodeGroupSize { get; init; }

    public required string InstanceType { get; init; }

    /// <summary>GiB.</summary>
    public required int VolumeSize { get; init; }

    public required bool PrivateNetworking { get; init; }

    public required string? VpcId { get; init; }

    public required ImmutableArray<string> SubnetIds { get; init; }

    public required string? KubernetesVersion { get; init; }

    public required string AgentNotReadyTaintEffect { get; init; }

    public required string CiliumVersion { get; init; }

    public required string CiliumChart { get; init; }

    /// <summary>None for a chart that is a local copy.</summary>
    public required string? CiliumChartRepository { get; init; }

    public required int CiliumOperatorReplicas { get; init; }

    public required bool Masquerade { get; init; }

    public required bool KubeProxyReplacement { get; init; }

    public required string AutoscalerNamespace { get; init; }

    public required string AutoscalerName { get; init; }

    public required string GoldpingerNamespace { get; init; }

    public required string GoldpingerImage { get; init; }

    public required string Surge { get; init; }

    public required bool EvictBarePods { get; init; }

    public required bool DeleteLocalData { get; init; }

    public required bool Recreate { get; init; }

    /// <summary>0 for as many as budgets and room allow.</summary>
    public required int MaxConcurrentMoves { get; init; }

    /// <summary>hold or uncordon.</summary>
    public required string OnFailure { get; init; }

    public required bool AllowPolicies { get; init; }

    /// <summary>The label selector of the old nodes.</summary>
    public string OldNodeSelector => $"eks.amazonaws.com/nodegroup in ({string.Join(",", OldNodeGroups)})";

    /// <summary>The label selector of the Cilium nodes.</summary>
    public string CiliumNodeSelector => $"eks.amazonaws.com/nodegroup={CiliumNodeGroup}";

    /// <summary>Reads the settings, or throws one <see cref="SettingsException"/> that tells everything that is wrong with them.</summary>
    public static MigrationSettings Read(IReadOnlyDictionary<string, string> config)
    {
        var read = new SettingsReader(config);
        var autoscaler = read.Matching(SettingKeys.Autoscaler, SettingPatterns.NamespacedName).Split('/', 2);
        var oldNodeGroups = read.Names(SettingKeys.OldNodeGroups, SettingPatterns.NodeGroup);
        var ciliumNodeGroup = read.Matching(SettingKeys.CiliumNodeGroup, SettingPatterns.NodeGroup);
        var ciliumSize = read.Integer(SettingKeys.CiliumNodeGroupSize, 1, 450);
        var operators = read.Integer(SettingKeys.CiliumOperatorReplicas, 1, 450);
        var adopt = read.Boolean(SettingKeys.AdoptCluster);
        var settings = new MigrationSettings
        {
            Stage = read.Stage(SettingKeys.Stage) ?? default,
            AllowBackward = read.OptionalStage(SettingKeys.AllowBackward),
            Region = read.Region(),
            Profile = config.GetValueOrDefault("aws:profile"),
            AdoptCluster = adopt,
            ClusterName = read.Matching(SettingKeys.ClusterName, SettingPatterns.ClusterName),
            OldNodeGroups = oldNodeGroups,
            OldNodeGroupSize = read.Integer(SettingKeys.OldNodeGroupSize, 1, 450),
            CiliumNodeGroup = ciliumNodeGroup,
            CiliumNodeGroupSize = ciliumSize,
            InstanceType = read.Matching(SettingKeys.InstanceType, SettingPatterns.InstanceType),
            VolumeSize = read.Integer(SettingKeys.VolumeSize, 20, 16384),
            PrivateNetworking = read.Boolean(SettingKeys.PrivateNetworking),
            VpcId = read.OptionalMatching(SettingKeys.VpcId, SettingPatterns.VpcId),
            SubnetIds = read.Names(SettingKeys.SubnetIds, SettingPatterns.SubnetId),
            KubernetesVersion = read.OptionalMatching(SettingKeys.KubernetesVersion, SettingPatterns.KubernetesVersion),
            AgentNotReadyTaintEffect = read.OneOf(SettingKeys.AgentNotReadyTaintEffect, "NoExecute", "NoSchedule", "PreferNoSchedule"),
            CiliumVersion = read.Matching(SettingKeys.CiliumVersion, SettingPatterns.ChartVersion),
            CiliumChart = read.Matching(SettingKeys.CiliumChart, SettingPatterns.Chart),
            CiliumChartRepository = read.OptionalMatching(SettingKeys.CiliumChartRepository, SettingPatterns.Repository),
            CiliumOperatorReplicas = operators,
            Masquerade = read.Boolean(SettingKeys.Masquerade),
            KubeProxyReplacement = read.Boolean(SettingKeys.KubeProxyReplacement),
            AutoscalerNamespace = autoscaler[0],
            AutoscalerName = autoscaler[^1],
            GoldpingerNamespace = read.Matching(SettingKeys.GoldpingerNamespace, SettingPatterns.Namespace),
            GoldpingerImage = read.Matching(SettingKeys.GoldpingerImage, SettingPatterns.Image),
            Surge = read.OneOf(SettingKeys.Surge, "guarded", "as-is", "off"),
            EvictBarePods = read.Boolean(SettingKeys.EvictBarePods),
            DeleteLocalData = read.Boolean(SettingKeys.DeleteLocalData),
            Recreate = read.Boolean(SettingKeys.Recreate),
            MaxConcurrentMoves = read.Integer(SettingKeys.MaxConcurrentMoves, 0, 10000),
            OnFailure = read.OneOf(SettingKeys.OnFailure, "hold", "uncordon"),
            AllowPolicies = read.Boolean(SettingKeys.AllowPolicies),
        };

        read.Require(!oldNodeGroups.IsEmpty, SettingKeys.OldNodeGroups, "is empty", "name at least one node group");
        read.Require(
            !oldNodeGroups.Contains(ciliumNodeGroup), SettingKeys.CiliumNodeGroup,
            $"is \"{ciliumNodeGroup}\", one of oldNodeGroups", "the two sides need a group each");
        read.Require(
            operators <= ciliumSize, SettingKeys.CiliumOperatorReplicas, $"is {operators}",
            $"no more than ciliumNodeGroupSize ({ciliumSize}): two operators never share a node");
        if (adopt)
        {
            read.Meaningless(SettingKeys.OldNodeGroupSize, "adopted node groups keep the sizes that they have");
            read.Meaningless(SettingKeys.KubernetesVersion, "an adopted cluster keeps its version");
            read.Meaningless(SettingKeys.VpcId, "an adopted cluster has its VPC");
            read.Meaningless(SettingKeys.PrivateNetworking, "the new nodes live where the old ones do, or in subnetIds");
        }

        read.Finish();
        return settings;
    }
}
