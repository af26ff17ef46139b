using Pulumi;
using Aws = Pulumi.Aws;
using Helm = Pulumi.Kubernetes.Helm.V3;
using HelmInputs = Pulumi.Kubernetes.Types.Inputs.Helm.V3;

namespace CniMigration.Components;

internal sealed class CiliumReleaseArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required CiliumOptions Options { get; init; }

    public required Input<string> OidcProviderArn { get; init; }

    public required Input<string> OidcProviderUrl { get; init; }

    /// <summary>What it has to be taken back before, whatever a refresh has taken out of the state between the two.</summary>
    public ImmutableArray<Resource> TakenBackBefore { get; init; } = [];
}

/// <summary>Cilium in ENI mode, with the rights that its operator needs.</summary>
internal sealed class CiliumRelease : StageComponent
{
    private const string Accounts = "serviceAccounts";

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
            First(provider: null));
        var policy = new Aws.Iam.RolePolicy(
            $"{name}-operator-policy",
            new Aws.Iam.RolePolicyArgs { Role = role.Name, Policy = CiliumOperatorPolicy.Document() },
            Then(provider: null, role));
        var release = new Helm.Release(
            $"{name}-release",
            new HelmInputs.ReleaseArgs
            {
                Name = MigrationNames.Cilium,
                Namespace = MigrationNames.KubeSystem,
                Chart = args.Options.Chart,
                Version = args.Options.Version,
                RepositoryOpts = args.Options.Repository is { } repository
                    ? (Input<HelmInputs.RepositoryOptsArgs>)new HelmInputs.RepositoryOptsArgs { Repo = repository }
                    : null,
                Values = Values(args.Options, role),

                // Its pods have no node to run on yet when it is installed; the gates wait, with a bound of their own.
                SkipAwait = true,
                Atomic = false,
            },
            Then(args.Providers.Kubernetes, [policy, .. args.TakenBackBefore]));
        Ends = [release];
        RegisterOutputs();
    }

    private static InputMap<object> Values(CiliumOptions options, Aws.Iam.Role role)
    {
        var values = new InputMap<object>();
        var built = CiliumValues.Build(options);
        foreach (var (key, value) in built.Remove(Accounts))
        {
            values.Add(key, value);
        }

        // The user may have values of other accounts, and annotations of the agents'.
        var accounts = new Dictionary<string, object>(built.GetValueOrDefault(Accounts) as Dictionary<string, object> ?? []);
        accounts["cilium"] = new Dictionary<string, object>(accounts.GetValueOrDefault("cilium") as Dictionary<string, object> ?? [])
        {
            ["name"] = MigrationNames.Cilium,
        };
        accounts["operator"] = new Dictionary<string, object>
        {
            ["name"] = CiliumValues.OperatorServiceAccount,
            ["annotations"] = new Dictionary<string, object> { ["eks.amazonaws.com/role-arn"] = role.Arn },
        };
        values.Add(Accounts, accounts);
        return values;
    }
}
