using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Planning;

/// <summary>Everything that keeps a pod is told at once, and what was consented to is not told again.</summary>
public sealed class ConsentTests
{
    [Test]
    public void A_pod_that_waits_for_a_consent_and_asks_for_an_old_node_is_told_both()
    {
        var cluster = Make.Cluster();
        WithEmptyDir(cluster.Pods[0]).Spec.NodeSelector = new Dictionary<string, string> { ["side"] = "old" };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium);

        Assert.That(plan.Blockers.Select(b => b.Setting), Is.EquivalentTo(new[] { "deleteLocalData", null }));
        Assert.That(plan.Workloads.Single().Method, Is.EqualTo(MoveMethod.Blocked));
    }

    [Test]
    public void A_pod_that_waits_for_two_consents_is_told_both_and_not_where_it_could_run_as_it_never_will()
    {
        var pod = WithEmptyDir(Make.Pod("bare"));
        pod.Spec.NodeSelector = new Dictionary<string, string> { ["side"] = "old" };
        var cluster = Make.Cluster() with { Pods = [pod] };

        Assert.That(Settings(MovePlanner.Plan(cluster, Make.ToCilium)), Is.EquivalentTo(new[] { "evictBarePods", "deleteLocalData" }));
        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium with { EvictBarePods = true, DeleteLocalData = true }).Blockers, Is.Empty);
    }

    [Test]
    public void With_one_consent_the_others_are_left()
    {
        var plan = MovePlanner.Plan(Make.Cluster() with { Pods = [WithEmptyDir(Make.Pod("bare"))] }, Make.ToCilium with { EvictBarePods = true });

        Assert.That(plan.Blockers.Select(b => b.Setting), Is.EqualTo(new[] { "deleteLocalData" }));
    }

    [Test]
    public void A_budget_that_never_allows_and_a_local_volume_are_told_together_and_go_one_by_one()
    {
        var cluster = Make.Cluster() with { Budgets = [Make.Budget("web", allowed: 0, expected: 1, desired: 1)] };
        WithEmptyDir(cluster.Pods[0]);
        var evicting = Make.ToCilium with { Surge = SurgeMode.Off };

        Assert.That(Settings(MovePlanner.Plan(cluster, evicting)), Is.EquivalentTo(new[] { "deleteLocalData", "recreate" }));
        Assert.That(Settings(MovePlanner.Plan(cluster, evicting with { Recreate = true })), Is.EqualTo(new[] { "deleteLocalData" }));
        Assert.That(Settings(MovePlanner.Plan(cluster, evicting with { DeleteLocalData = true })), Is.EqualTo(new[] { "recreate" }));
        var plan = MovePlanner.Plan(cluster, evicting with { DeleteLocalData = true, Recreate = true });
        Assert.That((plan.Workloads.Single().Method, plan.Blockers.Count), Is.EqualTo((MoveMethod.Recreate, 0)));
        Assert.That(plan.Workloads.Single().Reason, Does.Contain("never allows its eviction; recreate is set"));
    }

    [Test]
    public void Recreate_overrides_no_more_than_budgets()
    {
        var cluster = Make.Cluster() with { Budgets = [Make.Budget("web", allowed: 0, expected: 1, desired: 1)] };
        cluster.Pods[0].Spec.NodeSelector = new Dictionary<string, string> { ["side"] = "old" };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium with { Surge = SurgeMode.Off, Recreate = true });

        Assert.That(plan.Blockers.Single().Reason, Does.Contain("node selector"));
        Assert.That(plan.Workloads.Single().Method, Is.EqualTo(MoveMethod.Blocked));
    }

    [Test]
    public void Ordinals_go_from_the_highest_down_when_they_are_recreated_too()
    {
        var cluster = Make.Cluster() with
        {
            Pods = [.. new[] { 0, 10, 2 }.Select(i => Make.Pod($"db-{i}", owner: "db", ownerKind: "StatefulSet"))],
            Budgets = [Make.Budget("db", allowed: 0, expected: 3, desired: 3)],
        };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium with { Recreate = true }).Workloads.Single();

        Assert.That(plan.Method, Is.EqualTo(MoveMethod.Recreate));
        Assert.That(plan.Pods.Select(p => p.Name), Is.EqualTo(new[] { "db-10", "db-2", "db-0" }));
    }

    [Test]
    public void Dns_may_keep_a_scratch_volume()
    {
        var dns = WithEmptyDir(Make.Pod("coredns-1-1", owner: "coredns-1"));
        dns.Metadata.NamespaceProperty = "kube-system";
        dns.Metadata.Labels["k8s-app"] = "kube-dns";

        Assert.That(MovePlanner.Plan(Make.Cluster() with { Pods = [dns] }, Make.ToCilium).Blockers, Is.Empty);
    }

    [Test]
    public void What_would_not_come_back_to_the_cordoned_node_it_tolerates_is_told_apart()
    {
        var bare = Make.Pod("debugger");
        bare.Spec.Tolerations = [new V1Toleration { OperatorProperty = "Exists" }];

        var plan = MovePlanner.Plan(Make.Cluster() with { Pods = [bare] }, Make.ToCilium).Workloads.Single();

        Assert.That(plan.Method, Is.EqualTo(MoveMethod.Stays));
        Assert.That(plan.Reason, Does.Contain("no controller creates it again: it ends for good when the node goes"));
    }

    [TestCase("node.kubernetes.io/unschedulable", "NoSchedule", true)]
    [TestCase("node.kubernetes.io/unschedulable", "NoExecute", false)]
    [TestCase("node.kubernetes.io/not-ready", null, false)]
    public void Only_who_tolerates_a_cordon_would_come_back(string key, string? effect, bool stays)
    {
        var cluster = Make.Cluster();
        cluster.Pods[0].Spec.Tolerations = [new V1Toleration { Key = key, Effect = effect, OperatorProperty = "Exists" }];

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Workloads.Single().Method, Is.EqualTo(stays ? MoveMethod.Stays : MoveMethod.Surge));
    }

    private static IEnumerable<string?> Settings(MovePlan plan) => plan.Blockers.Select(b => b.Setting);

    private static V1Pod WithEmptyDir(V1Pod pod)
    {
        pod.Spec.Volumes = [new V1Volume { Name = "scratch", EmptyDir = new V1EmptyDirVolumeSource() }];
        return pod;
    }
}
