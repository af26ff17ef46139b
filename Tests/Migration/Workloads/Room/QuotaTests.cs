using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Room;
using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Room;

/// <summary>Whether a namespace's quotas leave room for the first new pod of a surge.</summary>
public sealed class QuotaTests
{
    [Test]
    public void What_a_limit_range_adds_to_every_pod_counts()
    {
        var cluster = Make.Cluster() with { Quotas = [Quota("requests.cpu", hard: "1", used: "800m")] };
        Assert.That(Objection(cluster), Is.Null, "the template asks for nothing");

        cluster.Pods[0].Spec.Containers[0].Resources = new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = "500m" } };

        Assert.That(Objection(cluster), Does.Contain("requests.cpu: 800m of 1 used"));
    }

    [Test]
    public void The_pods_of_others_do_not()
    {
        var cluster = Make.Cluster() with { Quotas = [Quota("requests.cpu", hard: "1", used: "800m")] };
        var other = Make.Pod("api-1-0", owner: "api-1");
        other.Spec.Containers[0].Resources = new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = "500m" } };

        Assert.That(Objection(cluster with { Pods = [.. cluster.Pods, other] }), Is.Null);
    }

    [Test]
    public void The_quota_of_another_namespace_holds_nobody()
    {
        var quota = Quota("pods", hard: "1", used: "1");
        quota.Metadata.NamespaceProperty = "other";

        Assert.That(Objection(Make.Cluster() with { Quotas = [quota] }), Is.Null);
    }

    [TestCase("requests.nvidia.com/gpu", "nvidia.com/gpu", false)]
    [TestCase("requests.ephemeral-storage", "ephemeral-storage", false)]
    [TestCase("memory", "memory", false)]
    [TestCase("limits.nvidia.com/gpu", "nvidia.com/gpu", true, Description = "it has no limit")]
    [TestCase("requests.storage", "memory", true, Description = "claims ask for that, not pods")]
    public void Anything_that_pods_ask_for_may_be_short(string resource, string asked, bool can)
    {
        var cluster = Make.Cluster() with { Quotas = [Quota(resource, hard: "1", used: "1")] };
        cluster.Deployments[0].Spec.Template.Spec.Containers[0].Resources =
            new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { [asked] = "1" } };

        Assert.That(Objection(cluster), can ? Is.Null : Does.Contain(resource));
    }

    [TestCase("limits.cpu")]
    [TestCase("limits.memory")]
    public void Limits_count_too(string resource)
    {
        var cluster = Make.Cluster() with { Quotas = [Quota(resource, hard: "2", used: "1500m")] };
        cluster.Deployments[0].Spec.Template.Spec.Containers[0].Resources =
            new V1ResourceRequirements { Limits = new Dictionary<string, ResourceQuantity> { [resource["limits.".Length..]] = "1" } };

        Assert.That(Objection(cluster), Does.Contain("quota team"));
    }

    [TestCase("BestEffort", true)]
    [TestCase("NotBestEffort", false)]
    [TestCase("NotTerminating", true)]
    [TestCase("Terminating", false)]
    [TestCase("PriorityClass", false)]
    public void A_quota_counts_only_pods_of_its_scopes(string scope, bool counts)
    {
        var quota = Quota("pods", hard: "1", used: "1");
        quota.Spec.Scopes = [scope];
        var cluster = Make.Cluster() with { Quotas = [quota] };
        Assert.That(Objection(cluster), counts ? Does.Contain("quota team") : Is.Null);

        var pod = cluster.Deployments[0].Spec.Template.Spec;
        cluster = cluster with { Pods = [] };
        pod.ActiveDeadlineSeconds = 60;
        pod.PriorityClassName = "high";
        pod.Containers[0].Resources = new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["memory"] = "1Gi" } };

        Assert.That(Objection(cluster), counts ? Is.Null : Does.Contain("quota team"), "the opposite pod");
    }

    [TestCase("In", true)]
    [TestCase("NotIn", false)]
    public void A_scope_may_select_some_priorities(string operation, bool counts)
    {
        var quota = Quota("pods", hard: "1", used: "1");
        quota.Spec.ScopeSelector = new V1ScopeSelector
        {
            MatchExpressions = [new V1ScopedResourceSelectorRequirement { ScopeName = "PriorityClass", OperatorProperty = operation, Values = ["high"] }],
        };
        var cluster = Make.Cluster() with { Quotas = [quota], Pods = [] };
        cluster.Deployments[0].Spec.Template.Spec.PriorityClassName = "high";

        Assert.That(Objection(cluster), counts ? Does.Contain("quota team") : Is.Null);
    }

    private static string? Objection(ClusterSnapshot cluster) =>
        SurgeCheck.Objection(new SurgeCase(cluster.Deployments[0], cluster, MoveDestination.Cilium, SurgeMode.Guarded));

    private static V1ResourceQuota Quota(string resource, string hard, string used) => new()
    {
        Metadata = new V1ObjectMeta { Name = "team", NamespaceProperty = "team" },
        Spec = new V1ResourceQuotaSpec(),
        Status = new V1ResourceQuotaStatus
        {
            Hard = new Dictionary<string, ResourceQuantity> { [resource] = hard },
            Used = new Dictionary<string, ResourceQuantity> { [resource] = used },
        },
    };
}
