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
    public async Task A_preview_shows_the_plan_and_touches_nothing()
    {
        var inputs = Samples.Inputs("WorkloadMove")
            .SetItem("destination", Values.Of("cilium"))
            .SetItem("ciliumNodeSelector", Values.Of("eks.amazonaws.com/nodegroup=ng-cilium"));
        var versions = await Cluster.VersionsAsync();

        var created = await CreateAsync("WorkloadMove", inputs, preview: true);
        created.Id = "some-id";
        await UpdateAsync("WorkloadMove", created, inputs, inputs, preview: true);

        Assert.That(Log.Messages, Has.Count.EqualTo(2));
        Assert.That(Log.Messages[0], Does.StartWith("Plan of the move to cilium: 1 pod of 1 workload, 1 blocker"));
        Assert.That(Log.Messages[0], Does.Contain("blocked: default/shop-1: no controller creates it again. To do: set evictBarePods"));
        Assert.That(await Cluster.VersionsAsync(), Is.EqualTo(versions));
    }

    [Test]
    public async Task A_preview_of_staying_says_nothing()
    {
        await CreateAsync("WorkloadMove", Samples.Inputs("WorkloadMove"), preview: true);

        Assert.That(Log.Messages, Is.Empty);
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
