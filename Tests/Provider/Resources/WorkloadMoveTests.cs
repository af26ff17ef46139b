using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Migration.Errors;

namespace CniMigration.Tests.Provider.Resources;

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
    public async Task A_preview_counts_the_addresses_of_the_subnets_and_another_number_of_them_is_no_change()
    {
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium"));
        await Cluster.PatchAsync(ResourceTypes.Nodes, null, "new-1", new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["topology.kubernetes.io/zone"] = "a" } },
            ["spec"] = new JsonObject { ["taints"] = null },
        });
        await Cluster.ApplyAsync(Manifests.Pod("shop-0", "old-1").Replace(
            "labels: {app: shop}",
            "labels: {app: shop}, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: shop, uid: shop-uid, controller: true}]",
            StringComparison.Ordinal));
        var inputs = await CheckedAsync("WorkloadMove", Samples.Inputs("WorkloadMove")
            .SetItem("destination", Values.Of("cilium"))
            .SetItem("ciliumNodeSelector", Values.Of("eks.amazonaws.com/nodegroup=ng-cilium"))
            .SetItem("freeAddresses", Values.Of(new Dictionary<string, int> { ["a"] = 7 })));

        await CreateAsync("WorkloadMove", inputs, preview: true);

        Assert.That(Log.Messages.Single(), Does.Contain("room for addresses: 1 needed, 7 free"));
        Assert.That(Log.Messages.Single(), Does.Contain("StatefulSet default/shop, 1 pod, evict-in-order, 1 at once").And.Contain("    shop-0 on old-1"));
        var fewer = inputs.SetItem("freeAddresses", Values.Of(new Dictionary<string, int> { ["a"] = 6 }));
        Assert.That((await DiffAsync("WorkloadMove", inputs, fewer)).Changes, Is.False);
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

    [Test]
    public async Task A_node_that_comes_while_workloads_move_is_shut_and_bears_the_labels_of_the_others_as_long_as_they_do()
    {
        Cluster.Time.Speed = 50;
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium"));
        await Cluster.PatchAsync(ResourceTypes.Nodes, null, "new-1", new JsonObject { ["spec"] = new JsonObject { ["taints"] = null } });
        var labels = Values.Of(
            ("stage", "pin-aws-node"), ("nodeSelector", "eks.amazonaws.com/nodegroup=ng-1"),
            ("labels", new Dictionary<string, string> { ["cni"] = "aws-cni" }));
        var labelled = await CreateAsync("NodeLabels", labels);
        var move = CreateAsync("WorkloadMove", Samples.Inputs("WorkloadMove")
            .SetItem("destination", Values.Of("cilium"))
            .SetItem("ciliumNodeSelector", Values.Of("eks.amazonaws.com/nodegroup=ng-cilium"))
            .SetItem("evictBarePods", Values.Of(true)));
        await UntilAsync(move, async () => (await Cluster.FindAsync(ResourceTypes.Pods, "default", "shop-1"))?["metadata"]!["deletionTimestamp"] is not null);

        await Cluster.ApplyAsync(Manifests.Node("old-2", "ng-1"));

        await UntilAsync(move, async () => (bool?)(await NodeAsync("old-2"))["spec"]!["unschedulable"] == true && await CniAsync("old-2") == "aws-cni");
        await Cluster.DeleteAsync(ResourceTypes.Pods, "default", "shop-1");
        Assert.That((await move).Outputs.Number("moved"), Is.EqualTo(1));
        await DeleteAsync("NodeLabels", labelled, labels);
        Assert.That(await CniAsync("old-2"), Is.Null, "who labelled the others takes it back");
    }

    private async Task<string?> CniAsync(string node) => (string?)(await NodeAsync(node))["metadata"]!["labels"]!["cni"];

    private async Task UntilAsync(Task move, Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            if (move.IsCompleted)
            {
                await move;
                Assert.Fail("the move is over");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), Cluster.Time, Token);
        }
    }
}
