using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class NoticeTests : ControllerTests
{
    // Whoever reads or writes them is there.
    private static readonly HashSet<ResourceType> ActedOn =
    [
        ResourceTypes.Namespaces, ResourceTypes.Nodes, ResourceTypes.Pods, ResourceTypes.Services, ResourceTypes.Endpoints, ResourceTypes.EndpointSlices,
        ResourceTypes.ConfigMaps, ResourceTypes.Secrets, ResourceTypes.ServiceAccounts, ResourceTypes.Events, ResourceTypes.Leases,
        ResourceTypes.PersistentVolumes, ResourceTypes.PersistentVolumeClaims, ResourceTypes.StorageClasses, ResourceTypes.VolumeAttachments,
        ResourceTypes.ResourceQuotas, ResourceTypes.LimitRanges, ResourceTypes.PriorityClasses,
        ResourceTypes.DaemonSets, ResourceTypes.Deployments, ResourceTypes.ReplicaSets, ResourceTypes.StatefulSets, ResourceTypes.ControllerRevisions,
        ResourceTypes.Jobs, ResourceTypes.PodDisruptionBudgets, ResourceTypes.CustomResourceDefinitions,
        ResourceTypes.Roles, ResourceTypes.RoleBindings, ResourceTypes.ClusterRoles, ResourceTypes.ClusterRoleBindings,
    ];

    // In Kubernetes nothing acts on them either.
    private static readonly HashSet<ResourceType> OnlyKept = [ResourceTypes.PodTemplates];

    private static readonly Dictionary<ResourceType, string> Specs = new()
    {
        [ResourceTypes.CronJobs] = """
            ,"spec":{"schedule":"0 1 * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"a","image":"b"}]}}}}}
            """,
        [ResourceTypes.ReplicationControllers] =
            ""","spec":{"replicas":0,"template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"a","image":"b"}]}}}""",
        [ResourceTypes.NetworkPolicies] = ""","spec":{"podSelector":{}}""",
        [ResourceTypes.HorizontalPodAutoscalers] = ""","spec":{"maxReplicas":2,"scaleTargetRef":{"kind":"Deployment","name":"nobody"}}""",
    };

    [Test]
    public async Task Every_kind_that_nothing_acts_on_says_so()
    {
        List<ResourceType> idle =
        [
            .. Cluster.Core.Types.All.Select(served => served.Type).Distinct().Where(type => !ActedOn.Contains(type) && !OnlyKept.Contains(type)),
        ];
        foreach (var type in idle)
        {
            await Cluster.CreateAsync(type, $$"""{"metadata":{"name":"idle"}{{Specs.GetValueOrDefault(type)}}}""");
        }

        await Cluster.UntilAsync<Resource>(ResourceTypes.Events, _ => idle.All(IsTold));
        Assert.That(idle, Has.Count.GreaterThan(10));
    }

    private bool IsTold(ResourceType type) => Cluster.Core.Store.Snapshot(ResourceTypes.Events).Items.Values.Select(item => item.ToJson())
        .Any(item => (string?)item["reason"] == "NotModelled" && (string?)item["involvedObject"]!["kind"] == type.Kind);

    [Test]
    public async Task A_load_balancer_that_never_comes_is_told()
    {
        await Cluster.CreateAsync(ResourceTypes.Services, """{"metadata":{"name":"web"},"spec":{"type":"LoadBalancer","ports":[{"port":80}]}}""");

        await Cluster.UntilAsync<Resource>(ResourceTypes.Events, _ => Cluster.HasEvent("NotModelled", "Load balancers are not modelled here"));
    }

    [Test]
    public async Task Custom_resources_and_what_is_not_done_for_them_are_told()
    {
        await Cluster.CreateAsync(ResourceTypes.CustomResourceDefinitions, """
            {"metadata":{"name":"idles.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"idles","kind":"Idle"},
             "conversion":{"strategy":"Webhook","webhook":{"conversionReviewVersions":["v1"],"clientConfig":{"url":"https://nobody.example.com"}}},
             "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object",
               "x-kubernetes-validations":[{"rule":"true"}]}}}}}]}}
            """);
        await Cluster.UntilAsync<Resource>(
            ResourceTypes.Events, _ => Cluster.HasEvent("NotModelled", "Rules in x-kubernetes-validations are not evaluated here")
            && Cluster.HasEvent("NotModelled", "Conversion webhooks are not called here"));

        await Cluster.CreateAsync(Cluster.Core.Types.FindPlural("example.com", "idles")!, """{"metadata":{"name":"one"},"spec":{}}""");

        await Cluster.UntilAsync<Resource>(
            ResourceTypes.Events, _ => Cluster.HasEvent("NotModelled", "Idle is stored and served here, and nothing acts on it"));
    }
}
