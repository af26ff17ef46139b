namespace CniMigration.Tests.Simulator;

[TestFixture]
internal sealed class EmbeddedEksTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task A_cluster_with_tenants_settles_on_three_nodes()
    {
        await using var scenario = await EksScenario.StartAsync(tenants: true);

        var group = await scenario.AddGroupAsync("ng-1", 3);
        // DNS, the autoscaler, the storefront, payments, reports, the orders database, and a log shipper on every node.
        const int PodsThatStay = 2 + 1 + 4 + 1 + 1 + 3 + 3;
        await scenario.UntilAsync("the import is done and the rest is up", async () =>
            await scenario.PodsAsync(pod => !pod.Spec.HostNetwork) is var pods
            && pods.Count(pod => pod.IsReady) == PodsThatStay && pods.Count(pod => pod.IsFinished) == 1);

        await scenario.UntilAsync("the onlooker sees the same", () => Task.FromResult(scenario.Eks.Observer.Snapshot().Pods.AwsCni == PodsThatStay));
        var snapshot = scenario.Eks.Observer.Snapshot();
        Assert.That(group.Status, Is.EqualTo("ACTIVE"));
        Assert.That(snapshot.Nodes, Is.EqualTo(new CniMigration.Simulator.Observation.NodeCounts(3, 0, 3, 0, 0)));
        Assert.That(snapshot.Pods.Pending, Is.Zero);
    }
}
