using CniMigration.Components;

namespace CniMigration.Stacks.Settings;

/// <summary>
/// What the stack is asked to be. A setting is a property and the line of the constructor that reads it, which says its key, its default and
/// what is allowed; Pulumi.yaml describes it to people.
/// </summary>
internal sealed class MigrationSettings
{
    /// <summary>The value of <see cref="Masquerade"/> that has Cilium do what the cluster's aws-node does.</summary>
    public const string AsAwsNode = "as-aws-node";

    private const int MostNodes = 450;

    private MigrationSettings(SettingsReader read, IReadOnlyList<string> stages)
    {
        Stage = read.Required("stage", stages);
        AllowBackward = read.Optional("allowBackward", stages);
        Region = read.Region();
        Profile = read.Profile();
        AdoptCluster = read.Boolean("adoptCluster", false);
        ClusterName = read.Matching("clusterName", "dc-migrate", SettingPatterns.ClusterName);
        OldNodeGroups = read.Names("oldNodeGroups", """["ng-1"]""", SettingPatterns.NodeGroup);
        OldNodeGroupSize = read.Integer("oldNodeGroupSize", 3, 1, MostNodes);
        CiliumNodeGroup = read.Matching("ciliumNodeGroup", "ng-cilium", SettingPatterns.NodeGroup);
        CiliumNodeGroupSize = read.Integer("ciliumNodeGroupSize", 3, 1, MostNodes);
        InstanceType = read.Matching("instanceType", "m5.large", SettingPatterns.InstanceType);
        VolumeSize = read.Integer("volumeSize", 80, 20, 16384);
        PrivateNetworking = read.Boolean("privateNetworking", true);
        VpcId = read.OptionalMatching("vpcId", "", SettingPatterns.VpcId);
        SubnetIds = read.Names("subnetIds", "[]", SettingPatterns.SubnetId);
        KubernetesVersion = read.OptionalMatching("kubernetesVersion", "", SettingPatterns.KubernetesVersion);
        AgentNotReadyTaintEffect = read.OneOf("agentNotReadyTaintEffect", "NoExecute", "NoSchedule", "PreferNoSchedule");
        Cilium = new CiliumOptions
        {
            ClusterName = read.OptionalMatching("ciliumClusterName", "", SettingPatterns.CiliumClusterName) ?? ClusterName,
            Version = read.Matching("ciliumVersion", "1.19.6", SettingPatterns.ChartVersion),
            Chart = read.Matching("ciliumChart", "cilium", SettingPatterns.Chart),
            Repository = read.OptionalMatching("ciliumChartRepository", "https://helm.cilium.io/", SettingPatterns.Repository),
            OperatorReplicas = read.Integer("ciliumOperatorReplicas", 2, 1, MostNodes),
            KubeProxyReplacement = read.Boolean("kubeProxyReplacement", false),
            Portmap = read.Boolean("portmap", false),
            UserValues = read.Object("ciliumValues", UserValues.HeldIn, UserValues.Held),
        };
        Masquerade = read.OneOf("masquerade", AsAwsNode, "true", "false");
        MasqueradeInterfaces = read.OptionalMatching("masqueradeInterfaces", "", SettingPatterns.InterfacePattern);
        AllowSourceChange = read.Boolean("allowSourceChange", false);
        var autoscaler = read.Matching("autoscaler", "kube-system/cluster-autoscaler", SettingPatterns.NamespacedName).Split('/', 2);
        (AutoscalerNamespace, AutoscalerName) = (autoscaler[0], autoscaler[^1]);
        GoldpingerNamespace = read.Matching("goldpingerNamespace", "goldpinger", SettingPatterns.Namespace);
        GoldpingerImage = read.Matching("goldpingerImage", "bloomberg/goldpinger:3.10.2", SettingPatterns.Image);
        Moves = new MoveOptions
        {
            Surge = read.OneOf("surge", "guarded", "as-is", "off"),
            EvictBarePods = read.Boolean("evictBarePods", false),
            DeleteLocalData = read.Boolean("deleteLocalData", false),
            Recreate = read.Boolean("recreate", false),
            MaxConcurrentMoves = read.Integer("maxConcurrentMoves", 0, 0, 10000),
            OnFailure = read.OneOf("onFailure", "hold", "uncordon"),
        };
        AllowPolicies = read.Boolean("allowPolicies", false);
        AllowUnenforcedPolicies = read.Boolean("allowUnenforcedPolicies", false);
        PoliciesEarly = read.OneOf("enforcePoliciesFrom", "enforce-policy", "migrate") == "migrate";
    }

    /// <summary>Every key of the namespace cni-migration, in the order of Pulumi.yaml.</summary>
    public static IReadOnlyList<SettingKey> Keys { get; } = KeysOf(new SettingsReader(ImmutableDictionary<string, string>.Empty));

    public string Stage { get; }

    /// <summary>The stage that a backward run may go to; none where going back is not allowed.</summary>
    public string? AllowBackward { get; }

    public string Region { get; }

    public string? Profile { get; }

    /// <summary>Whether the cluster and its old node groups are there already and stay somebody else's.</summary>
    public bool AdoptCluster { get; }

    public string ClusterName { get; }

    public ImmutableArray<string> OldNodeGroups { get; }

    public int OldNodeGroupSize { get; }

    public string CiliumNodeGroup { get; }

    public int CiliumNodeGroupSize { get; }

    public string InstanceType { get; }

    /// <summary>GiB.</summary>
    public int VolumeSize { get; }

    public bool PrivateNetworking { get; }

    public string? VpcId { get; }

    public ImmutableArray<string> SubnetIds { get; }

    public string? KubernetesVersion { get; }

    public string AgentNotReadyTaintEffect { get; }

    public CiliumOptions Cilium { get; }

    /// <summary>Whether Cilium hides pods that leave the VPC behind their node's address: true, false, or <see cref="AsAwsNode"/>.</summary>
    public string Masquerade { get; }

    /// <summary>The interfaces that hidden packets leave by, as one pattern; none for what the nodes' image has.</summary>
    public string? MasqueradeInterfaces { get; }

    /// <summary>Whether somebody outside may see pods by another address than today.</summary>
    public bool AllowSourceChange { get; }

    public string AutoscalerNamespace { get; }

    public string AutoscalerName { get; }

    public string GoldpingerNamespace { get; }

    public string GoldpingerImage { get; }

    public MoveOptions Moves { get; }

    /// <summary>Whether the network policies that are there may start to bite.</summary>
    public bool AllowPolicies { get; }

    /// <summary>Whether moved pods may be without the network policies that the source CNI's own agent enforces.</summary>
    public bool AllowUnenforcedPolicies { get; }

    /// <summary>Whether network policies are to be enforced as soon as all that they have to do with has moved.</summary>
    public bool PoliciesEarly { get; }

    /// <summary>The nodes that this stack brings to the old side, where it is the one that brings them.</summary>
    public int OldNodes => OldNodeGroupSize * OldNodeGroups.Length;

    /// <summary>The label selectors of the two sides.</summary>
    public NodeSelectors Nodes => new(
        $"{MigrationNames.NodeGroupLabel} in ({string.Join(",", OldNodeGroups)})", $"{MigrationNames.NodeGroupLabel}={CiliumNodeGroup}");

    /// <summary>Reads the settings, or throws one <see cref="SettingsException"/> that tells everything that is wrong with them.</summary>
    /// <param name="config">The configuration, by full key.</param>
    /// <param name="stages">The stages that there are, in order.</param>
    public static MigrationSettings Read(IReadOnlyDictionary<string, string> config, IReadOnlyList<string> stages)
    {
        var read = new SettingsReader(config);
        var settings = new MigrationSettings(read, stages);
        settings.RequireSense(read);
        read.Finish();
        return settings;
    }

    private static IReadOnlyList<SettingKey> KeysOf(SettingsReader read)
    {
        _ = new MigrationSettings(read, []);
        return read.Keys;
    }

    /// <summary>What the settings have to be to each other.</summary>
    private void RequireSense(SettingsReader read)
    {
        read.Require(
            Cilium.ClusterName != ClusterName || !SettingPatterns.ClusterName.Regex.IsMatch(ClusterName)
            || SettingPatterns.CiliumClusterName.Regex.IsMatch(ClusterName),
            "ciliumClusterName", $"is not set, and clusterName (\"{ClusterName}\") does not fit it",
            $"{SettingPatterns.CiliumClusterName.Allowed}. Give Cilium a name of its own: pulumi config set ciliumClusterName <name>");
        read.Require(!OldNodeGroups.IsEmpty, "oldNodeGroups", "is empty", "name at least one node group");
        read.Require(
            !OldNodeGroups.Contains(CiliumNodeGroup), "ciliumNodeGroup", $"is \"{CiliumNodeGroup}\", one of oldNodeGroups", "the two sides need a group each");
        read.Require(
            Cilium.OperatorReplicas <= CiliumNodeGroupSize, "ciliumOperatorReplicas", $"is {Cilium.OperatorReplicas}",
            $"no more than ciliumNodeGroupSize ({CiliumNodeGroupSize}): two operators never share a node");
        read.Require(
            !PoliciesEarly || AllowPolicies, "enforcePoliciesFrom", "is \"migrate\" while allowPolicies is false",
            "look at the network policies that are there, then pulumi config set allowPolicies true");
        read.Require(
            !(Cilium.Portmap && Cilium.KubeProxyReplacement), "portmap", "is true beside kubeProxyReplacement",
            "leave it out: Cilium serves host ports itself in kube-proxy's place");
        if (AdoptCluster)
        {
            read.Meaningless("oldNodeGroupSize", "adopted node groups keep the sizes that they have");
            read.Meaningless("kubernetesVersion", "an adopted cluster keeps its version");
            read.Meaningless("vpcId", "an adopted cluster has its VPC");
            read.Meaningless("privateNetworking", "the new nodes live where the old ones do, or in subnetIds");
        }
    }
}
