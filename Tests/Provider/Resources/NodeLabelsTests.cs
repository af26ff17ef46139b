using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Migration.Errors;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider.Resources;

[TestFixture]
internal sealed class NodeLabelsTests : ProviderFixture
{
    private static readonly ImmutableDictionary<string, PropertyValue> Inputs = Of(("cni", "aws-cni"));

    [SetUp]
    public async Task NodesAsync()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await Cluster.ApplyAsync(Manifests.Node("old-2", "ng-1", labels: ", cni: theirs"));
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium"));
    }

    [Test]
    public async Task Labels_the_nodes_of_the_selector_and_no_other()
    {
        var created = await CreateAsync("NodeLabels", Inputs);

        Assert.That(created.Outputs.List("nodes"), Is.EqualTo(new[] { "old-1", "old-2" }));
        Assert.That(await LabelAsync("old-1"), Is.EqualTo("aws-cni"));
        Assert.That(await LabelAsync("old-2"), Is.EqualTo("aws-cni"));
        Assert.That(await LabelAsync("new-1"), Is.Null);
    }

    [Test]
    public async Task Deleting_puts_back_what_each_node_had()
    {
        var created = await CreateAsync("NodeLabels", Inputs);
        await DeleteAsync("NodeLabels", created, Inputs);

        Assert.That(await LabelAsync("old-1"), Is.Null);
        Assert.That(await LabelAsync("old-2"), Is.EqualTo("theirs"));
        Assert.That((await NodeAsync("old-1"))["metadata"]!["annotations"]?.AsObject() ?? [], Is.Empty);
    }

    [Test]
    public async Task A_second_owner_takes_over_with_the_value_from_before_the_first()
    {
        var first = await CreateAsync("NodeLabels", Inputs);
        var second = await CreateAsync("NodeLabels", Inputs);
        Assert.That(second.Id, Is.Not.EqualTo(first.Id));

        await DeleteAsync("NodeLabels", first, Inputs);
        Assert.That(await LabelAsync("old-2"), Is.EqualTo("aws-cni"), "the first owns nothing any more");

        await DeleteAsync("NodeLabels", second, Inputs);
        Assert.That(await LabelAsync("old-2"), Is.EqualTo("theirs"));
    }

    [Test]
    public async Task Creating_again_as_the_same_owner_would_touches_nothing()
    {
        var created = await CreateAsync("NodeLabels", Inputs);
        var versions = await Cluster.VersionsAsync();
        await UpdateAsync("NodeLabels", created, Inputs, Inputs);

        Assert.That(await Cluster.VersionsAsync(), Is.EqualTo(versions));
    }

    [Test]
    public async Task A_label_that_somebody_changed_since_stays_and_is_reported()
    {
        var created = await CreateAsync("NodeLabels", Inputs);
        await Cluster.PatchAsync(
            ResourceTypes.Nodes, null, "old-1", new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["cni"] = "changed" } } });
        await DeleteAsync("NodeLabels", created, Inputs);

        Assert.That(await LabelAsync("old-1"), Is.EqualTo("changed"));
        Assert.That(Log.Warnings, Has.Exactly(1).Contains("old-1"));
        Assert.That(Log.All.Select(request => (string)request.Urn!.Value), Is.All.EqualTo((string)UrnOf("NodeLabels")));
    }

    [Test]
    public async Task Who_takes_a_label_away_again_and_again_is_named_and_not_fought()
    {
        Cluster.Time.Speed = 100;
        var created = await CreateAsync("NodeLabels", Inputs);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await RelabelAsync();
        var reverting = RevertAsync();

        Assert.That(
            async () => await UpdateAsync("NodeLabels", created, Inputs, Inputs.SetItem("observed", Values.Of("old-1"))),
            Throws.TypeOf<GateFailedException>().With.Message.Contains("Expected node old-1 to keep the label cni=aws-cni")
                .And.Message.Contains("it is 'argo' once more, by the field manager somebody-else").And.Message.Contains("run again"));

        await stop.CancelAsync();
        await reverting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DeleteAsync("NodeLabels", created, Inputs);
        Assert.That(await LabelAsync("old-1"), Is.EqualTo("argo"), "theirs stays");
        Assert.That(await LabelAsync("old-2"), Is.EqualTo("theirs"), "ours is taken out");
        Assert.That(Log.Warnings, Has.Exactly(1).Contains("the label cni is 'argo', no longer the 'aws-cni' set here"));

        Task RelabelAsync() => Cluster.PatchAsync(
            ResourceTypes.Nodes, null, "old-1", new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["cni"] = "argo" } } });

        // Sooner than a look, later than the update's own pass over the nodes.
        async Task RevertAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                if (await LabelAsync("old-1") == "aws-cni")
                {
                    await Task.Delay(TimeSpan.FromSeconds(5), Cluster.Time, stop.Token);
                    await RelabelAsync();
                }

                await Task.Delay(TimeSpan.FromSeconds(1), Cluster.Time, stop.Token);
            }
        }
    }

    [Test]
    public async Task A_label_that_was_there_before_is_neither_recorded_nor_taken_away()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-3", "ng-1", labels: ", cni: aws-cni"));
        var created = await CreateAsync("NodeLabels", Inputs);
        await DeleteAsync("NodeLabels", created, Inputs);

        Assert.That(await LabelAsync("old-3"), Is.EqualTo("aws-cni"));
    }

    [Test]
    public async Task A_label_that_the_group_sets_while_it_has_time_is_not_on_record_and_stays()
    {
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.Core.Gate.Faults = request =>
        {
            if (request is { Verb: "list", User.Name: "admin" })
            {
                looked.TrySetResult();
            }

            return null;
        };
        var inputs = Inputs.SetItem("patienceSeconds", new PropertyValue(86400d));
        var creation = CreateAsync("NodeLabels", inputs);
        await looked.Task.WaitAsync(Token);
        foreach (var node in new[] { "old-1", "old-2" })
        {
            await Cluster.PatchAsync(
                ResourceTypes.Nodes, null, node, new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["cni"] = "aws-cni" } } });
        }

        var created = await creation;
        Assert.That(created.Outputs.List("nodes"), Is.EqualTo(new[] { "old-1", "old-2" }));
        Assert.That((await NodeAsync("old-1"))["metadata"]!["annotations"]?.AsObject() ?? [], Is.Empty);

        await DeleteAsync("NodeLabels", created, inputs);
        Assert.That(await LabelAsync("old-1"), Is.EqualTo("aws-cni"), "the group still labels it");
    }

    [Test]
    public async Task A_label_that_nobody_sets_in_time_is_set_on_record_and_what_was_taken_away_is_not_waited_for()
    {
        var inputs = Inputs.SetItem("patienceSeconds", new PropertyValue(10d));
        var created = await CreateAsync("NodeLabels", inputs);
        Assert.That(await LabelAsync("old-1"), Is.EqualTo("aws-cni"));

        await Cluster.PatchAsync(
            ResourceTypes.Nodes, null, "old-1", new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["cni"] = null } } });
        var start = Cluster.Time.GetTimestamp();
        await UpdateAsync("NodeLabels", created, inputs, inputs.SetItem("patienceSeconds", new PropertyValue(86400d)));
        Assert.That(Cluster.Time.GetElapsedTime(start), Is.LessThan(TimeSpan.FromDays(1)));
        Assert.That(await LabelAsync("old-1"), Is.EqualTo("aws-cni"));

        await DeleteAsync("NodeLabels", created, inputs);
        Assert.That(await LabelAsync("old-1"), Is.Null);
        Assert.That(await LabelAsync("old-2"), Is.EqualTo("theirs"));
    }

    [Test]
    public async Task Updating_sets_the_new_labels_and_takes_back_those_that_are_gone()
    {
        var created = await CreateAsync("NodeLabels", Inputs);
        await UpdateAsync("NodeLabels", created, Inputs, Of(("tier", "old")));

        Assert.That(await LabelAsync("old-1"), Is.Null);
        Assert.That(await LabelAsync("old-2"), Is.EqualTo("theirs"));
        Assert.That((string?)(await NodeAsync("old-1"))["metadata"]!["labels"]!["tier"], Is.EqualTo("old"));
    }

    [Test]
    public async Task Reading_finds_it_until_another_owner_has_taken_over()
    {
        var first = await CreateAsync("NodeLabels", Inputs);
        Assert.That((await ReadAsync("NodeLabels", first, Inputs)).Id, Is.EqualTo(first.Id));

        await CreateAsync("NodeLabels", Inputs);
        Assert.That((await ReadAsync("NodeLabels", first, Inputs)).Id, Is.Null.Or.Empty);
    }

    private static ImmutableDictionary<string, PropertyValue> Of(params (string Key, string Value)[] labels) => Values.Of(
        ("stage", "pin-aws-node"), ("nodeSelector", "eks.amazonaws.com/nodegroup=ng-1"), ("labels", labels.ToDictionary(pair => pair.Key, pair => pair.Value)));

    private async Task<string?> LabelAsync(string node) => (string?)(await NodeAsync(node))["metadata"]!["labels"]!["cni"];
}
