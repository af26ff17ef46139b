using System.Text.Json.Nodes;

namespace CniMigration.Components;

/// <summary>What AWS lets the Cilium operator do, and how the operator shows who it is.</summary>
internal static class CiliumOperatorPolicy
{
    /// <summary>The EC2 actions that ENI mode needs; the test of the policy names them too.</summary>
    public static readonly ImmutableArray<string> Actions =
    [
        "ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateNetworkInterface", "ec2:CreateTags",
        "ec2:DeleteNetworkInterface", "ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeManagedPrefixLists",
        "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
        "ec2:DescribeTags", "ec2:DescribeVpcs", "ec2:GetManagedPrefixListEntries", "ec2:ModifyNetworkInterfaceAttribute",
        "ec2:UnassignPrivateIpAddresses",
    ];

    public static string Document() => Policy(new JsonObject
    {
        ["Effect"] = "Allow",
        ["Action"] = new JsonArray([.. Actions.Select(action => JsonValue.Create(action))]),
        ["Resource"] = "*",
    });

    /// <summary>Only the operator's own service account of this cluster may take the role.</summary>
    public static string Trust(string oidcProviderArn, string oidcProviderUrl)
    {
        var issuer = oidcProviderUrl.Replace("https://", "", StringComparison.Ordinal);
        return Policy(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = "sts:AssumeRoleWithWebIdentity",
            ["Principal"] = new JsonObject { ["Federated"] = oidcProviderArn },
            ["Condition"] = new JsonObject
            {
                ["StringEquals"] = new JsonObject
                {
                    [$"{issuer}:aud"] = "sts.amazonaws.com",
                    [$"{issuer}:sub"] = $"system:serviceaccount:{MigrationNames.KubeSystem}:{CiliumValues.OperatorServiceAccount}",
                },
            },
        });
    }

    private static string Policy(JsonObject statement) =>
        new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) }.ToJsonString();
}
