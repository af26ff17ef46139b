using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Planning;

/// <summary>Which budgets can never let a pod go, as the disruption controller counts.</summary>
public sealed class BudgetPlanTests
{
    private static MoveRequest Evicting => Make.ToCilium with { Surge = SurgeMode.Off, EvictBarePods = true };

    [TestCase(null, "1", true, Description = "no controller expects it, so the budget expects nobody and allows nobody")]
    [TestCase("50%", null, true)]
    [TestCase("0", null, false, Description = "a number counts the pods that there are")]
    public void A_share_of_pods_without_a_controller_is_a_share_of_nothing(string? minAvailable, string? maxUnavailable, bool blocks)
    {
        var cluster = new ClusterSnapshot
        {
            CiliumNodes = Make.Cluster().CiliumNodes,
            OldNodes = Make.Cluster().OldNodes,
            Pods = [Make.Pod("bare")],
            Budgets = [Budget(minAvailable, maxUnavailable)],
        };

        Assert.That(MovePlanner.Plan(cluster, Evicting).Blockers.Select(b => b.Setting), Is.EqualTo(blocks ? new[] { "recreate" } : []));
    }

    [Test]
    public void A_pod_without_a_controller_beside_others_is_one_that_may_be_missing_more()
    {
        var cluster = Make.Cluster(3) with { Budgets = [Budget(maxUnavailable: "1")] };

        Assert.That(Web(cluster).AtOnce, Is.EqualTo(1));
        Assert.That(Web(cluster with { Pods = [.. cluster.Pods, Make.Pod("bare")] }).AtOnce, Is.EqualTo(2), "it is healthy and not expected");
    }

    [Test]
    public void A_budget_that_says_nothing_allows_nobody()
    {
        var blocker = MovePlanner.Plan(Make.Cluster() with { Budgets = [Budget()] }, Evicting).Blockers.Single();

        Assert.That(blocker.Reason, Does.Contain("neither minAvailable nor maxUnavailable").And.EndsWith("never allows its eviction"));
    }

    [TestCase("Job", "1", null, true)]
    [TestCase("DaemonSet", null, "50%", true)]
    [TestCase("Job", null, "1", false, Description = "a number of pods needs no scale")]
    public void A_pod_whose_controller_has_no_scale_makes_a_share_uncountable(string kind, string? maxUnavailable, string? minAvailable, bool blocks)
    {
        // It need not move, nor even run any more: the hook of a chart bears its chart's labels.
        var hook = Make.Pod("hook-x", "new-1", "hook", kind);
        hook.Status.Phase = "Succeeded";
        var cluster = Make.Cluster(2);

        var plan = MovePlanner.Plan(cluster with { Pods = [.. cluster.Pods, hook], Budgets = [Budget(minAvailable, maxUnavailable)] }, Evicting);

        Assert.That(plan.Blockers.Select(b => b.Pod), Is.EqualTo(blocks ? new[] { "team/web-1-0", "team/web-1-1" } : []));
        if (blocks)
        {
            Assert.That(plan.Blockers[0].Reason, Does.EndWith($"never allows its eviction: it selects hook-x too, whose {kind} has no scale to count by"));
            Assert.That(plan.Blockers[0].Remedy, Does.Contain("give its minAvailable as a number").And.Contains("recreate"));
        }
    }

    [TestCase("SyncFailed", true)]
    [TestCase("InsufficientPods", false)]
    public void A_controller_of_an_unknown_kind_is_judged_by_what_the_budget_says_of_itself(string reason, bool blocks)
    {
        var budget = Budget(maxUnavailable: "1");
        budget.Status = new V1PodDisruptionBudgetStatus { Conditions = [new V1Condition { Type = "DisruptionAllowed", Status = "False", Reason = reason }] };
        var cluster = Make.Cluster() with { Pods = [Make.Pod("broker-0", owner: "broker", ownerKind: "StrimziPodSet")], Budgets = [budget] };

        Assert.That(
            MovePlanner.Plan(cluster, Evicting).Blockers.Select(b => b.Reason), blocks ? Has.One.Contains("whose StrimziPodSet has no scale") : Is.Empty);
    }

    [Test]
    public void A_failure_of_the_moment_blocks_no_pod_whose_controller_has_a_scale()
    {
        var budget = Budget(maxUnavailable: "1");
        budget.Status =
            new V1PodDisruptionBudgetStatus { Conditions = [new V1Condition { Type = "DisruptionAllowed", Status = "False", Reason = "SyncFailed" }] };

        Assert.That(MovePlanner.Plan(Make.Cluster(2) with { Budgets = [budget] }, Evicting).Blockers, Is.Empty);
    }

    [TestCase("Pending", "ImagePullBackOff", null, false, Description = "it has not begun to run")]
    [TestCase("Pending", "ContainerCreating", null, true, Description = "in a moment it runs")]
    [TestCase("Running", "CrashLoopBackOff", null, true, Description = "the others are not healthy enough to let it go")]
    [TestCase("Running", "CrashLoopBackOff", "IfHealthyBudget", true)]
    [TestCase("Running", "CrashLoopBackOff", "AlwaysAllow", false)]
    [TestCase("Running", null, "AlwaysAllow", true, Description = "it is not Ready at this moment")]
    public void A_pod_that_does_not_get_ready_by_itself_may_be_beyond_its_budget(string phase, string? waits, string? policy, bool blocks)
    {
        var budget = Budget(minAvailable: "1");
        budget.Spec.UnhealthyPodEvictionPolicy = policy;
        var cluster = Make.Cluster() with { Budgets = [budget] };
        Break(cluster.Pods[0], phase, waits);

        Assert.That(MovePlanner.Plan(cluster, Evicting).Blockers, Has.Count.EqualTo(blocks ? 1 : 0));
    }

    [TestCase("Pending", 0)]
    [TestCase("Running", 1)]
    public void Two_budgets_hold_all_that_runs(string phase, int blockers)
    {
        var (one, two) = (Budget(maxUnavailable: "1"), Budget(maxUnavailable: "1"));
        (two.Metadata.Name, one.Spec.UnhealthyPodEvictionPolicy, two.Spec.UnhealthyPodEvictionPolicy) = ("another", "AlwaysAllow", "AlwaysAllow");
        var cluster = Make.Cluster() with { Budgets = [one, two] };
        Break(cluster.Pods[0], phase, "CrashLoopBackOff");

        Assert.That(MovePlanner.Plan(cluster, Evicting).Blockers, Has.Count.EqualTo(blockers));
    }

    [Test]
    public void A_pod_that_serves_is_held_though_one_of_its_containers_crashes()
    {
        var budget = Budget(minAvailable: "1");
        budget.Spec.UnhealthyPodEvictionPolicy = "AlwaysAllow";
        var cluster = Make.Cluster() with { Budgets = [budget] };
        Break(cluster.Pods[0], "Running", "CrashLoopBackOff");
        cluster.Pods[0].Status.Conditions[0].Status = "True";

        Assert.That(MovePlanner.Plan(cluster, Evicting).Blockers, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_budget_over_several_workloads_counts_the_replicas_of_all()
    {
        var cluster = Make.Cluster();
        var both = cluster with
        {
            Deployments = [.. cluster.Deployments, Make.Deployment("api", 3)],
            ReplicaSets = [.. cluster.ReplicaSets, Make.ReplicaSet("api-1", "api")],
            Pods = [.. cluster.Pods, .. Enumerable.Range(0, 3).Select(i => Make.Pod($"api-1-{i}", owner: "api-1"))],
            Budgets = [Budget(minAvailable: "3")],
        };

        Assert.That(MovePlanner.Plan(both, Evicting).Blockers, Is.Empty, "3 of 4");
        Assert.That(MovePlanner.Plan(both with { Budgets = [Budget(minAvailable: "4")] }, Evicting).Blockers, Has.Count.EqualTo(4));
    }

    [Test]
    public void A_pod_that_has_finished_is_no_healthy_one()
    {
        var done = Make.Pod("done", "new-1");
        done.Status.Phase = "Succeeded";
        var cluster = Make.Cluster();

        var plan = MovePlanner.Plan(cluster with { Pods = [.. cluster.Pods, done], Budgets = [Budget(minAvailable: "1")] }, Evicting);

        Assert.That(plan.Blockers.Select(b => b.Pod), Is.EqualTo(new[] { "team/web-1-0" }));
    }

    [Test]
    public void A_budget_of_another_namespace_holds_nobody()
    {
        var budget = Budget(minAvailable: "100%");
        budget.Metadata.NamespaceProperty = "other";

        Assert.That(MovePlanner.Plan(Make.Cluster() with { Budgets = [budget] }, Evicting).Blockers, Is.Empty);
    }

    [Test]
    public void A_restart_as_is_is_told_where_it_is_looser_than_a_budget()
    {
        var cluster = Make.Cluster(4) with { Budgets = [Budget(minAvailable: "100%")] };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium with { Surge = SurgeMode.AsIs });

        Assert.That(plan.Workloads.Single().AtOnce, Is.EqualTo(1), "a quarter of four");
        Assert.That(plan.Workloads.Single().Reason, Is.EqualTo("its own strategy holds, which asks no budget and lets 1 of its pods be away"));
        Assert.That(plan.Warnings.Single(), Does.Contain("may take 1 of its pods away at once, and budget budget (minAvailable 100%").And.Contains("allows 0"));
        var guarded = MovePlanner.Plan(cluster, Make.ToCilium);
        Assert.That((guarded.Workloads.Single().AtOnce, guarded.Warnings.Count), Is.EqualTo((0, 0)));
    }

    private static void Break(V1Pod pod, string phase, string? waits)
    {
        (pod.Status.Phase, pod.Status.Conditions[0].Status) = (phase, "False");
        pod.Status.ContainerStatuses =
        [
            new V1ContainerStatus
            {
                Name = "main",
                State = new V1ContainerState { Waiting = waits is null ? null : new V1ContainerStateWaiting { Reason = waits } },
            },
        ];
    }

    private static WorkloadPlan Web(ClusterSnapshot cluster) => MovePlanner.Plan(cluster, Evicting).Workloads.Single(w => w.Workload.Name == "web");

    private static V1PodDisruptionBudget Budget(string? minAvailable = null, string? maxUnavailable = null) =>
        Make.BudgetOver("app", "budget", minAvailable, maxUnavailable);
}
