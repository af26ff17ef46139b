using CniMigration.Components;
using CniMigration.Stacks.Settings;
using Pulumi;
using Eks = Pulumi.Aws.Eks;
using Iam = Pulumi.Aws.Iam;

namespace CniMigration.Stacks.Live;

/// <summary>What AWS says about a cluster that somebody else made, and what has to be so before it is touched.</summary>
internal static class Adoption
{
    private const string Adopted = "adopted";
    private const string Created = "created";

    public static RunException NoCluster(MigrationSettings settings, ImmutableArray<string> present) => new(
        $"adoptCluster is set, but {settings.Region} has no cluster {settings.ClusterName}"
        + $" ({(present.IsEmpty ? "it has none at all" : $"it has {string.Join(", ", present.Take(10))}")}). Nothing was changed. "
        + "Check clusterName, aws:region and the AWS account, or set adoptCluster to false to create the cluster.");

    public static void RequireGroups(MigrationSettings settings, ImmutableArray<string> present)
    {
        var missing = settings.OldNodeGroups.Where(name => !present.Contains(name)).ToList();
        if (settings.AdoptCluster && missing.Count > 0)
        {
            throw new RunException(
                $"adoptCluster is set, but the cluster {settings.ClusterName} has no node group {string.Join(", ", missing)}; it has "
                + $"{(present.IsEmpty ? "none that EKS manages" : string.Join(", ", present))}. Nothing was changed. "
                + "Name the groups to be adopted in oldNodeGroups.");
        }
    }

    public static string? IssuerOf(Eks.GetClusterResult cluster) => cluster.Identities is { IsDefaultOrEmpty: false } identities
        && identities[0].Oidcs is { IsDefaultOrEmpty: false } oidcs ? oidcs[0].Issuer : null;

    /// <summary>The provider that IAM knows the cluster's issuer by: same partition and account as the cluster.</summary>
    public static string OidcProviderArn(LiveCluster live)
    {
        var parts = live.Arn?.Split(':') ?? [];
        return parts.Length > 4 && live.OidcIssuer is { } issuer
            ? $"arn:{parts[1]}:iam::{parts[4]}:oidc-provider/{issuer.Replace("https://", "", StringComparison.Ordinal)}"
            : throw new RunException(
                "The cluster to be adopted tells no ARN or no OIDC issuer, and the Cilium operator needs the issuer to get its rights. Nothing was changed.");
    }

    public static Task<bool> IsIssuerTrustedAsync(LiveCluster live) => Lookup.ExistsAsync(
        () => Iam.GetOpenIdConnectProvider.InvokeAsync(new Iam.GetOpenIdConnectProviderArgs { Arn = OidcProviderArn(live) }));

    public static AdoptedNodeGroup Describe(Eks.GetNodeGroupResult group)
    {
        var scaling = group.ScalingConfigs[0];
        return new AdoptedNodeGroup
        {
            NodeRoleArn = group.NodeRoleArn,
            Scaling = new NodeGroupScaling(scaling.DesiredSize, scaling.MinSize, scaling.MaxSize),
            SubnetIds = OrEmpty(group.SubnetIds),
            InstanceTypes = OrEmpty(group.InstanceTypes),
            AmiType = OrNone(group.AmiType),
            CapacityType = OrNone(group.CapacityType),
            DiskSize = group.DiskSize > 0 ? group.DiskSize : null,
            Version = OrNone(group.Version),
            Labels = group.Labels ?? ImmutableDictionary<string, string>.Empty,
            Taints = [.. OrEmpty(group.Taints).Select(taint => new AdoptedTaint(taint.Key, taint.Value, taint.Effect))],
        };
    }

    /// <summary>How the stack came by the cluster, as the ledger keeps it.</summary>
    public static string OriginOf(MigrationSettings settings) => settings.AdoptCluster ? Adopted : Created;

    /// <summary>A stack that changes its mind would have Pulumi delete what it created, or create what it adopted.</summary>
    public static void RequireSameOrigin(MigrationSettings settings, string? recorded)
    {
        if (recorded is (Created or Adopted) && recorded != OriginOf(settings))
        {
            throw new RunException(
                $"adoptCluster is {(settings.AdoptCluster ? "true" : "false")}, but the cluster {settings.ClusterName} is on record as {recorded} "
                + "by the stack that works on it: "
                + $"{(settings.AdoptCluster ? "to adopt it now would delete it together with its node groups" : "it would have to be created a second time")}. "
                + $"Nothing was changed. Set adoptCluster back (pulumi config set adoptCluster {(settings.AdoptCluster ? "false" : "true")}). "
                + "If another stack is to take the cluster over, and this one never had it: go to baseline with the stack that has it, "
                + "take it out of that stack's state (pulumi state delete), and delete ConfigMap kube-system/cni-migration.");
        }
    }

    /// <summary>The retired groups that a way back could not restore, since nothing says what they had.</summary>
    public static IEnumerable<string> WithoutSizes(LiveCluster live) =>
        live.OldGroups.Where(group => group.Adopted is not null && group.DesiredSize == 0 && live.SizesOf(group.Name) is null)
            .Select(group => group.Name);

    /// <summary>The same, once the retirement is over: before that, a group without nodes may just be one that had none.</summary>
    public static IEnumerable<string> Lost(LiveCluster live) =>
        live.OnRecord.OldNodesRetired && !live.OldGroups.Any(group => group.DesiredSize > 0 && live.SizesOf(group.Name) is null)
            ? WithoutSizes(live)
            : [];

    public static string SizesLost(string group) =>
        $"what the node group {group} had before it was retired is not on record any more (the ConfigMap of its sizes in kube-system is gone)";

    /// <summary>What a user should know although nothing is done about it.</summary>
    public static ImmutableArray<string> Warnings(LiveCluster live) => [.. Lagging(live), .. Lost(live).Select(Unrestorable)];

    private static string Unrestorable(string group) =>
        $"{char.ToUpperInvariant(SizesLost(group)[0])}{SizesLost(group)[1..]}. "
        + "This run puts it there again if the stack's state has it; if not, a way back stops before it and asks for it.";

    private static IEnumerable<string> Lagging(LiveCluster live) =>
        live.OldGroups.Where(group => group.Adopted?.Version is { } version && live.Version is { } current && version != current)
            .Select(group => $"The node group {group.Name} runs Kubernetes {group.Adopted!.Version}, the cluster {live.Version}. It is left alone: "
                + "the migration never upgrades nodes that it does not own. To upgrade it, do so before pin-aws-node: aws eks update-nodegroup-version.");

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> values) => values.IsDefault ? [] : values;

    private static string? OrNone(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
