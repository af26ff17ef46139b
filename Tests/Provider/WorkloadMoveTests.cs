using CniMigration.Migration.Errors;

namespace CniMigration.Tests.Provider;

[TestFixture]
internal sealed class WorkloadMoveTests : ProviderFixture
{
    [SetUp]
    public async Task NodesAsync()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await Cluster.ApplyAsync(Manifests.Pod("shop-1", "old-1"));
    }

    [Test]
    public async Task Staying_touches_nothing_and_neither_does_deleting()
    {
        var versions = await Cluster.VersionsAsync();
        var created = await CreateAsync("WorkloadMove", Samples.Inputs("WorkloadMove"));
        await DeleteAsync("WorkloadMove", created, Samples.Inputs("WorkloadMove"));

        Assert.That(created.Outputs.Number("moved"), Is.Zero);
        Assert.That(await Cluster.VersionsAsync(), Is.EqualTo(versions));
    }

    [Test]
    public async Task A_move_that_something_blocks_fails_with_the_remedy_and_touches_nothing()
    {
        var versions = await Cluster.VersionsAsync();
        var inputs = Samples.Inputs("WorkloadMove")
            .SetItem("destination", Values.Of("cilium"))
            .SetItem("ciliumNodeSelector", Values.Of("eks.amazonaws.com/nodegroup=ng-cilium"));
        Assert.That(
            async () => await CreateAsync("WorkloadMove", inputs),
            Throws.TypeOf<GateFailedException>().With.Message.Contains("default/shop-1").And.Message.Contains("evictBarePods"));
        Assert.That(await Cluster.VersionsAsync(), Is.EqualTo(versions));
    }
}
