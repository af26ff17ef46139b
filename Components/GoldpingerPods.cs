using Pulumi;
using CoreInputs = Pulumi.Kubernetes.Types.Inputs.Core.V1;
using MetaInputs = Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace CniMigration.Components;

/// <summary>goldpinger's pods, which its DaemonSet and its Deployment have in common but for the component that tells them apart.</summary>
internal static class GoldpingerPods
{
    private const string RefreshSeconds = "5";

    // A name that DNS has to know, and behind it the virtual address of a service that every cluster has.
    private const string ApiService = "kubernetes.default.svc.cluster.local";

    public static InputMap<string> Labels(string? component = null)
    {
        var labels = new InputMap<string> { { "app.kubernetes.io/name", "goldpinger" } };
        if (component is not null)
        {
            labels.Add("app.kubernetes.io/component", component);
        }

        return labels;
    }

    public static CoreInputs.PodTemplateSpecArgs Template(
        string component, string serviceAccount, string image, params ImmutableArray<NodeTaint> tolerated) => new()
        {
            Metadata = new MetaInputs.ObjectMetaArgs { Labels = Labels(component) },
            Spec = new CoreInputs.PodSpecArgs
            {
                ServiceAccountName = serviceAccount,
                TerminationGracePeriodSeconds = 5,
                Containers = Container(image),
                TopologySpreadConstraints = Spread(component),
                Tolerations = tolerated
                    .Select(taint => new CoreInputs.TolerationArgs { Key = taint.Key, Operator = "Exists", Effect = taint.Effect })
                    .ToArray(),
            },
        };

    private static CoreInputs.TopologySpreadConstraintArgs Spread(string component) => new()
    {
        MaxSkew = 1,
        TopologyKey = "kubernetes.io/hostname",
        WhenUnsatisfiable = "ScheduleAnyway",
        LabelSelector = new MetaInputs.LabelSelectorArgs { MatchLabels = Labels(component) },
    };

    private static CoreInputs.ContainerArgs Container(string image) => new()
    {
        Name = "goldpinger",
        Image = image,
        ImagePullPolicy = "IfNotPresent",
        Env = new[]
        {
            Env("HOST", "0.0.0.0"),
            Env("PORT", "8080"),
            Field("HOSTNAME", "spec.nodeName"),
            Field("POD_IP", "status.podIP"),
            Field("POD_NAME", "metadata.name"),
            Field("NAMESPACE", "metadata.namespace"),
            Env("LABEL_SELECTOR", MigrationNames.GoldpingerSelector),
            Env("REFRESH_INTERVAL", RefreshSeconds),
            Env("HOSTS_TO_RESOLVE", ApiService),
            Env("TCP_TARGETS", $"{ApiService}:443"),
        },
        Ports = new CoreInputs.ContainerPortArgs { Name = "http", ContainerPortValue = MigrationNames.GoldpingerPort, Protocol = "TCP" },
        LivenessProbe = Probe(),
        ReadinessProbe = Probe(),
        Resources = new CoreInputs.ResourceRequirementsArgs
        {
            Requests = new InputMap<string> { { "cpu", "10m" }, { "memory", "32Mi" } },
            Limits = new InputMap<string> { { "memory", "128Mi" } },
        },
        SecurityContext = new CoreInputs.SecurityContextArgs { AllowPrivilegeEscalation = false, RunAsNonRoot = true, RunAsUser = 1000 },
    };

    private static CoreInputs.EnvVarArgs Env(string name, string value) => new() { Name = name, Value = value };

    private static CoreInputs.EnvVarArgs Field(string name, string path) => new()
    {
        Name = name,
        ValueFrom = new CoreInputs.EnvVarSourceArgs { FieldRef = new CoreInputs.ObjectFieldSelectorArgs { FieldPath = path } },
    };

    private static CoreInputs.ProbeArgs Probe() => new()
    {
        HttpGet = new CoreInputs.HTTPGetActionArgs { Path = "/healthz", Port = "http" },
        InitialDelaySeconds = 2,
        PeriodSeconds = 5,
    };
}
