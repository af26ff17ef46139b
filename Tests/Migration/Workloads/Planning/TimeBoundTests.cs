using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Planning;

/// <summary>The bounds hold in the worst case that the time limits allow: a bound that may be passed is none.</summary>
public sealed class TimeBoundTests
{
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(30) + Make.ToCilium.TerminationTimeout;
    private static readonly TimeSpan Leaving = Make.ToCilium.BudgetTimeout + Make.ToCilium.RolloutTimeout;

    /// <summary>An unhealthy pod network, what others ended, and what follows at the very end.</summary>
    private static readonly TimeSpan Beside =
        Make.ToCilium.ConnectivityTimeout + Make.ToCilium.ConnectivityInterval + Ending + Make.ToCilium.RolloutTimeout;

    private static MoveRequest Evicting => Make.ToCilium with { Surge = SurgeMode.Off };

    [Test]
    public void Each_pod_may_have_to_wait_for_its_leave_though_several_may_go_at_once()
    {
        var cluster = Make.Cluster(4);
        cluster.Deployments[0].Spec.Strategy.RollingUpdate.MaxUnavailable = 2;

        var plan = MovePlanner.Plan(cluster, Evicting);

        Assert.That(plan.Workloads.Single().AtOnce, Is.EqualTo(2));
        Assert.That(plan.Workloads.Single().AtMost, Is.EqualTo((4 * Leaving) + Make.ToCilium.RolloutTimeout + Ending));
        Assert.That(plan.AtMost, Is.EqualTo(plan.Workloads.Single().AtMost + Beside));
    }

    [Test]
    public void Where_one_has_to_be_gone_before_the_next_each_may_take_its_time_to_end()
    {
        var cluster = Make.Cluster() with { Pods = [.. Enumerable.Range(0, 3).Select(i => Make.Pod($"db-{i}", owner: "db", ownerKind: "StatefulSet"))] };
        var expected = (3 * (Leaving + Ending)) + Make.ToCilium.RolloutTimeout;
        Assert.That(Single(cluster, Evicting).AtMost, Is.EqualTo(expected));

        var recreated = cluster with { Budgets = [Make.Budget("db", allowed: 0, expected: 3, desired: 3)] };

        Assert.That(Single(recreated, Evicting with { Recreate = true }).AtMost, Is.EqualTo(expected), "room is waited for there too");
    }

    [Test]
    public void Nothing_follows_a_bare_pod() =>
        Assert.That(
            Single(Make.Cluster() with { Pods = [Make.Pod("bare")] }, Evicting with { EvictBarePods = true }).AtMost,
            Is.EqualTo(Make.ToCilium.BudgetTimeout + Ending));

    [Test]
    public void A_job_has_the_time_of_its_limit_and_what_stays_has_none()
    {
        var stubborn = Make.Pod("web-1-0", owner: "web-1");
        stubborn.Spec.Tolerations = [new V1Toleration { OperatorProperty = "Exists" }];
        Assert.That(
            Single(Make.Cluster() with { Pods = [Make.Pod("job-x", owner: "job", ownerKind: "Job")] }, Evicting).AtMost, Is.EqualTo(Evicting.BudgetTimeout));

        var plan = MovePlanner.Plan(Make.Cluster() with { Pods = [stubborn] }, Evicting);

        Assert.That((plan.Workloads.Single().AtMost, plan.AtMost), Is.EqualTo((TimeSpan.Zero, TimeSpan.Zero)));
    }

    [Test]
    public void The_longest_grace_period_counts()
    {
        var cluster = Make.Cluster(2);
        cluster.Pods[1].Spec.TerminationGracePeriodSeconds = 3600;

        Assert.That(Single(cluster, Make.ToCilium).AtMost, Is.EqualTo(Make.ToCilium.RolloutTimeout + TimeSpan.FromHours(1) + Make.ToCilium.TerminationTimeout));
    }

    [Test]
    public void Under_a_cap_the_longest_may_get_its_turn_last()
    {
        // In the order 6, 4, 2, 10 pods, two at a time, the last one begins when 6 and 4 + 2 are done.
        var cluster = Of(("a", 6), ("b", 4), ("c", 2), ("d", 10));
        var plan = MovePlanner.Plan(cluster, Evicting with { MaxConcurrentMoves = 2 });
        var times = plan.Workloads.Select(w => w.AtMost).Order().ToList();

        Assert.That(plan.AtMost - Beside, Is.EqualTo(times[3] + ((times[0] + times[1] + times[2]) / 2)));
        Assert.That(MovePlanner.Plan(cluster, Evicting with { MaxConcurrentMoves = 4 }).AtMost - Beside, Is.EqualTo(times[3]), "nobody waits for a turn");
        Assert.That(MovePlanner.Plan(cluster, Evicting).AtMost - Beside, Is.EqualTo(times[3]), "there is no cap");
    }

    private static WorkloadPlan Single(ClusterSnapshot cluster, MoveRequest request) => MovePlanner.Plan(cluster, request).Workloads.Single();

    private static ClusterSnapshot Of(params (string Name, int Replicas)[] deployments) => Make.Cluster() with
    {
        Deployments = [.. deployments.Select(d => Make.Deployment(d.Name, d.Replicas, d.Name))],
        ReplicaSets = [.. deployments.Select(d => Make.ReplicaSet($"{d.Name}-1", d.Name))],
        Pods = [.. deployments.SelectMany(d => Enumerable.Range(0, d.Replicas).Select(i => Make.Pod($"{d.Name}-1-{i}", owner: $"{d.Name}-1", app: d.Name)))],
    };
}
