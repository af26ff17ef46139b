using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Tests.Properties.Clusters;
using k8s;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>Two people, two machines, one cluster: what the backend's lock should have kept apart. Or one run that was given up and lives on.</summary>
internal sealed class TwoMoversTests : MoveFixture
{
    [Test]
    public async Task Two_moves_at_the_same_time_keep_every_budget_and_restart_nothing_twice(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(Make.Deployment("surging", 2, app: "surging"));
        await Cluster.AddAsync(WithoutSurge("budgeted", 3));
        await Cluster.AddAsync(Budget("budgeted", maxUnavailable: "1"));
        await Cluster.OpenBothSidesAsync(pods: 5);
        await using var judge = await BudgetJudge.StartAsync(Cluster.Api, Cluster.Time);
        judge.Begin();

        using var other = Cluster.Open();
        await Task.WhenAll(
            MoveAsync(Make.ToCilium with { Owner = "one", Stage = "migrate" }, cancellationToken),
            new WorkloadMover(other, Cluster.Time).MoveAsync(Make.ToCilium with { Owner = "two", Stage = "migrate" }, Cluster.Reporter, cancellationToken));

        Assert.That(judge.Broken, Is.Empty, "budgets");
        Assert.That(judge.MovedTwice, Is.Empty, "moved twice");
        var sets = (await Cluster.Client.AppsV1.ListReplicaSetForAllNamespacesAsync(cancellationToken: cancellationToken)).Items;
        Assert.That(sets.Count(set => set.Metadata.Labels["app"] == "surging"), Is.EqualTo(2), "one restart");
        Assert.That((await NodesAsync("surging")).Concat(await NodesAsync("budgeted")), Is.All.StartsWith("cilium"));
        Assert.That(
            (await Cluster.Client.AppsV1.ListDeploymentForAllNamespacesAsync(cancellationToken: cancellationToken)).Items.Where(GuardRecord.IsHeld),
            Is.Empty,
            "every strategy is put back");
    }
}
