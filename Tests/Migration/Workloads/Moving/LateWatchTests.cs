using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Tests.Migration.Clusters;
using k8s;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>What the watches show comes long after the answers to what was written, as behind a slow line or a busy server.</summary>
internal sealed class LateWatchTests : MoveFixture
{
    [Test]
    public async Task A_strategy_that_an_earlier_run_left_held_is_put_back_once(CancellationToken cancellationToken)
    {
        await StartLateAsync();
        var web = Make.Deployment("web");
        web.Metadata.Annotations = new Dictionary<string, string> { [GuardRecord.Annotation] = "\"25%\"" };
        web.Spec.Strategy.RollingUpdate.MaxUnavailable = 0;
        await Cluster.AddAsync(web);
        await Cluster.PodsReadyAsync(1);

        await MoveAsync(Make.ToCilium with { Destination = MoveDestination.Stay }, cancellationToken);

        Assert.That(ServedRequests.Summary(Cluster.Served.Writes.Where(write => write.Resource == "deployments")), Does.EndWith(" x1"));
    }

    [Test]
    public async Task Nothing_is_restarted_or_put_back_or_evicted_twice(CancellationToken cancellationToken)
    {
        await StartLateAsync();
        await Cluster.AddAsync(Make.Deployment("web", 3, app: "web"));
        await Cluster.AddAsync(WithoutSurge("paced", 2));
        await Cluster.Client.AppsV1.CreateNamespacedStatefulSetAsync(StatefulSet("db", 2), "team", cancellationToken: cancellationToken);
        await Cluster.OpenBothSidesAsync(pods: 7);

        var result = await MoveAsync(Make.ToCilium, cancellationToken);

        Assert.That((result.Restarted, result.Evicted, result.Remaining), Is.EqualTo((1, 4, 0)));
        Assert.That(await NodesAsync(), Is.All.StartsWith("cilium"));
        Assert.That(Cluster.Served.Writes.Count(write => write.Resource == "deployments"), Is.EqualTo(2), "the restart, and the strategy put back");
        Assert.That(Cluster.Served.Evictions, Has.Count.EqualTo(4));
    }

    private async Task StartLateAsync()
    {
        await StartAsync(speed: 150);
        Cluster.Wire.Lag = TimeSpan.FromMilliseconds(300);
    }
}
