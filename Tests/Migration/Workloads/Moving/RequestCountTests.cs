using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Migration.Changes;
using CniMigration.Tests.Migration.Clusters;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>What a move costs the API server, counted there.</summary>
internal sealed class RequestCountTests : MoveFixture
{
    private const int Replicas = 4;

    [Test]
    public async Task No_pod_takes_more_than_two_writes_whatever_its_way(CancellationToken cancellationToken)
    {
        await StartAsync(oldNodes: 3, ciliumNodes: 3);
        await Cluster.AddAsync(Make.Deployment("one", 1, app: "one"));
        await Cluster.AddAsync(Make.Deployment("surging", Replicas, app: "surging"));
        await Cluster.AddAsync(WithoutSurge("paced", Replicas));
        await Cluster.AddAsync(WithoutSurge("budgeted", Replicas));
        await Cluster.AddAsync(Budget("budgeted", maxUnavailable: "1"));
        await Cluster.OpenBothSidesAsync(pods: (3 * Replicas) + 1);
        await CordonAsync(cancellationToken);

        var result = await MoveAsync(Make.ToCilium, cancellationToken);

        Assert.That((result.Moved, result.Remaining), Is.EqualTo(((3 * Replicas) + 1, 0)));
        var writes = Cluster.Served.Writes;
        Assert.That(writes.Count(w => w.Name?.StartsWith("one", StringComparison.Ordinal) == true), Is.LessThanOrEqualTo(2));
        Assert.That(Cluster.Served.Evictions, Has.Count.EqualTo(2 * Replicas), "no eviction is asked for that a budget would refuse");
        Assert.That(writes.Count(w => w.Resource is not "nodes"), Is.EqualTo((2 * 2) + (2 * Replicas)), ServedRequests.Summary(writes));
    }

    [Test]
    public async Task Waiting_longer_asks_no_more(CancellationToken cancellationToken)
    {
        var brief = await ReadsAsync(TimeSpan.FromSeconds(5), cancellationToken);
        await Cluster.DisposeAsync();
        var longer = await ReadsAsync(TimeSpan.FromMinutes(4), cancellationToken);

        Assert.That(ServedRequests.Summary(longer), Is.EqualTo(ServedRequests.Summary(brief)));
    }

    private async Task<IReadOnlyList<RequestInfo>> ReadsAsync(TimeSpan start, CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(Make.Deployment("surging", 2, app: "surging"));
        await Cluster.AddAsync(WithoutSurge("paced", 2));
        await Cluster.OpenBothSidesAsync(pods: 4);
        Cluster.Kubelet.Start = start;
        await CordonAsync(cancellationToken);

        Assert.That((await MoveAsync(Make.ToCilium, cancellationToken)).Remaining, Is.Zero);

        // A patch that another controller's write has overtaken is read and sent again: that has nothing to do with waiting.
        return [.. Cluster.Served.Reads.Where(r => r is not { Verb: "get", Resource: "deployments" })];
    }

    /// <summary>Cordons before, so that what is counted is the moving alone.</summary>
    private async Task CordonAsync(CancellationToken cancellationToken) =>
        await new NodeCordoning(Cluster.Client, Cluster.Time, Cluster.Reporter).CordonAsync("side=old", "test", "cordon", cancellationToken);
}
