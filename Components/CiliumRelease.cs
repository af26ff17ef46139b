using Pulumi;
using Aws = Pulumi.Aws;
using Helm = Pulumi.Kubernetes.Helm.V3;
using HelmInputs = Pulumi.Kubernetes.Types.Inputs.Helm.V3;

namespace CniMigration.Components;

internal sealed class CiliumReleaseArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required CiliumOptions Options { get; init; }

    [Input("chart", required: true)]
    public Input<string> Chart { get; set; } = null!;

    /// <summary>None for a chart that is a local copy.</summary>
    [Input("repository")]
    public Input<string>? Repository { get; set; }

    [Input("version", required: true)]
    public Input<string> Version { get; set; } = null!;

    [Input("oidcProviderArn", required: true)]
    public Input<string> OidcProviderArn { get; set; } = null!;

    [Input("oidcProviderUrl", required: true)]
    public Input<string> OidcProviderUrl { get; set; } = null!;
}

/// <summary>Cilium in ENI mode, with the rights that its operator needs.</summary>
internal sealed class CiliumRelease : StageComponent
{
    public CiliumRelease(string name, CiliumReleaseArgs args, ComponentResourceOptions? options = null)
        : base("CiliumRelease", name, options)
    {
        var role = new Aws.Iam.Role(
            $"{name}-operator-role",
            new Aws.Iam.RoleArgs
            {
                AssumeRolePolicy = Output.Tuple(args.OidcProviderArn, args.OidcProviderUrl)
                    .Apply(oidc => CiliumOperatorPolicy.Trust(oidc.Item1, oidc.Item2)),
                Description = "The Cilium operator, which gives nodes their network interfaces",
            },
            Child(provider: null));
        var policy = new Aws.Iam.RolePolicy(
            $"{name}-operator-policy",
            new Aws.Iam.RolePolicyArgs { Role = role.Name, Policy = CiliumOperatorPolicy.Document() },
            Child(provider: null, role));
        Release = new Helm.Release(
            $"{name}-release",
            new HelmInputs.ReleaseArgs
            {
                Name = MigrationNames.Cilium,
                Namespace = MigrationNames.KubeSystem,
                Chart = args.Chart,
                Version = args.Version,
                RepositoryOpts = args.Repository is null
                    ? null
                    : (Input<HelmInputs.RepositoryOptsArgs>)new HelmInputs.RepositoryOptsArgs { Repo = args.Repository },
                Values = Values(args.Options, role),

                // Its pods have no node to run on yet when it is installed; the gates wait, with a bound of their own.
                SkipAwait = true,
                Atomic = false,
            },
            Child(args.Providers.Kubernetes, role, policy));
        OperatorRoleArn = role.Arn;
        ReleaseName = Release.Name;
        RegisterOutputs(new Dictionary<string, object?> { ["operatorRoleArn"] = OperatorRoleArn, ["releaseName"] = ReleaseName });
    }

    public Helm.Release Release { get; }

    [Output("operatorRoleArn")]
    public Output<string> OperatorRoleArn { get; private set; }

    [Output("releaseName")]
    public Output<string> ReleaseName { get; private set; }

    private static InputMap<object> Values(CiliumOptions options, Aws.Iam.Role role)
    {
        var values = new InputMap<object>();
        foreach (var (key, value) in CiliumValues.Build(options))
        {
            values.Add(key, value);
        }

        values.Add("serviceAccounts", new Dictionary<string, object>
        {
            ["cilium"] = new Dictionary<string, object> { ["name"] = MigrationNames.Cilium },
            ["operator"] = new Dictionary<string, object>
            {
                ["name"] = CiliumValues.OperatorServiceAccount,
                ["annotations"] = new Dictionary<string, object> { ["eks.amazonaws.com/role-arn"] = role.Arn },
            },
        });
        return values;
    }
}
