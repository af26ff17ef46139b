using k8s;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>How many pods of a StatefulSet are away at the same time, and which.</summary>
internal sealed class StatefulSetTests : MoveFixture
{
    [TestCase("Parallel", "2", 2, Description = "the policy and the budget allow two")]
    [TestCase("Parallel", null, 1, Description = "no budget says how many may be away")]
    [TestCase("OrderedReady", "2", 1, Description = "the controller makes them one after the other")]
    public async Task As_many_leave_at_once_as_its_policy_and_budget_allow(string policy, string? maxUnavailable, int most, CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.Client.AppsV1.CreateNamespacedStatefulSetAsync(StatefulSet("db", 4, policy), "team", cancellationToken: cancellationToken);
        if (maxUnavailable is not null)
        {
            await Cluster.AddAsync(Budget("db", maxUnavailable: maxUnavailable));
        }

        await Cluster.OpenBothSidesAsync(pods: 4);

        var move = MoveAsync(Make.ToCilium, cancellationToken);
        var seen = 0;
        while (!move.IsCompleted)
        {
            var ready = (await Cluster.PodsAsync()).Count(
                p => p.Metadata.DeletionTimestamp is null && p.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true);
            seen = Math.Max(seen, 4 - ready);
            await Task.WhenAny(move, Task.Delay(TimeSpan.FromMilliseconds(200), Cluster.Time, cancellationToken));
        }

        Assert.That((await move).Remaining, Is.Zero);
        Assert.That(seen, Is.EqualTo(most));
        Assert.That(Cluster.Served.Evictions.Select(e => e.Name), Is.EqualTo(new[] { "db-3", "db-2", "db-1", "db-0" }));
    }

    [Test]
    public async Task One_that_nobody_misses_is_gone_before_the_next_is_touched(CancellationToken cancellationToken)
    {
        await StartAsync();
        Cluster.Kubelet.IsStuck = pod =>
            pod is { Name: "db-1", Status.Phase: "Pending", IsDeleting: false } && pod.Spec.NodeName.StartsWith("old", StringComparison.Ordinal);
        await Cluster.Client.AppsV1.CreateNamespacedStatefulSetAsync(StatefulSet("db", 2), "team", cancellationToken: cancellationToken);
        await Cluster.UntilAsync("both have their nodes", async () => (await NodesAsync()) is [{ Length: > 0 }, { Length: > 0 }]);
        await Cluster.OpenBothSidesAsync(pods: 1);
        Cluster.Kubelet.Stop = TimeSpan.FromSeconds(20);

        var move = MoveAsync(Make.ToCilium, cancellationToken);
        var ending = new List<int>();
        while (!move.IsCompleted)
        {
            ending.Add((await Cluster.PodsAsync()).Count(p => p.Metadata.DeletionTimestamp is not null));
            await Task.WhenAny(move, Task.Delay(TimeSpan.FromMilliseconds(200), Cluster.Time, cancellationToken));
        }

        Assert.That((await move).Remaining, Is.Zero);
        Assert.That(ending.Max(), Is.EqualTo(1));
    }
}
