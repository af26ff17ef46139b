using CniMigration.Components;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Settings;
using Pulumi;
using Eks = Pulumi.Eks;

namespace CniMigration.Stacks.Composition;

/// <summary>What everything stands on: a cluster of this stack's own, or one that was there before.</summary>
internal sealed record Foundation
{
    /// <summary>The rights that nodes need before they start.</summary>
    public ImmutableArray<Resource> NodePolicies { get; private init; } = [];

    /// <summary>None where the cluster is adopted.</summary>
    public Eks.Cluster? Cluster { get; private init; }

    /// <summary>It asks AWS for a token on each use.</summary>
    public required Output<string> Kubeconfig { get; init; }

    public required Output<string> NodeRoleArn { get; init; }

    public required Output<string> OidcProviderArn { get; init; }

    public required Output<string> OidcProviderUrl { get; init; }

    public static Foundation Of(EksFoundation created) => new()
    {
        NodePolicies = [.. created.NodePolicyAttachments],
        Cluster = created.Cluster,
        Kubeconfig = Output.CreateSecret(created.Cluster.KubeconfigJson),
        NodeRoleArn = created.NodeRoleArn,
        OidcProviderArn = created.Cluster.OidcProviderArn,
        OidcProviderUrl = created.Cluster.OidcProviderUrl,
    };

    /// <summary>The new nodes take the role of the old ones, which the cluster lets in already.</summary>
    public static Foundation Adopt(MigrationSettings settings, LiveCluster live) => new()
    {
        Kubeconfig = Output.CreateSecret(ExecKubeconfig.Of(settings, live.Endpoint!, live.CertificateAuthority!)),
        NodeRoleArn = Output.Create(live.OldGroups[0].Adopted!.NodeRoleArn),
        OidcProviderArn = Output.Create(Adoption.OidcProviderArn(live)),
        OidcProviderUrl = Output.Create(live.OidcIssuer!),
    };
}
