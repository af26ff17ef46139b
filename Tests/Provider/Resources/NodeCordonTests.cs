using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider.Resources;

[TestFixture]
internal sealed class NodeCordonTests : ProviderFixture
{
    private static readonly ImmutableDictionary<string, PropertyValue> Inputs =
        Values.Of(("stage", "cordon"), ("nodeSelector", "eks.amazonaws.com/nodegroup in (ng-1)"));

    [SetUp]
    public async Task NodesAsync()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await Cluster.ApplyAsync(Manifests.Node("old-2", "ng-1", spec: "unschedulable: true"));
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium"));
    }

    [Test]
    public async Task Cordons_the_selected_and_uncordons_only_those_it_cordoned()
    {
        var created = await CreateAsync("NodeCordon", Inputs);
        Assert.That(created.Outputs.List("nodes"), Is.EqualTo(new[] { "old-1", "old-2" }));
        Assert.That(await IsCordonedAsync("old-1"), Is.True);
        Assert.That(await IsCordonedAsync("new-1"), Is.False);

        await DeleteAsync("NodeCordon", created, Inputs);
        Assert.That(await IsCordonedAsync("old-1"), Is.False);
        Assert.That(await IsCordonedAsync("old-2"), Is.True, "somebody else had cordoned it");
    }

    [Test]
    public async Task Deleting_by_one_who_is_no_longer_the_owner_does_nothing()
    {
        var first = await CreateAsync("NodeCordon", Inputs);
        await CreateAsync("NodeCordon", Inputs);
        var versions = await Cluster.VersionsAsync();
        await DeleteAsync("NodeCordon", first, Inputs);
        Assert.That(await Cluster.VersionsAsync(), Is.EqualTo(versions));
    }

    [Test]
    public async Task Updating_the_selector_lets_go_of_the_nodes_that_are_no_longer_meant()
    {
        var created = await CreateAsync("NodeCordon", Inputs);
        await UpdateAsync("NodeCordon", created, Inputs, Inputs.SetItem("nodeSelector", Values.Of("eks.amazonaws.com/nodegroup=ng-cilium")));
        Assert.That(await IsCordonedAsync("old-1"), Is.False);
        Assert.That(await IsCordonedAsync("new-1"), Is.True);
    }

    [Test]
    public async Task A_node_that_somebody_uncordoned_is_cordoned_again_when_it_was_observed()
    {
        var created = await CreateAsync("NodeCordon", Inputs);
        await Cluster.PatchAsync(ResourceTypes.Nodes, null, "old-1", new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = null } });
        await UpdateAsync("NodeCordon", created, Inputs, Inputs.SetItem("observed", Values.Of("abc")));
        Assert.That(await IsCordonedAsync("old-1"), Is.True);
    }

    [Test]
    public async Task A_cordon_that_somebody_lifted_is_reported_and_the_node_stays_open()
    {
        var created = await CreateAsync("NodeCordon", Inputs);
        await Cluster.PatchAsync(ResourceTypes.Nodes, null, "old-1", new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = null } });
        await DeleteAsync("NodeCordon", created, Inputs);

        Assert.That(await IsCordonedAsync("old-1"), Is.False);
        Assert.That((await NodeAsync("old-1"))["metadata"]!["annotations"]?.AsObject() ?? [], Is.Empty);
        Assert.That(Log.Warnings, Has.Exactly(1).Contains("old-1"));
    }

    private async Task<bool> IsCordonedAsync(string node) => (bool?)(await NodeAsync(node))["spec"]?["unschedulable"] == true;
}
