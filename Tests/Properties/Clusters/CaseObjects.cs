using System.Globalization;
using CniMigration.Tests.Properties.Cases;
using k8s.Models;

namespace CniMigration.Tests.Properties.Clusters;

/// <summary>The objects that a case is made of.</summary>
internal static class CaseObjects
{
    public const string Namespace = "team";
    private const string DnsNamespace = "kube-system";
    private const string Taint = "example.com/dedicated";

    public static string NamespaceOf(WorkloadCase workload) => workload.Has(Traits.Dns) ? DnsNamespace : Namespace;

    public static V1Node Node(string name, string side, NodeCase node, int cpuMilli)
    {
        var room = new Dictionary<string, ResourceQuantity> { ["cpu"] = $"{cpuMilli}m", ["memory"] = "64Gi", ["pods"] = "110" };
        return new V1Node
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Labels = new Dictionary<string, string>
                {
                    ["side"] = side,
                    ["pool"] = node.InPool ? "blue" : "green",
                    ["kubernetes.io/hostname"] = name,
                    ["topology.kubernetes.io/zone"] = $"{node.Zone}",
                },
            },
            Spec = new V1NodeSpec
            {
                Taints = node.IsTainted ? [new V1Taint { Key = Taint, Value = "them", Effect = "NoSchedule" }] : null,
            },
            Status = new V1NodeStatus { Capacity = room, Allocatable = room, Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }] },
        };
    }

    public static V1Deployment Deployment(string name, WorkloadCase workload) => new()
    {
        Metadata = Metadata(name, NamespaceOf(workload)),
        Spec = new V1DeploymentSpec
        {
            Replicas = workload.Replicas,
            Selector = SelectorOf(name),
            Strategy = workload.Has(Traits.Recreated)
                ? new V1DeploymentStrategy { Type = "Recreate" }
                : new V1DeploymentStrategy
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = workload.MaxSurge, MaxUnavailable = workload.MaxUnavailable },
                },
            Template = Template(name, workload),
        },
    };

    public static V1StatefulSet StatefulSet(string name, WorkloadCase workload) => new()
    {
        Metadata = Metadata(name),
        Spec = new V1StatefulSetSpec
        {
            Replicas = workload.Replicas,
            ServiceName = name,
            PodManagementPolicy = workload.Has(Traits.Parallel) ? "Parallel" : "OrderedReady",
            Selector = SelectorOf(name),
            Template = Template(name, workload),
        },
    };

    public static V1DaemonSet DaemonSet(string name, WorkloadCase workload) => new()
    {
        Metadata = Metadata(name),
        Spec = new V1DaemonSetSpec { Selector = SelectorOf(name), Template = Template(name, workload) },
    };

    public static V1Job Job(string name, WorkloadCase workload)
    {
        var template = Template(name, workload);
        template.Spec.RestartPolicy = "Never";
        return new V1Job
        {
            Metadata = Metadata(name),
            Spec = new V1JobSpec { Parallelism = workload.Replicas, Completions = workload.Replicas, Template = template },
        };
    }

    public static V1Pod BarePod(string name, WorkloadCase workload)
    {
        var template = Template(name, workload);
        template.Metadata.Name = name;
        return new V1Pod { Metadata = template.Metadata, Spec = template.Spec };
    }

    public static V1PodDisruptionBudget Budget(string name, string app, WorkloadCase workload, BudgetCase budget) => new()
    {
        Metadata = Metadata(name, NamespaceOf(workload)),
        Spec = new V1PodDisruptionBudgetSpec
        {
            MinAvailable = budget.IsMinimum ? (IntOrString)budget.Value : null,
            MaxUnavailable = budget.IsMinimum ? null : (IntOrString)budget.Value,
            Selector = SelectorOf(app),
        },
    };

    public static V1PersistentVolume Volume(string name, WorkloadCase workload, char zone) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1PersistentVolumeSpec
        {
            AccessModes = ["ReadWriteOnce"],
            Capacity = new Dictionary<string, ResourceQuantity> { ["storage"] = "1Gi" },
            StorageClassName = "",
            ClaimRef = new V1ObjectReference { ApiVersion = "v1", Kind = "PersistentVolumeClaim", NamespaceProperty = NamespaceOf(workload), Name = name },
            Csi = new V1CSIPersistentVolumeSource { Driver = "ebs.csi.aws.com", VolumeHandle = $"vol-{name}" },
            NodeAffinity = new V1VolumeNodeAffinity
            {
                Required = new V1NodeSelector
                {
                    NodeSelectorTerms =
                    [
                        new V1NodeSelectorTerm
                        {
                            MatchExpressions =
                            [
                                new V1NodeSelectorRequirement { Key = "topology.kubernetes.io/zone", OperatorProperty = "In", Values = [$"{zone}"] },
                            ],
                        },
                    ],
                },
            },
        },
    };

    public static V1PersistentVolumeClaim Claim(string name, WorkloadCase workload) => new()
    {
        Metadata = Metadata(name, NamespaceOf(workload)),
        Spec = new V1PersistentVolumeClaimSpec
        {
            AccessModes = ["ReadWriteOnce"],
            StorageClassName = "",
            VolumeName = name,
            Resources = new V1VolumeResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = "1Gi" } },
        },
    };

    public static V1ResourceQuota Quota(int pods) => new()
    {
        Metadata = Metadata("quota"),
        Spec = new V1ResourceQuotaSpec { Hard = new Dictionary<string, ResourceQuantity> { ["pods"] = $"{pods}" } },
    };

    private static V1ObjectMeta Metadata(string name, string @namespace = Namespace) => new() { Name = name, NamespaceProperty = @namespace };

    private static V1LabelSelector SelectorOf(string app) => new() { MatchLabels = new Dictionary<string, string> { ["app"] = app } };

    private static V1PodTemplateSpec Template(string name, WorkloadCase workload) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Labels = workload.Has(Traits.Dns)
                ? new Dictionary<string, string> { ["app"] = name, ["k8s-app"] = "kube-dns" }
                : new Dictionary<string, string> { ["app"] = name },
        },
        Spec = new V1PodSpec
        {
            Containers = [Container(name, workload)],
            NodeSelector = workload.Has(Traits.Pool) ? new Dictionary<string, string> { ["pool"] = "blue" } : null,
            Tolerations = Tolerations(workload),
            Affinity = workload.Has(Traits.OnePerNode) ? Apart(name) : null,
            TopologySpreadConstraints = Spread(name, workload),
            Volumes = Volumes(name, workload),
        },
    };

    private static V1Container Container(string name, WorkloadCase workload) => new()
    {
        Name = "main",
        Image = "app:1",
        Resources = new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = $"{workload.CpuMilli}m" } },
        Ports = workload.Has(Traits.HostPort)
            ? [new V1ContainerPort { ContainerPort = 80, HostPort = 8000 + int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture) }]
            : null,
    };

    private static V1Toleration[]? Tolerations(WorkloadCase workload) =>
        workload.Has(Traits.ToleratesAll) ? [new V1Toleration { OperatorProperty = "Exists" }]
        : workload.Has(Traits.ToleratesTaint) ? [new V1Toleration { Key = Taint, OperatorProperty = "Exists" }]
        : null;

    private static V1Affinity Apart(string app) => new()
    {
        PodAntiAffinity = new V1PodAntiAffinity
        {
            RequiredDuringSchedulingIgnoredDuringExecution =
            [
                new V1PodAffinityTerm { TopologyKey = "kubernetes.io/hostname", LabelSelector = SelectorOf(app) },
            ],
        },
    };

    private static V1TopologySpreadConstraint[]? Spread(string app, WorkloadCase workload) => workload.Has(Traits.Spread) || workload.Has(Traits.PoliteSpread)
        ?
        [
            new V1TopologySpreadConstraint
            {
                TopologyKey = "kubernetes.io/hostname",
                MaxSkew = 1,
                WhenUnsatisfiable = "DoNotSchedule",
                LabelSelector = SelectorOf(app),
                NodeTaintsPolicy = workload.Has(Traits.PoliteSpread) ? "Honor" : null,
            },
        ]
        : null;

    private static V1Volume[]? Volumes(string name, WorkloadCase workload)
    {
        V1Volume[] volumes =
        [
            .. workload.Has(Traits.Scratch) ? [new V1Volume { Name = "scratch", EmptyDir = new V1EmptyDirVolumeSource() }] : Array.Empty<V1Volume>(),
            .. workload.Has(Traits.Volume)
                ? [new V1Volume { Name = "data", PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = name } }]
                : Array.Empty<V1Volume>(),
        ];
        return volumes.Length > 0 ? volumes : null;
    }
}
