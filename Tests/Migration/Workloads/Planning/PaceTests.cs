using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Planning;

/// <summary>How many pods of a workload may be away at once.</summary>
public sealed class PaceTests
{
    private static MoveRequest Evicting => Make.ToCilium with { Surge = SurgeMode.Off };

    [Test]
    public void No_more_than_there_are_to_leave()
    {
        var cluster = Make.Cluster(4);
        cluster.Deployments[0].Spec.Strategy.RollingUpdate.MaxUnavailable = "75%";

        Assert.That(MovePlanner.Plan(cluster with { Pods = [.. cluster.Pods.Take(2)] }, Evicting).Workloads.Single().AtOnce, Is.EqualTo(2));
    }

    [Test]
    public void As_few_as_the_tightest_of_the_budgets_over_its_pods_allows()
    {
        var cluster = Make.Cluster(6);
        foreach (var pod in cluster.Pods.Take(3))
        {
            pod.Metadata.Labels["app"] = "canary";
        }

        var plan = MovePlanner.Plan(cluster with { Budgets = [Budget("one", "app", "3"), Budget("two", "canary", "1")] }, Evicting);

        Assert.That(plan.Workloads.Single().AtOnce, Is.EqualTo(1));
    }

    [Test]
    public void The_last_pod_of_dns_goes_alone_whatever_its_budget_allows()
    {
        var pods = Enumerable.Range(1, 3).Select(i =>
        {
            var pod = Make.Pod($"coredns-1-{i}", owner: "coredns-1");
            pod.Metadata.NamespaceProperty = "kube-system";
            pod.Metadata.Labels["k8s-app"] = "kube-dns";
            return pod;
        });
        var budget = Budget("dns", "app", "2");
        budget.Metadata.NamespaceProperty = "kube-system";

        var plan = MovePlanner.Plan(Make.Cluster() with { Pods = [.. pods], Budgets = [budget] }, Evicting);

        Assert.That(plan.Workloads.Select(w => (w.Wave, w.Pods.Count, w.AtOnce)), Is.EqualTo(new[] { (1, 2, 2), (3, 1, 1) }));
    }

    private static V1PodDisruptionBudget Budget(string name, string app, string maxUnavailable) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "team" },
        Spec = new V1PodDisruptionBudgetSpec
        {
            MaxUnavailable = maxUnavailable,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = app } },
        },
    };
}
