using System.Globalization;
using Pulumi;
using CoreInputs = Pulumi.Kubernetes.Types.Inputs.Core.V1;
using MetaInputs = Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace CniMigration.Components;

/// <summary>goldpinger's pods, which its DaemonSet and its Deployment have in common but for the component that tells them apart.</summary>
internal static class GoldpingerPods
{
    // The limits are those of one that is told to ask a sample: the answer to /check_all is small then, and what is left is its list of all pods.
    private const int MebibytesAtLeast = 128;
    private const int PodsAMebibyte = 4;

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
        string component, string serviceAccount, string image, ClusterSize size, params ImmutableArray<NodeTaint> tolerated) => new()
        {
            Metadata = new MetaInputs.ObjectMetaArgs { Labels = Labels(component) },
            Spec = new CoreInputs.PodSpecArgs
            {
                ServiceAccountName = serviceAccount,
                TerminationGracePeriodSeconds = 5,
                Containers = Container(image, size),
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

    private static CoreInputs.ContainerArgs Container(string image, ClusterSize size) => new()
    {
        Name = "goldpinger",
        Image = image,
        ImagePullPolicy = "IfNotPresent",
        Env = (CoreInputs.EnvVarArgs[])
        [
            Env("HOST", "0.0.0.0"),
            Env("PORT", "8080"),
            Field("HOSTNAME", "spec.nodeName"),
            Field("POD_IP", "status.podIP"),
            Field("POD_NAME", "metadata.name"),
            Field("NAMESPACE", "metadata.namespace"),
            Env("LABEL_SELECTOR", MigrationNames.GoldpingerSelector),
            Env("REFRESH_INTERVAL", Text(size.RefreshSeconds)),
            Env("HOSTS_TO_RESOLVE", ApiService),
            Env("TCP_TARGETS", $"{ApiService}:443"),
            .. Sampling(size),
        ],
        Ports = new CoreInputs.ContainerPortArgs { Name = "http", ContainerPortValue = MigrationNames.GoldpingerPort, Protocol = "TCP" },
        LivenessProbe = Probe(),
        ReadinessProbe = Probe(),
        Resources = new CoreInputs.ResourceRequirementsArgs
        {
            // No limit of CPU: a goldpinger that is throttled answers late, and looks like a way that is broken.
            Requests = new InputMap<string> { { "cpu", size.PingNumber is null ? "10m" : "50m" }, { "memory", $"{Mebibytes(size) / 4}Mi" } },
            Limits = new InputMap<string> { { "memory", $"{Mebibytes(size)}Mi" } },
        },
        SecurityContext = new CoreInputs.SecurityContextArgs { AllowPrivilegeEscalation = false, RunAsNonRoot = true, RunAsUser = 1000 },
    };

    /// <summary>
    /// The names are goldpinger's own (bloomberg/goldpinger, pkg/goldpinger/config.go): it pings this many, chosen by a hash of its POD_NAME and theirs.
    /// </summary>
    private static IEnumerable<CoreInputs.EnvVarArgs> Sampling(ClusterSize size) => size.PingNumber is { } peers
        ? [Env("PING_NUMBER", Text(peers)), Env("PING_TIMEOUT", "1s"), Env("CHECK_TIMEOUT", "3s"), Env("CHECK_ALL_TIMEOUT", "10s")]
        : [];

    private static int Mebibytes(ClusterSize size) =>
        Math.Max(MebibytesAtLeast, size.PingNumber is null ? 0 : 64 + (((size.GoldpingerPods / PodsAMebibyte) + 31) / 32 * 32));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

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
