using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Migration.Errors;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider.Resources;

[TestFixture]
internal sealed class DaemonSetRemovalTests : ProviderFixture
{
    private static readonly ImmutableDictionary<string, PropertyValue> Inputs = Values.Of(
        ("stage", "remove-aws-node"), ("namespace", "kube-system"), ("name", "aws-node"), ("nodeSelector", "eks.amazonaws.com/nodegroup=ng-1"));

    [Test]
    public async Task Removes_it_and_creates_it_again_as_it_was()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        await Cluster.PatchAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node",
            new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["example.com/kept"] = "yes" } } });
        var before = await Cluster.GetAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node");

        var created = await CreateAsync("DaemonSetRemoval", Inputs);
        Assert.That(created.Outputs.Flag("removed"), Is.True);
        Assert.That(await FindAsync(), Is.Null);

        await DeleteAsync("DaemonSetRemoval", created, Inputs);
        var after = (await FindAsync())!;
        Assert.That(after["spec"]!.ToJsonString(), Is.EqualTo(before["spec"]!.ToJsonString()));
        Assert.That(after["metadata"]!["labels"]!.ToJsonString(), Is.EqualTo(before["metadata"]!["labels"]!.ToJsonString()));
        Assert.That((string?)after["metadata"]!["annotations"]!["example.com/kept"], Is.EqualTo("yes"));
        Assert.That((string?)after["metadata"]!["uid"], Is.Not.EqualTo((string?)before["metadata"]!["uid"]));
        Assert.That(await Cluster.FindAsync(ResourceTypes.ConfigMaps, "kube-system", "cni-migration-daemonset-kube-system.aws-node"), Is.Null);
    }

    [Test]
    public async Task Refuses_while_a_node_still_needs_it_and_names_the_node()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        var versions = await Cluster.VersionsAsync();

        Assert.That(async () => await CreateAsync("DaemonSetRemoval", Inputs), Throws.TypeOf<GateFailedException>().With.Message.Contains("old-1"));
        Assert.That(await Cluster.VersionsAsync(), Is.EqualTo(versions));
    }

    [Test]
    public async Task A_second_owner_resumes_after_the_first_was_killed()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var first = await CreateAsync("DaemonSetRemoval", Inputs);
        var second = await CreateAsync("DaemonSetRemoval", Inputs);
        Assert.That(second.Outputs.Flag("removed"), Is.True);

        await DeleteAsync("DaemonSetRemoval", first, Inputs);
        Assert.That(await FindAsync(), Is.Null);
        await DeleteAsync("DaemonSetRemoval", second, Inputs);
        Assert.That(await FindAsync(), Is.Not.Null);
    }

    [Test]
    public async Task One_that_somebody_created_again_meanwhile_stays_theirs_and_is_reported()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var created = await CreateAsync("DaemonSetRemoval", Inputs);
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var theirs = (await FindAsync())!;
        await DeleteAsync("DaemonSetRemoval", created, Inputs);

        Assert.That((await FindAsync())!.ToJsonString(), Is.EqualTo(theirs.ToJsonString()));
        Assert.That(Log.Warnings, Has.Exactly(1).Contains("kube-system/aws-node"));
        Assert.That(await Cluster.FindAsync(ResourceTypes.ConfigMaps, "kube-system", "cni-migration-daemonset-kube-system.aws-node"), Is.Null);
    }

    [Test]
    public async Task One_that_somebody_is_just_deleting_comes_back_as_it_was_all_the_same()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var before = (await FindAsync())!["spec"]!.ToJsonString();
        await FinalizeByAsync("example.com/slow", "foregroundDeletion");
        await Cluster.DeleteAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node");
        Assert.That((await FindAsync())!["metadata"]!["deletionTimestamp"], Is.Not.Null);

        var first = await CreateAsync("DaemonSetRemoval", Inputs);
        await Cluster.ApplyAsync(Manifests.Node("late-1", "ng-1"));
        var second = await CreateAsync("DaemonSetRemoval", Inputs);
        Assert.That(second.Outputs.Flag("removed"), Is.True, "what ends, and is on record, is not kept up by a node that comes late");
        await FinalizeByAsync();
        Assert.That(await FindAsync(), Is.Null);

        await DeleteAsync("DaemonSetRemoval", first, Inputs);
        Assert.That(await FindAsync(), Is.Null, "the first owns nothing any more");
        await DeleteAsync("DaemonSetRemoval", second, Inputs);
        Assert.That((await FindAsync())!["spec"]!.ToJsonString(), Is.EqualTo(before));
        Assert.That((await FindAsync())!["metadata"]!["finalizers"]!.ToJsonString(), Is.EqualTo("""["example.com/slow"]"""));
    }

    [Test]
    public async Task One_that_was_never_there_is_not_removed_and_not_created()
    {
        var created = await CreateAsync("DaemonSetRemoval", Inputs);
        Assert.That(created.Outputs.Flag("removed"), Is.False);
        await DeleteAsync("DaemonSetRemoval", created, Inputs);
        Assert.That(await FindAsync(), Is.Null);
    }

    [Test]
    public async Task The_placement_comes_back_with_it_and_can_be_taken_back_then()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var original = (await FindAsync())!["spec"]!.ToJsonString();
        var pin = Values.Of(
            ("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", "aws-node"), ("key", "cni"), ("operator", "In"), ("values", new[] { "aws-cni" }));
        var placement = await CreateAsync("DaemonSetPlacement", pin);
        var removal = await CreateAsync("DaemonSetRemoval", Inputs);
        Assert.That((await ReadAsync("DaemonSetPlacement", placement, pin)).Id, Is.EqualTo(placement.Id), "a refresh must not forget the pin");

        await DeleteAsync("DaemonSetRemoval", removal, Inputs);
        await DeleteAsync("DaemonSetPlacement", placement, pin);
        Assert.That((await FindAsync())!["spec"]!.ToJsonString(), Is.EqualTo(original));
    }

    private Task FinalizeByAsync(params string[] finalizers) => Cluster.PatchAsync(
        ResourceTypes.DaemonSets, "kube-system", "aws-node",
        new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = new JsonArray([.. finalizers.Select(finalizer => JsonValue.Create(finalizer))]) } });

    private Task<JsonObject?> FindAsync() => Cluster.FindAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node");
}
