using System.Text.RegularExpressions;

namespace CniMigration.Stacks.Settings;

/// <summary>What a value must look like, and how to say so.</summary>
internal sealed record SettingPattern(Regex Regex, string Allowed);

internal static partial class SettingPatterns
{
    /// <summary>What EKS takes: its API's CreateCluster.</summary>
    public static readonly SettingPattern ClusterName = new(
        ClusterNameRegex(), "1 to 100 letters, digits, dashes and underscores, with a letter or digit first");

    /// <summary>What Cilium takes: ValidateClusterName of its pkg/clustermesh/types, and the chart that holds values to the same.</summary>
    public static readonly SettingPattern CiliumClusterName = new(
        CiliumClusterNameRegex(), "1 to 32 lower case letters, digits and dashes, with a letter or digit at both ends");

    /// <summary>iptables takes one only, of at most 15 letters, and a plus for what follows.</summary>
    public static readonly SettingPattern InterfacePattern = new(
        InterfacePatternRegex(), "one name of an interface, or its beginning and a plus (ens+, eth+): several match nothing; or nothing");


    public static readonly SettingPattern NodeGroup = new(NodeGroupRegex(), "1 to 63 letters, digits, dashes and underscores");
    public static readonly SettingPattern InstanceType = new(InstanceTypeRegex(), "an EC2 instance type such as m5.large");
    public static readonly SettingPattern VpcId = new(VpcIdRegex(), "a VPC's id such as vpc-0a1b2c3d, or nothing");
    public static readonly SettingPattern SubnetId = new(SubnetIdRegex(), "a list of subnet ids such as subnet-0a1b2c3d");
    public static readonly SettingPattern KubernetesVersion = new(KubernetesVersionRegex(), "a minor version such as 1.33, or nothing");
    public static readonly SettingPattern ChartVersion = new(ChartVersionRegex(), "a full version such as 1.19.6");
    public static readonly SettingPattern Chart = new(NotBlankRegex(), "a chart's name, a path to a local copy, or an oci:// address");
    public static readonly SettingPattern Repository = new(RepositoryRegex(), "an http(s):// address, or nothing where the chart is a local copy");
    public static readonly SettingPattern NamespacedName = new(NamespacedNameRegex(), "namespace/name of a Deployment");
    public static readonly SettingPattern Namespace = new(NamespaceRegex(), "a namespace: 1 to 63 lower case letters, digits and dashes");
    public static readonly SettingPattern Image = new(ImageRegex(), "an image reference such as registry/name:tag");
    public static readonly SettingPattern Region = new(RegionRegex(), "an AWS region such as us-west-1");

    [GeneratedRegex("^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$")]
    private static partial Regex ClusterNameRegex();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$")]
    private static partial Regex CiliumClusterNameRegex();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,14}[A-Za-z0-9._+-]?$")]
    private static partial Regex InterfacePatternRegex();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$")]
    private static partial Regex NodeGroupRegex();

    [GeneratedRegex("^[a-z][a-z0-9-]*\\.[a-z0-9-]+$")]
    private static partial Regex InstanceTypeRegex();

    [GeneratedRegex("^vpc-[0-9a-z]+$")]
    private static partial Regex VpcIdRegex();

    [GeneratedRegex("^subnet-[0-9a-z-]+$")]
    private static partial Regex SubnetIdRegex();

    [GeneratedRegex("^1\\.[0-9]{2}$")]
    private static partial Regex KubernetesVersionRegex();

    [GeneratedRegex("^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex ChartVersionRegex();

    [GeneratedRegex("^\\S+$")]
    private static partial Regex NotBlankRegex();

    [GeneratedRegex("^https?://\\S+$")]
    private static partial Regex RepositoryRegex();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$")]
    private static partial Regex NamespacedNameRegex();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex NamespaceRegex();

    [GeneratedRegex("^[a-z0-9][A-Za-z0-9._/:@-]*$")]
    private static partial Regex ImageRegex();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$")]
    private static partial Regex RegionRegex();
}
