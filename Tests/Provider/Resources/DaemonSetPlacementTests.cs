using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Migration.Errors;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider.Resources;

[TestFixture]
internal sealed class DaemonSetPlacementTests : ProviderFixture
{
    private const string Pin = """{"key":"cni","operator":"In","values":["aws-cni"]}""";

    private static readonly ImmutableDictionary<string, PropertyValue> Inputs = Of("aws-node");

    [Test]
    public async Task Appends_the_expression_to_every_term_and_keeps_all_others()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var before = Terms(await SpecAsync("aws-node"));
        var created = await CreateAsync("DaemonSetPlacement", Inputs);

        Assert.That(created.Outputs.Number("terms"), Is.EqualTo(2));
        var after = Terms(await SpecAsync("aws-node"));
        Assert.That(after, Has.Count.EqualTo(2));
        for (var index = 0; index < after.Count; index++)
        {
            var expected = (JsonObject)before[index]!.DeepClone();
            expected["matchExpressions"]!.AsArray().Add(JsonNode.Parse(Pin));
            Assert.That(after[index]!.ToJsonString(), Is.EqualTo(expected.ToJsonString()));
        }
    }

    [TestCase("aws-node")]
    [TestCase("without-affinity")]
    [TestCase("with-pod-affinity")]
    [TestCase("with-preferences")]
    [TestCase("pinned-in-part")]
    public async Task Deleting_restores_the_spec_exactly(string name)
    {
        await SeedAsync();
        var before = (await SpecAsync(name)).ToJsonString();
        var created = await CreateAsync("DaemonSetPlacement", Of(name));
        Assert.That((await SpecAsync(name)).ToJsonString(), Is.Not.EqualTo(before));
        await DeleteAsync("DaemonSetPlacement", created, Of(name));

        Assert.That((await SpecAsync(name)).ToJsonString(), Is.EqualTo(before));
        Assert.That((await Cluster.GetAsync(ResourceTypes.DaemonSets, "kube-system", name))["metadata"]!["annotations"]?.AsObject()
            .Any(pair => pair.Key.StartsWith("cni-migration.io/", StringComparison.Ordinal)) ?? false, Is.False);
    }

    [Test]
    public async Task A_second_owner_takes_over_without_touching_the_spec_again()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var original = (await SpecAsync("aws-node")).ToJsonString();
        var first = await CreateAsync("DaemonSetPlacement", Inputs);
        var pinned = (await SpecAsync("aws-node")).ToJsonString();
        var second = await CreateAsync("DaemonSetPlacement", Inputs);
        Assert.That((await SpecAsync("aws-node")).ToJsonString(), Is.EqualTo(pinned));

        await DeleteAsync("DaemonSetPlacement", first, Inputs);
        Assert.That((await SpecAsync("aws-node")).ToJsonString(), Is.EqualTo(pinned));
        await DeleteAsync("DaemonSetPlacement", second, Inputs);
        Assert.That((await SpecAsync("aws-node")).ToJsonString(), Is.EqualTo(original));
    }

    [Test]
    public async Task One_that_asks_for_it_already_is_left_alone_on_the_way_and_back()
    {
        await SeedAsync();
        var first = await CreateAsync("DaemonSetPlacement", Of("without-affinity"));
        await Cluster.PatchAsync(ResourceTypes.DaemonSets, "kube-system", "without-affinity", Metadata("cni-migration.io/placement.cni", null));
        var pinned = (await SpecAsync("without-affinity")).ToJsonString();

        var second = await CreateAsync("DaemonSetPlacement", Of("without-affinity"));
        await DeleteAsync("DaemonSetPlacement", second, Of("without-affinity"));
        Assert.That((await SpecAsync("without-affinity")).ToJsonString(), Is.EqualTo(pinned));
        Assert.That(first.Id, Is.Not.EqualTo(second.Id));
    }

    [Test]
    public async Task Updating_replaces_the_expression_and_still_knows_the_way_back()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var original = (await SpecAsync("aws-node")).ToJsonString();
        var created = await CreateAsync("DaemonSetPlacement", Inputs);
        var now = Inputs.SetItem("values", Values.Of(new[] { "aws-cni", "legacy" }));
        await UpdateAsync("DaemonSetPlacement", created, Inputs, now);

        Assert.That(Terms(await SpecAsync("aws-node")).ToJsonString(), Does.Contain("legacy").And.Not.Contain(Pin));
        await DeleteAsync("DaemonSetPlacement", created, now);
        Assert.That((await SpecAsync("aws-node")).ToJsonString(), Is.EqualTo(original));
    }

    [Test]
    public async Task What_somebody_took_out_is_set_again_and_told()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var created = await CreateAsync("DaemonSetPlacement", Inputs);
        await UnpinAsync();

        await UpdateAsync("DaemonSetPlacement", created, Inputs, Inputs.SetItem("observed", new PropertyValue("drift")));

        Assert.That(await IsPinnedAsync(), Is.True);
        Assert.That(Log.Warnings, Has.Exactly(1).Contains("cni In [aws-cni]"));
    }

    [Test]
    public async Task What_somebody_took_out_of_one_term_alone_is_set_again_and_all_of_it_is_taken_back()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var before = (await SpecAsync("aws-node")).ToJsonString();
        var created = await CreateAsync("DaemonSetPlacement", Inputs);
        var terms = Terms(await SpecAsync("aws-node"));
        terms[0]!["matchExpressions"]!.AsArray().RemoveAt(2);
        await Cluster.PatchAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node", new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject
                {
                    ["spec"] = new JsonObject
                    {
                        ["affinity"] = new JsonObject
                        {
                            ["nodeAffinity"] = new JsonObject
                            {
                                ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject { ["nodeSelectorTerms"] = terms.DeepClone() },
                            },
                        },
                    },
                },
            },
        });

        await UpdateAsync("DaemonSetPlacement", created, Inputs, Inputs.SetItem("observed", new PropertyValue("drift")));
        Assert.That(Terms(await SpecAsync("aws-node")).Select(term => term!.ToJsonString()), Is.All.Contains(Pin));
        await DeleteAsync("DaemonSetPlacement", created, Inputs);
        Assert.That((await SpecAsync("aws-node")).ToJsonString(), Is.EqualTo(before));
    }

    [Test]
    public async Task Whoever_takes_it_out_again_and_again_is_named_and_not_fought()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var created = await CreateAsync("DaemonSetPlacement", Inputs);
        await UnpinAsync();
        using var over = new CancellationTokenSource();
        var fight = FightAsync(over.Token);

        var named = Assert.ThrowsAsync<GateFailedException>(
            () => UpdateAsync("DaemonSetPlacement", created, Inputs, Inputs.SetItem("observed", new PropertyValue("drift"))));

        await over.CancelAsync();
        await fight;
        Assert.That(named!.Message, Does.Contain("Expected DaemonSet kube-system/aws-node to keep cni In [aws-cni]").And.Contain("Seen:")
            .And.Contain("by the field manager somebody-else").And.Contain("GitOps").And.Contain("run again"));
    }

    [Test]
    public async Task An_affinity_that_somebody_replaced_since_stays_and_is_reported()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var created = await CreateAsync("DaemonSetPlacement", Inputs);
        await Cluster.PatchAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node", (JsonObject)JsonNode.Parse(
            """{"spec":{"template":{"spec":{"affinity":null}}}}""")!);
        await DeleteAsync("DaemonSetPlacement", created, Inputs);

        Assert.That((await SpecAsync("aws-node"))["template"]!["spec"]!["affinity"], Is.Null);
        Assert.That(Log.Warnings, Has.Exactly(1).Contains("aws-node"));
    }

    [Test]
    public async Task One_whose_affinity_somebody_took_away_is_pinned_again_and_is_free_to_run_everywhere_afterwards()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var created = await CreateAsync("DaemonSetPlacement", Inputs);
        await Cluster.PatchAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node", (JsonObject)JsonNode.Parse(
            """{"spec":{"template":{"spec":{"affinity":null}}}}""")!);
        var theirs = (await SpecAsync("aws-node")).ToJsonString();
        await UpdateAsync("DaemonSetPlacement", created, Inputs, Inputs.SetItem("observed", Values.Of("abc")));
        Assert.That(Terms(await SpecAsync("aws-node")).ToJsonString(), Is.EqualTo($$"""[{"matchExpressions":[{{Pin}}]}]"""));

        await DeleteAsync("DaemonSetPlacement", created, Inputs);
        Assert.That((await SpecAsync("aws-node")).ToJsonString(), Is.EqualTo(theirs), "a term without expressions would match no node");
    }

    [Test]
    public async Task One_whose_affinity_somebody_narrowed_to_the_pin_alone_is_free_to_run_everywhere_afterwards()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var created = await CreateAsync("DaemonSetPlacement", Inputs);
        await Cluster.PatchAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node", (JsonObject)JsonNode.Parse(
            """
            {"spec":{"template":{"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":
              {"nodeSelectorTerms":[{"matchExpressions":[PIN]}]}}}}}}}
            """
                .Replace("PIN", Pin, StringComparison.Ordinal))!);
        await DeleteAsync("DaemonSetPlacement", created, Inputs);

        Assert.That(
            (await SpecAsync("aws-node"))["template"]!["spec"]!["affinity"]!["nodeAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"], Is.Null);
    }

    [Test]
    public void A_missing_DaemonSet_is_an_error_that_names_it() =>
        Assert.That(
            async () => await CreateAsync("DaemonSetPlacement", Inputs),
            Throws.InstanceOf<CniMigration.Migration.Errors.MigrationException>().With.Message.Contains("kube-system/aws-node"));

    private static ImmutableDictionary<string, PropertyValue> Of(string name) => Values.Of(
        ("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", name), ("key", "cni"), ("operator", "In"), ("values", new[] { "aws-cni" }));

    private static JsonArray Terms(JsonObject spec) =>
        spec["template"]!["spec"]!["affinity"]!["nodeAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]!["nodeSelectorTerms"]!.AsArray();

    private static JsonObject Metadata(string annotation, string? value) =>
        new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [annotation] = value } } };

    private async Task SeedAsync()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        await Cluster.ApplyAsync(Manifests.DaemonSet("without-affinity").Replace("affinity: {}", "terminationGracePeriodSeconds: 5", StringComparison.Ordinal));
        await Cluster.ApplyAsync(Manifests.DaemonSet(
            "with-pod-affinity",
            "{podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
            + "[{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {a: b}}}]}}"));
        await Cluster.ApplyAsync(Manifests.DaemonSet(
            "with-preferences",
            "{nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: a, operator: Exists}]}}]}}"));
        await Cluster.ApplyAsync(Manifests.DaemonSet(
            "pinned-in-part",
            "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: "
            + "[{key: cni, operator: In, values: [aws-cni]}, {key: a, operator: Exists}]}, {matchExpressions: [{key: b, operator: Exists}]}]}}}"));
    }

    private async Task<JsonObject> SpecAsync(string name) => (JsonObject)(await Cluster.GetAsync(ResourceTypes.DaemonSets, "kube-system", name))["spec"]!;

    private Task UnpinAsync() => Cluster.PatchAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node", (JsonObject)JsonNode.Parse(
        """
        {"spec":{"template":{"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
        {"matchExpressions":[{"key":"kubernetes.io/os","operator":"In","values":["linux"]}]}]}}}}}}}
        """)!);

    private async Task<bool> IsPinnedAsync() =>
        (await SpecAsync("aws-node"))["template"]!["spec"]!["affinity"]!.ToJsonString().Contains("aws-cni", StringComparison.Ordinal);

    private async Task FightAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (await IsPinnedAsync())
            {
                await UnpinAsync();
            }

            await Task.Delay(TimeSpan.FromSeconds(1), Cluster.Time, CancellationToken.None);
        }
    }
}
