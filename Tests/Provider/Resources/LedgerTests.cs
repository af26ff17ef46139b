using System.Collections.Immutable;
using CniMigration.Kubernetes.Kinds;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider.Resources;

[TestFixture]
internal sealed class LedgerTests : ProviderFixture
{
    [Test]
    public async Task Names_the_stage_in_one_ConfigMap()
    {
        var created = await CreateAsync("Ledger", At("baseline"));
        Assert.That(created.Id, Is.EqualTo("cni-migration"));
        Assert.That(await StageAsync(), Is.EqualTo("baseline"));

        await UpdateAsync("Ledger", created, At("baseline"), At("cordon"));
        Assert.That(await StageAsync(), Is.EqualTo("cordon"));
    }

    [Test]
    public async Task Stays_at_any_stage_but_baseline_and_says_so()
    {
        var created = await CreateAsync("Ledger", At("cordon"));
        await DeleteAsync("Ledger", created, At("cordon"));
        Assert.That(await StageAsync(), Is.EqualTo("cordon"));
        Assert.That(Log.Warnings, Has.Exactly(1).Contains("cordon"));

        await UpdateAsync("Ledger", created, At("cordon"), At("baseline"));
        await DeleteAsync("Ledger", created, At("baseline"));
        Assert.That(await Cluster.FindAsync(ResourceTypes.ConfigMaps, "kube-system", "cni-migration"), Is.Null);
    }

    [Test]
    public async Task Going_down_takes_back_what_no_resource_owns_and_leaves_what_lies_below()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        var original = await Cluster.GetAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node");
        var ledger = await CreateAsync("Ledger", At("remove-aws-node"));
        var selector = ("nodeSelector", (object?)"eks.amazonaws.com/nodegroup=ng-1");
        await CreateAsync("NodeLabels", Values.Of(
            ("stage", "pin-aws-node"), selector, ("labels", new Dictionary<string, string> { ["cni"] = "aws-cni" })));
        await CreateAsync("NodeCordon", Values.Of(("stage", "cordon"), selector));
        await CreateAsync("DaemonSetPlacement", Values.Of(
            ("stage", "install-cilium"), ("namespace", "kube-system"), ("name", "aws-node"), ("key", "cni"), ("operator", "In"),
            ("values", new[] { "aws-cni" })));
        await CreateAsync("DeploymentPause", Values.Of(("stage", "install-cilium"), ("namespace", "kube-system"), ("name", "cluster-autoscaler")));
        await CreateAsync("DaemonSetRemoval", Values.Of(
            ("stage", "remove-aws-node"), ("namespace", "kube-system"), ("name", "aws-node"), ("nodeSelector", "eks.amazonaws.com/nodegroup=nowhere")));

        await UpdateAsync("Ledger", ledger, At("remove-aws-node"), At("pin-aws-node"));

        var node = await NodeAsync("old-1");
        Assert.That((string?)node["metadata"]!["labels"]!["cni"], Is.EqualTo("aws-cni"), "pin-aws-node is not above pin-aws-node");
        Assert.That(node["spec"]?["unschedulable"], Is.Null);
        var restored = await Cluster.GetAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node");
        Assert.That(restored["spec"]!.ToJsonString(), Is.EqualTo(original["spec"]!.ToJsonString()));
        var autoscaler = await Cluster.GetAsync(ResourceTypes.Deployments, "kube-system", "cluster-autoscaler");
        Assert.That((int?)autoscaler["spec"]!["replicas"], Is.EqualTo(2));
        Assert.That(await StageAsync(), Is.EqualTo("pin-aws-node"));
    }

    [Test]
    public async Task Keeps_how_the_stack_came_by_the_cluster()
    {
        var adopted = At("baseline").SetItem("origin", Values.Of("adopted"));
        var created = await CreateAsync("Ledger", adopted);
        await UpdateAsync("Ledger", created, adopted, adopted.SetItem("stage", Values.Of("cordon")));

        var entry = await InvokeAsync("getMigrationState", [("oldNodeGroups", new[] { "ng-1" }), ("ciliumNodeGroup", "ng-cilium")]);
        Assert.That(entry.Text("stage"), Is.EqualTo("cordon"));
        Assert.That(entry.Text("origin"), Is.EqualTo("adopted"));
        var wrong = await CheckAsync("Ledger", adopted.SetItem("origin", Values.Of("found")));
        Assert.That(wrong.Failures!.Single().Reason, Does.Contain("created, adopted"));
    }

    [Test]
    public async Task Sizes_on_record_go_without_a_word_since_they_are_no_change()
    {
        var ledger = await CreateAsync("Ledger", At("retire-nodes"));
        await CreateAsync("NodeGroupGuard", Values.Of(
            ("stage", "retire-nodes"), ("nodeGroup", "ng-1"), ("purpose", "retire"), ("oldNodeSelector", "eks.amazonaws.com/nodegroup=ng-1"),
            ("ciliumNodeSelector", "eks.amazonaws.com/nodegroup=ng-cilium"), ("token", "1"), ("recordSizes", new Dictionary<string, int> { ["desired"] = 3 })));
        Assert.That(await Cluster.FindAsync(ResourceTypes.ConfigMaps, "kube-system", "cni-migration-sizes-ng-1"), Is.Not.Null);

        await UpdateAsync("Ledger", ledger, At("retire-nodes"), At("migrate"));

        Assert.That(await Cluster.FindAsync(ResourceTypes.ConfigMaps, "kube-system", "cni-migration-sizes-ng-1"), Is.Null);
        Assert.That(Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task What_a_stage_that_is_left_still_has_on_record_in_the_next_run_is_taken_back()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        var before = At("cordon").SetItem("goal", Values.Of("cordon"));
        var leaving = At("cordon").SetItem("goal", Values.Of("pin-aws-node")).SetItem("observed", Values.Of("1 of cordon"));
        var ledger = await CreateAsync("Ledger", before);
        await CreateAsync("NodeCordon", Values.Of(("stage", "cordon"), ("nodeSelector", "eks.amazonaws.com/nodegroup=ng-1")));

        await UpdateAsync("Ledger", ledger, before, leaving);
        Assert.That((bool?)(await NodeAsync("old-1"))["spec"]?["unschedulable"], Is.True, "its resource may still own it: deletes come last");
        await UpdateAsync("Ledger", ledger, leaving, leaving);
        Assert.That((bool?)(await NodeAsync("old-1"))["spec"]?["unschedulable"], Is.Null);
        Assert.That(await StageAsync(), Is.EqualTo("cordon"), "the record follows when the cluster shows nothing of it");
    }

    [Test]
    public async Task Sizes_of_retired_groups_stay_on_record_while_that_stage_is_left()
    {
        var before = At("retire-nodes").SetItem("goal", Values.Of("retire-nodes"));
        var leaving = At("retire-nodes").SetItem("goal", Values.Of("cordon")).SetItem("observed", Values.Of("1 of retire-nodes"));
        var ledger = await CreateAsync("Ledger", before);
        await CreateAsync("NodeGroupGuard", Values.Of(
            ("stage", "retire-nodes"), ("nodeGroup", "ng-1"), ("purpose", "retire"), ("oldNodeSelector", "eks.amazonaws.com/nodegroup=ng-1"),
            ("ciliumNodeSelector", "eks.amazonaws.com/nodegroup=ng-cilium"), ("token", "1"), ("recordSizes", new Dictionary<string, int> { ["desired"] = 3 })));

        await UpdateAsync("Ledger", ledger, before, leaving);
        await UpdateAsync("Ledger", ledger, leaving, leaving);
        Assert.That(await Cluster.FindAsync(ResourceTypes.ConfigMaps, "kube-system", "cni-migration-sizes-ng-1"), Is.Not.Null, "the group is to get them back");
    }

    [Test]
    public async Task A_stage_on_record_that_a_killed_run_left_is_put_right_though_no_input_changed()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        var ledger = await CreateAsync("Ledger", At("baseline"));
        await CreateAsync("Ledger", At("cordon"));
        await CreateAsync("NodeCordon", Values.Of(("stage", "cordon"), ("nodeSelector", "eks.amazonaws.com/nodegroup=ng-1")));
        await UpdateAsync("Ledger", ledger, At("baseline"), At("baseline").SetItem("observed", Values.Of("on record: cordon")));
        Assert.That(await StageAsync(), Is.EqualTo("baseline"));
        Assert.That((bool?)(await NodeAsync("old-1"))["spec"]?["unschedulable"], Is.Null, "what that run did is taken back too");
    }

    [Test]
    public async Task Is_imported_with_the_stage_on_record()
    {
        await CreateAsync("Ledger", At("migrate"));
        var read = await Provider.Read(new Pulumi.Experimental.Provider.ReadRequest(UrnOf("Ledger"), "cni-migration", [], []), Token);
        Assert.That(read.Inputs.Text("stage"), Is.EqualTo("migrate"));
    }

    private static ImmutableDictionary<string, PropertyValue> At(string stage) => Values.Of(("stage", stage));

    private async Task<string?> StageAsync() =>
        (string?)(await Cluster.GetAsync(ResourceTypes.ConfigMaps, "kube-system", "cni-migration"))["data"]!["stage"];
}
