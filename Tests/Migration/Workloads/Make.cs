using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads;

/// <summary>Objects with only what a test is about.</summary>
internal static class Make
{
    public static readonly MoveRequest ToCilium = new()
    {
        Destination = MoveDestination.Cilium,
        OldNodeSelector = "side=old",
        CiliumNodeSelector = "side=cilium",
    };

    public static V1Node Node(string name, string side, string? zone = null) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            Labels = new Dictionary<string, string>
            {
                ["side"] = side,
                ["kubernetes.io/hostname"] = name,
                ["topology.kubernetes.io/zone"] = zone ?? "a",
            },
        },
        Spec = new V1NodeSpec(),
    };

    public static V1Pod Pod(string name, string node = "old-1", string? owner = null, string ownerKind = "ReplicaSet", string app = "app") => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            NamespaceProperty = "team",
            Uid = $"uid-{name}",
            Labels = new Dictionary<string, string> { ["app"] = app },
            OwnerReferences = owner is null ? null : [new V1OwnerReference { Kind = ownerKind, Name = owner, Uid = $"uid-{owner}", Controller = true }],
        },
        Spec = new V1PodSpec { NodeName = node, Containers = [new V1Container { Name = "main" }] },
        Status = new V1PodStatus { Phase = "Running", Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }] },
    };

    /// <summary>A pod of a Job that the cluster does not know: it runs until the kubelet says otherwise, and nobody creates it again.</summary>
    public static V1Pod JobPod() => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = "import",
            Labels = new Dictionary<string, string> { ["app"] = "import" },
            OwnerReferences = [new V1OwnerReference { ApiVersion = "other/v1", Kind = "Job", Name = "import", Uid = "uid-import", Controller = true }],
        },
        Spec = new V1PodSpec { RestartPolicy = "Never", Containers = [new V1Container { Name = "main", Image = "job:1" }] },
    };

    public static bool IsReady(V1Pod pod) => pod.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true;

    public static V1Deployment Deployment(string name, int replicas = 1, string app = "app") => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "team", Uid = $"uid-{name}", Generation = 1 },
        Spec = new V1DeploymentSpec
        {
            Replicas = replicas,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = app } },
            Strategy = new V1DeploymentStrategy
            {
                Type = "RollingUpdate",
                RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = "25%", MaxUnavailable = "25%" },
            },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = app } },
                Spec = new V1PodSpec { Containers = [new V1Container { Name = "main" }] },
            },
        },
        Status = new V1DeploymentStatus { ObservedGeneration = 1, Replicas = replicas, UpdatedReplicas = replicas, AvailableReplicas = replicas },
    };

    public static V1ReplicaSet ReplicaSet(string name, string deployment) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            NamespaceProperty = "team",
            Uid = $"uid-{name}",
            OwnerReferences = [new V1OwnerReference { Kind = "Deployment", Name = deployment, Uid = $"uid-{deployment}", Controller = true }],
        },
        Spec = new V1ReplicaSetSpec { Replicas = 1 },
    };

    /// <summary>A budget as somebody writes it, without a status.</summary>
    public static V1PodDisruptionBudget BudgetOver(string app, string name, string? minAvailable = null, string? maxUnavailable = null) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "team" },
        Spec = new V1PodDisruptionBudgetSpec
        {
            MinAvailable = minAvailable is null ? null : (IntOrString)minAvailable,
            MaxUnavailable = maxUnavailable is null ? null : (IntOrString)maxUnavailable,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = app } },
        },
    };

    public static V1PodDisruptionBudget Budget(string name, int allowed, int expected, int desired, string app = "app") => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "team" },
        Spec = new V1PodDisruptionBudgetSpec
        {
            MinAvailable = desired,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = app } },
        },
        Status = new V1PodDisruptionBudgetStatus { DisruptionsAllowed = allowed, ExpectedPods = expected, DesiredHealthy = desired },
    };

    /// <summary>Two nodes on each side, and one Deployment of these replicas on the old ones.</summary>
    public static ClusterSnapshot Cluster(int replicas = 1) => new()
    {
        OldNodes = [Node("old-1", "old"), Node("old-2", "old", "b")],
        CiliumNodes = [Node("new-1", "cilium"), Node("new-2", "cilium", "b")],
        Deployments = [Deployment("web", replicas)],
        ReplicaSets = [ReplicaSet("web-1", "web")],
        Pods = [.. Enumerable.Range(0, replicas).Select(i => Pod($"web-1-{i}", $"old-{(i % 2) + 1}", "web-1"))],
    };
}
