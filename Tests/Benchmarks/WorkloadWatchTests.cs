using CniMigration.Benchmarks.Moves.Clusters;
using CniMigration.Benchmarks.Moves.Watching;

namespace CniMigration.Tests.Benchmarks;

/// <summary>What the benchmark counts of a workload whose pods come and go.</summary>
internal sealed class WorkloadWatchTests
{
    private static readonly PodView Old = new("1", "web-1", "web", "old-000", IsReady: true, IsPending: false, IsEnding: false);
    private static readonly PodView Other = Old with { Uid = "2", Name = "web-2" };
    private static readonly PodView Arrived = Old with { Uid = "3", Name = "web-3", Node = "new-000" };

    [Test]
    public void A_pod_that_is_taken_while_its_budget_needs_it_is_a_violation()
    {
        var watch = Settled(new BudgetRule(2, null));

        watch.Take(Old, Old with { IsEnding = true }, measuring: true);
        watch.Take(Old with { IsEnding = true }, null, measuring: true);

        Assert.That((watch.Violations, watch.Missing), Is.EqualTo((1, 1)), "its end is no second one");
    }

    [Test]
    public void A_pod_that_leaves_after_another_is_ready_violates_nothing_and_is_not_missed()
    {
        var watch = Settled(new BudgetRule(2, null));

        watch.Take(null, Arrived with { IsReady = false }, measuring: true);
        watch.Take(Arrived with { IsReady = false }, Arrived, measuring: true);
        watch.Take(Old, Old with { IsEnding = true }, measuring: true);

        Assert.That((watch.Violations, watch.Missing), Is.EqualTo((0, 0)));
    }

    [Test]
    public void It_has_moved_when_all_are_healthy_on_new_nodes_and_the_old_ones_are_gone()
    {
        var watch = Settled(null);
        foreach (var (pod, follower) in new[] { (Old, Arrived), (Other, Arrived with { Uid = "4" }) })
        {
            watch.Take(null, follower, measuring: true);
            watch.Take(pod, pod with { IsEnding = true }, measuring: true);
        }

        Assert.That(watch.HasMoved, Is.False, "two of them still end");
        watch.Take(Old with { IsEnding = true }, null, measuring: true);
        watch.Take(Other with { IsEnding = true }, null, measuring: true);
        Assert.That(watch.HasMoved);
    }

    private static WorkloadWatch Settled(BudgetRule? budget)
    {
        var watch = new WorkloadWatch(new BenchmarkWorkload("web", 2) { Budget = budget });
        watch.Take(null, Old, measuring: false);
        watch.Take(null, Other, measuring: false);
        Assert.That(watch.IsSettled);
        return watch;
    }
}
