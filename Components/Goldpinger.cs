using Pulumi;
using Apps = Pulumi.Kubernetes.Apps.V1;
using AppsInputs = Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Core = Pulumi.Kubernetes.Core.V1;
using CoreInputs = Pulumi.Kubernetes.Types.Inputs.Core.V1;
using MetaInputs = Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Rbac = Pulumi.Kubernetes.Rbac.V1;
using RbacInputs = Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace CniMigration.Components;

internal sealed class GoldpingerArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required string Namespace { get; init; }

    public required string Image { get; init; }

    public required ClusterSize Size { get; init; }

    /// <summary>The taints of nodes that are not to be left out of the mesh.</summary>
    public ImmutableArray<NodeTaint> Taints { get; init; } = [];
}

/// <summary>
/// goldpinger, every pod of which pings every other, or in a large cluster a sample of them. The DaemonSet's pods stand for the nodes and keep their
/// addresses; the Deployment's are restarted, and so prove that new pods get addresses too.
/// </summary>
internal sealed class Goldpinger : StageComponent
{
    private const string ServiceAccountName = "goldpinger";
    private const int DeploymentReplicas = 5;

    public Goldpinger(string name, GoldpingerArgs args, ComponentResourceOptions? options = null)
        : base("Goldpinger", name, options)
    {
        // One after the other, though some need not be: none takes time, and what comes later has one last link to come after.
        var provider = args.Providers.Kubernetes;
        var space = new Core.Namespace(
            $"{name}-namespace",
            new CoreInputs.NamespaceArgs { Metadata = new MetaInputs.ObjectMetaArgs { Name = args.Namespace } },
            First(provider));
        var account = new Core.ServiceAccount(
            $"{name}-account", new CoreInputs.ServiceAccountArgs { Metadata = Meta(args, ServiceAccountName) }, Then(provider, space));
        var role = new Rbac.Role(
            $"{name}-role",
            new RbacInputs.RoleArgs
            {
                Metadata = Meta(args, ServiceAccountName),
                Rules = new RbacInputs.PolicyRuleArgs { ApiGroups = "", Resources = "pods", Verbs = "list" },
            },
            Then(provider, account));
        var binding = new Rbac.RoleBinding(
            $"{name}-binding",
            new RbacInputs.RoleBindingArgs
            {
                Metadata = Meta(args, ServiceAccountName),
                RoleRef = new RbacInputs.RoleRefArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = ServiceAccountName },
                Subjects = new RbacInputs.SubjectArgs { Kind = "ServiceAccount", Name = ServiceAccountName, Namespace = args.Namespace },
            },
            Then(provider, role));
        var service = new Core.Service(
            $"{name}-service",
            new CoreInputs.ServiceArgs
            {
                Metadata = Meta(args, "goldpinger", skipAwait: true),
                Spec = new CoreInputs.ServiceSpecArgs
                {
                    Selector = GoldpingerPods.Labels(),
                    Ports = new CoreInputs.ServicePortArgs { Name = "http", Port = MigrationNames.GoldpingerPort, TargetPort = "http", Protocol = "TCP" },
                },
            },
            Then(provider, binding));
        var daemonSet = DeclareDaemonSet(name, args, service);
        Ends = [DeclareDeployment(name, args, daemonSet)];
        RegisterOutputs();
    }

    private static MetaInputs.ObjectMetaArgs Meta(GoldpingerArgs args, string name, bool skipAwait = false)
    {
        var meta = new MetaInputs.ObjectMetaArgs { Name = name, Namespace = args.Namespace, Labels = GoldpingerPods.Labels() };
        if (skipAwait)
        {
            // The gates wait; Pulumi's own waiting would hang while a side has no nodes.
            meta.Annotations = new InputMap<string> { { "pulumi.com/skipAwait", "true" } };
        }

        return meta;
    }

    private Apps.DaemonSet DeclareDaemonSet(string name, GoldpingerArgs args, Resource after) => new(
        $"{name}-daemonset",
        new AppsInputs.DaemonSetArgs
        {
            Metadata = Meta(args, MigrationNames.GoldpingerDaemonSet, skipAwait: true),
            Spec = new AppsInputs.DaemonSetSpecArgs
            {
                Selector = new MetaInputs.LabelSelectorArgs { MatchLabels = GoldpingerPods.Labels("daemon") },
                Template = GoldpingerPods.Template("daemon", ServiceAccountName, args.Image, args.Size, args.Taints),
                UpdateStrategy = new AppsInputs.DaemonSetUpdateStrategyArgs
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new AppsInputs.RollingUpdateDaemonSetArgs { MaxUnavailable = ClusterSize.RolloutShare },
                },
            },
        },
        Then(args.Providers.Kubernetes, after));

    private Apps.Deployment DeclareDeployment(string name, GoldpingerArgs args, Resource after) => new(
        $"{name}-deployment",
        new AppsInputs.DeploymentArgs
        {
            Metadata = Meta(args, MigrationNames.GoldpingerDeployment, skipAwait: true),
            Spec = new AppsInputs.DeploymentSpecArgs
            {
                Replicas = DeploymentReplicas,
                Selector = new MetaInputs.LabelSelectorArgs { MatchLabels = GoldpingerPods.Labels("deployment") },
                Template = GoldpingerPods.Template("deployment", ServiceAccountName, args.Image, args.Size),
                Strategy = new AppsInputs.DeploymentStrategyArgs
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new AppsInputs.RollingUpdateDeploymentArgs { MaxSurge = 2, MaxUnavailable = 0 },
                },
            },
        },
        Then(args.Providers.Kubernetes, after));
}
