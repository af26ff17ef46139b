using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using CniMigration.Components;
using CniMigration.Stacks.Live;
using Pulumi.Testing;

namespace CniMigration.Tests.Stacks;

/// <summary>What AWS and the cluster answer, drawn from a <see cref="LiveCluster"/>.</summary>
internal static class MockAnswers
{
    public const string Empty = "empty";

    public static readonly ImmutableDictionary<string, object> Nothing = ImmutableDictionary<string, object>.Empty;

    public static object To(MockCallArgs args, LiveCluster live) => args.Token switch
    {
        "aws:eks/getClusters:getClusters" => Map(("names", List(live.Exists ? ["other", "dc-migrate"] : ["other"]))),
        "aws:eks/getCluster:getCluster" => Map(
            ("name", "dc-migrate"),
            ("status", "ACTIVE"),
            ("version", live.Version ?? "1.33"),
            ("arn", live.Arn ?? "arn:aws:eks:us-west-1:111122223333:cluster/dc-migrate"),
            ("identities", List([Map(("oidcs", List([Map(("issuer", live.OidcIssuer ?? "https://oidc.eks/id/1"))])))])),
            ("endpoint", live.Endpoint!),
            ("certificateAuthorities", List([Map(("data", live.CertificateAuthority!))])),
            ("vpcConfig", Map(("vpcId", live.VpcId!), ("subnetIds", List(live.SubnetIds))))),
        "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider" => live.IssuerIsTrusted ? Map(("arn", args.Args["arn"]))
            : throw new InvalidOperationException("reading IAM OIDC Provider: couldn't find resource"),
        "aws:eks/getAddon:getAddon" => throw new InvalidOperationException("reading EKS Add-On (dc-migrate:vpc-cni): couldn't find resource"),
        "aws:eks/getNodeGroups:getNodeGroups" => Map(("names", List(Groups(live).Select(group => group.Name)))),
        "aws:eks/getNodeGroup:getNodeGroup" => Group(Groups(live).Single(group => group.Name == (string)args.Args["nodeGroupName"])),
        "aws:ec2/getInstances:getInstances" => Map(("ids", List(Instances(args, live)))),
        "aws:ec2/getVpc:getVpc" => Map(
            ("id", "vpc-default"), ("cidrBlock", live.VpcRanges.FirstOrDefault("192.168.0.0/16")),
            ("cidrBlockAssociations", List(live.VpcRanges.Select(range => Map(("cidrBlock", range), ("state", "associated")))))),
        "aws:ec2/getSubnet:getSubnet" => Map(("id", args.Args["id"]), ("availabilityZone", "us-west-1a"), ("availableIpAddressCount", 1000d)),
        "aws:ec2/getSubnets:getSubnets" => Map(("ids", List(["subnet-b", "subnet-a"]))),
        "cnimigration:index:getMigrationState" => From(live.State!),
        "cnimigration:index:planMove" => From(live.Plan!),
        _ => throw new InvalidOperationException($"Nobody expected a call of {args.Token}."),
    };

    public static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] entries) =>
        entries.ToImmutableDictionary(e => e.Key, e => e.Value);

    private static ImmutableArray<object> List(IEnumerable<object> values) => [.. values];

    private static IEnumerable<LiveNodeGroup> Groups(LiveCluster live) => live.CiliumGroup is { } cilium ? live.OldGroups.Append(cilium) : live.OldGroups;

    private static ImmutableDictionary<string, object> Group(LiveNodeGroup group) => Map(
        ("nodeGroupName", group.Name),
        ("status", group.Status),
        ("subnetIds", List(group.SubnetIds)),
        ("amiType", group.AmiType ?? group.Adopted?.AmiType ?? "AL2023_x86_64_STANDARD"),
        ("scalingConfigs", List([Map(
            ("desiredSize", (double)group.DesiredSize),
            ("minSize", (double)(group.Adopted?.Scaling.Min ?? 0)),
            ("maxSize", (double)(group.Adopted?.Scaling.Max ?? Math.Max(1, group.DesiredSize))))]))).SetItems(Details(group.Adopted));

    private static ImmutableDictionary<string, object> Details(AdoptedNodeGroup? group) => group is null ? Nothing : Map(
        ("nodeRoleArn", group.NodeRoleArn),
        ("instanceTypes", List(group.InstanceTypes)),
        ("capacityType", group.CapacityType!),
        ("diskSize", (double)(group.DiskSize ?? 0)),
        ("version", group.Version!),
        ("labels", group.Labels.ToImmutableDictionary(label => label.Key, label => (object)label.Value)),
        ("taints", List(group.Taints.Select(taint => Map(("key", taint.Key), ("value", taint.Value ?? ""), ("effect", taint.Effect))))));

    private static IEnumerable<string> Instances(MockCallArgs args, LiveCluster live)
    {
        var group = (string)((IReadOnlyDictionary<string, object>)args.Args["instanceTags"])["eks:nodegroup-name"];
        return Enumerable.Range(0, Groups(live).Single(known => known.Name == group).Instances).Select(i => $"i-{group}-{i}");
    }

    /// <summary>A record as the provider would send it: camel case, numbers as doubles.</summary>
    private static object From(object value) => value switch
    {
        string or bool => value,
        int number => (double)number,
        IEnumerable items => items.Cast<object>().Select(From).ToImmutableArray(),
        _ => value.GetType().GetProperties()
            .Select(property => (property.Name, Value: property.GetValue(value)))
            .Where(property => property.Value is not null)
            .ToImmutableDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), property => From(property.Value!)),
    };
}
