using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Plans;
using k8s;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>Deployments of one namespace whose quota has hardly more room than they take already.</summary>
internal sealed class SharedQuotaTests : MoveFixture
{
    private static readonly string[] Apps = ["a", "b", "c", "d"];

    /// <summary>No more than each of them needs by itself: who waits for another's places would not get through.</summary>
    private static readonly MoveRequest Brief = Make.ToCilium with { RolloutTimeout = TimeSpan.FromSeconds(50) };

    [Test]
    public async Task Surges_that_do_not_fit_beside_each_other_follow_each_other(CancellationToken cancellationToken)
    {
        await FillAsync(Apps.Length, spare: 1);

        var result = await MoveAsync(Brief, cancellationToken);

        Assert.That((result.Restarted, result.Evicted, result.Remaining), Is.EqualTo((Apps.Length, 0, 0)));
        Assert.That(
            Cluster.Reporter.Lines,
            Has.Exactly(Apps.Length - 1).Contains("waits for others of its namespace to have moved: quota tight has no room for all of them at once"));
    }

    [Test]
    public async Task Surges_that_fit_beside_each_other_do_not_wait(CancellationToken cancellationToken)
    {
        await FillAsync(Apps.Length, spare: Apps.Length);

        await MoveAsync(Brief, cancellationToken);

        Assert.That(Cluster.Reporter.Lines, Has.None.Contains("waits for others"));
    }

    [Test]
    public async Task One_that_is_stuck_leaves_the_others_an_eviction(CancellationToken cancellationToken)
    {
        await FillAsync(Apps.Length, spare: 1);
        var stuck = "";
        Cluster.Kubelet.IsStuck = pod => pod.Spec.NodeName.StartsWith("cilium", StringComparison.Ordinal) && pod.Status.Phase == "Pending"
            && pod.Metadata.Labels["app"] == (stuck = stuck.Length == 0 ? pod.Metadata.Labels["app"] : stuck);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var move = MoveAsync(Make.ToCilium with { RolloutTimeout = TimeSpan.FromHours(2) }, stop.Token);
        await Cluster.UntilAsync(
            "the others have moved",
            async () => move.IsCompleted
                || (await Cluster.PodsAsync())
                    .Where(p => p.Metadata.Labels["app"] != stuck)
                    .All(p => p.Spec.NodeName?.StartsWith("cilium", StringComparison.Ordinal) == true));

        Assert.That(move.IsCompleted, Is.False, "the stuck one is still waited for");
        Assert.That(Cluster.Served.Evictions, Has.Count.EqualTo(2 * (Apps.Length - 1)));
        Assert.That(
            (await Cluster.PodsAsync()).Count(p => p.Metadata.Labels["app"] == stuck && p.Spec.NodeName.StartsWith("old", StringComparison.Ordinal)),
            Is.EqualTo(2),
            "the stuck one has lost nobody");
        await stop.CancelAsync();
        Assert.That(async () => await move, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task The_bound_of_the_plan_counts_those_that_follow_each_other(CancellationToken cancellationToken)
    {
        await FillAsync(Apps.Length, spare: 1);
        var mover = new WorkloadMover(Cluster.Mover, Cluster.Time);
        var inTurns = await mover.PlanAsync(Make.ToCilium, cancellationToken);
        await Cluster.Client.CoreV1.DeleteNamespacedResourceQuotaAsync("tight", "team", cancellationToken: cancellationToken);
        var sideBySide = await mover.PlanAsync(Make.ToCilium, cancellationToken);

        var each = sideBySide.Workloads[0].AtMost;
        var evicted = (2 * (Make.ToCilium.BudgetTimeout + Make.ToCilium.RolloutTimeout)) + Make.ToCilium.RolloutTimeout;
        Assert.That(inTurns.AtMost - sideBySide.AtMost, Is.EqualTo(((Apps.Length - 1) * each) + evicted), "the one before may be stuck");
    }

    private async Task FillAsync(int apps, int spare)
    {
        await StartAsync(speed: 100);
        foreach (var app in Apps.Take(apps))
        {
            await Cluster.AddAsync(Make.Deployment(app, 2, app: app));
        }

        await Cluster.OpenBothSidesAsync(pods: 2 * apps);
        await Cluster.AddQuotaAsync("tight", (2 * apps) + spare);
        await Cluster.UntilAsync(
            "the quota counts",
            async () => (await Cluster.Client.CoreV1.ListResourceQuotaForAllNamespacesAsync()).Items.Single().Status?.Used?["pods"].ToDecimal() == 2 * apps);
    }
}
