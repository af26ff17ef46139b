using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Tests.Migration.Workloads.Planning;

/// <summary>What does not block a move, and is told before.</summary>
public sealed class PlanWarningTests
{
    [Test]
    public void A_pod_that_is_ending_and_held_by_finalizers_is_named()
    {
        var cluster = Make.Cluster();
        cluster.Pods[0].Metadata.DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Warnings, Is.Empty);

        cluster.Pods[0].Metadata.Finalizers = ["example.com/a", "example.com/b"];

        Assert.That(
            MovePlanner.Plan(cluster, Make.ToCilium).Warnings.Single(),
            Is.EqualTo(
                "team/web-1-0: it is ending already and held by its finalizers (example.com/a, example.com/b); the move waits for it, 10 min at most after "
                    + "its grace period"));
    }

    [Test]
    public void Nobody_waits_for_the_end_of_a_pod_that_would_stay_anyway()
    {
        var agent = Make.Pod("agent", owner: "agent", ownerKind: "DaemonSet");
        agent.Metadata.DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        agent.Metadata.Finalizers = ["example.com/a"];

        Assert.That(MovePlanner.Plan(Make.Cluster() with { Pods = [agent] }, Make.ToCilium).Warnings, Is.Empty);
    }

    [TestCase(91, true)]
    [TestCase(90, false, Description = "10 rounds of 90 s are just what a rollout may take")]
    public void A_restart_that_cannot_end_in_time_is_told(int minReadySeconds, bool told)
    {
        var cluster = Make.Cluster(20);
        (cluster.Deployments[0].Spec.MinReadySeconds, cluster.Deployments[0].Spec.Strategy.RollingUpdate.MaxSurge) = (minReadySeconds, "10%");

        var plan = MovePlanner.Plan(cluster, Make.ToCilium);

        Assert.That(plan.Warnings, told ? Has.One.Contains("its restart takes 15.2 min at least") : Is.Empty);
        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium with { Surge = SurgeMode.Off }).Warnings, Is.Empty, "it is not restarted then");
    }

    [Test]
    public void Pods_that_are_not_available_are_no_rollout_under_way()
    {
        var cluster = Make.Cluster(3);
        cluster.Deployments[0].Status.AvailableReplicas = 1;

        Assert.That(
            MovePlanner.Plan(cluster, Make.ToCilium).Workloads.Single().Reason,
            Is.EqualTo("2 of its 3 pods are not available: they are waited for first, 15 min at most"));
        cluster.Deployments[0].Status.UpdatedReplicas = 2;
        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Workloads.Single().Reason, Is.EqualTo("a rollout is under way: it is waited for first"));
    }
}
