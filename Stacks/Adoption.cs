using System.Collections.Immutable;
using CniMigration.Components;
using Pulumi;
using Eks = Pulumi.Aws.Eks;
using Iam = Pulumi.Aws.Iam;

namespace CniMigration.Stacks;

/// <summary>What AWS says about a cluster that somebody else made, and what has to be so before it is touched.</summary>
internal static class Adoption
{
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
                + $"{(present.IsEmpty ? "none that EKS manages" : string.Join(", ", present))}. Nothing was changed. Name the groups to be adopted in oldNodeGroups.");
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

    /// <summary>What is left alone although it is not as a new cluster would have it.</summary>
    public static ImmutableArray<string> LeftAlone(LiveCluster live) =>
    [
        .. live.OldGroups.Where(group => group.Adopted?.Version is { } version && live.Version is { } current && version != current)
            .Select(group => $"The node group {group.Name} runs Kubernetes {group.Adopted!.Version}, the cluster {live.Version}. It is left alone: the migration never "
                + "upgrades nodes that it does not own. To upgrade it, do so before pin-aws-node: aws eks update-nodegroup-version."),
    ];

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> values) => values.IsDefault ? [] : values;

    private static string? OrNone(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
