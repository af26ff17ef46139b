using System.Collections.Immutable;
using CniMigration.Provider.Resources;
using Pulumi.Experimental;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.Provider.Resources;

/// <summary>
/// A rename, a new parent and <c>--replace</c> are to Pulumi a create and then a delete of the old one. Neither undoes anything, and the new owner
/// knows the whole way back.
/// </summary>
[TestFixture]
internal sealed class OwnerTests : KilledFixture
{
    private static readonly string[] Changing =
        ["NodeLabels", "DaemonSetPlacement", "DeploymentPause", "NodeCordon", "WorkloadMove", "DaemonSetRemoval", "NodeGroupGuard"];

    private static readonly (string, object?) OldNodes = ("oldNodeSelector", "eks.amazonaws.com/nodegroup=ng-1");
    private static readonly (string, object?) CiliumNodes = ("ciliumNodeSelector", "eks.amazonaws.com/nodegroup=ng-cilium");

    [Test]
    public void Every_resource_that_takes_a_stage_into_its_record_is_tested_here() =>
        Assert.That(
            ResourceHandlers.All.Where(handler => handler.Schema.Inputs.Any(field => field.Name == "stage")).Select(handler => handler.Schema.Name),
            Is.EquivalentTo(Changing.Concat(["Ledger", "Interlock"])));

    [TestCaseSource(nameof(Changing))]
    public async Task A_replacement_undoes_nothing_and_takes_the_way_back_over(string resource)
    {
        var inputs = await PrepareAsync(resource);
        var before = await LookAsync();
        var first = await CreateAsync(resource, inputs);
        var changed = await LookAsync();
        var second = await CreateAsync(resource, inputs);
        await DeleteAsync(resource, first, inputs);
        Assert.That(await LookAsync(), Is.EqualTo(changed), "undone by a replacement");

        await GoBackAsync(resource, second, inputs);
        Assert.That(await LookAsync(), Is.EqualTo(before), "not undone by the new owner");
    }

    [TestCaseSource(nameof(Changing))]
    public async Task A_create_whose_answer_was_lost_after_any_write_is_taken_over_by_the_next_one(string resource)
    {
        var inputs = await PrepareAsync(resource);
        var before = await LookAsync();
        var clean = await CreateAsync(resource, inputs);
        var changed = await LookAsync();
        await GoBackAsync(resource, clean, inputs);

        for (var writes = 1; await IsKilledAsync(resource, inputs, writes); writes++)
        {
            var resumed = await CreateAsync(resource, inputs);
            Assert.That(await LookAsync(), Is.EqualTo(changed), $"not resumed after write {writes}");
            await GoBackAsync(resource, resumed, inputs);
            Assert.That(await LookAsync(), Is.EqualTo(before), $"not taken back after write {writes}");
        }
    }

    [TestCaseSource(nameof(Changing))]
    public async Task A_create_whose_answer_was_lost_after_any_write_is_taken_back_by_the_ledger(string resource)
    {
        var inputs = await PrepareAsync(resource);
        var before = await LookAsync();
        var ledger = Values.Of(("stage", "remove-aws-node"));
        var below = Values.Of(("stage", "baseline"));
        for (var writes = 1; await IsKilledAsync(resource, inputs, writes); writes++)
        {
            var created = await CreateAsync("Ledger", ledger);
            await UpdateAsync("Ledger", created, ledger, below);
            await DeleteAsync("Ledger", created, below);
            Assert.That(await LookAsync(), Is.EqualTo(before), $"after write {writes}");
        }
    }

    [TestCaseSource(nameof(Changing))]
    public async Task A_delete_that_was_killed_after_any_write_is_resumed_by_the_next_one(string resource)
    {
        var inputs = await PrepareAsync(resource);
        var before = await LookAsync();
        for (var writes = 1; ; writes++)
        {
            var created = await CreateAsync(resource, inputs);
            var killed = await IsKilledAsync(writes, () => GoBackAsync(resource, created, inputs));
            if (killed)
            {
                await GoBackAsync(resource, created, inputs);
            }

            Assert.That(await LookAsync(), Is.EqualTo(before), $"after write {writes}");
            if (!killed)
            {
                return;
            }
        }
    }

    [Test]
    public async Task A_pin_that_gets_a_new_owner_while_its_DaemonSet_is_removed_is_the_new_owners_when_it_comes_back()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var before = await LookAsync();
        var (pin, removal) = (Inputs("DaemonSetPlacement"), Inputs("DaemonSetRemoval"));
        var first = await CreateAsync("DaemonSetPlacement", pin);
        var removed = await CreateAsync("DaemonSetRemoval", removal);
        var second = await CreateAsync("DaemonSetPlacement", pin);
        await DeleteAsync("DaemonSetPlacement", first, pin);

        await DeleteAsync("DaemonSetRemoval", removed, removal);
        Assert.That((await LookAsync())["DaemonSet kube-system/aws-node"], Does.Contain("aws-cni"), "it comes back pinned");
        await DeleteAsync("DaemonSetPlacement", second, pin);
        Assert.That(await LookAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_new_move_opens_the_nodes_that_the_one_before_it_had_shut()
    {
        var inputs = await PrepareAsync("WorkloadMove");
        var before = await LookAsync();
        await CreateAsync("WorkloadMove", inputs);
        await CreateAsync("WorkloadMove", inputs.SetItem("destination", Values.Of("stay")));
        Assert.That(await LookAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_new_move_leaves_the_cordons_of_others_to_them()
    {
        await PrepareAsync("NodeCordon");
        var cordon = await CreateAsync("NodeCordon", Inputs("NodeCordon"));
        await CreateAsync("WorkloadMove", Inputs("WorkloadMove").SetItem("destination", Values.Of("stay")));
        Assert.That((bool?)(await NodeAsync("old-1"))["spec"]?["unschedulable"], Is.True);
        Assert.That((await ReadAsync("NodeCordon", cordon, Inputs("NodeCordon"))).Id, Is.EqualTo(cordon.Id));
    }

    private static ImmutableDictionary<string, PropertyValue> Inputs(string resource) => resource switch
    {
        "NodeLabels" =>
            Values.Of(("stage", "pin-aws-node"), ("nodeSelector", OldNodes.Item2), ("labels", new Dictionary<string, string> { ["cni"] = "aws-cni" })),
        "DaemonSetPlacement" => Values.Of(
            ("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", "aws-node"), ("key", "cni"), ("operator", "In"), ("values", new[] { "aws-cni" })),
        "DeploymentPause" => Values.Of(("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", "cluster-autoscaler")),
        "NodeCordon" => Values.Of(("stage", "cordon"), ("nodeSelector", OldNodes.Item2)),
        "WorkloadMove" => Values.Of(("stage", "migrate"), ("destination", "cilium"), OldNodes, CiliumNodes),
        "DaemonSetRemoval" => Values.Of(
            ("stage", "remove-aws-node"), ("namespace", "kube-system"), ("name", "aws-node"), ("nodeSelector", "eks.amazonaws.com/nodegroup=nowhere")),
        _ => Values.Of(
            ("stage", "retire-nodes"), ("nodeGroup", "ng-1"), ("purpose", "retire"), OldNodes, CiliumNodes, ("token", "1"),
            ("recordSizes", new Dictionary<string, int> { ["desired"] = 3, ["min"] = 1, ["max"] = 5 })),
    };

    private async Task<ImmutableDictionary<string, PropertyValue>> PrepareAsync(string resource)
    {
        var spec = resource == "NodeGroupGuard" ? "unschedulable: true" : "";
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1", spec: spec));
        await Cluster.ApplyAsync(Manifests.Node("old-2", "ng-1", labels: ", cni: theirs", spec: spec));
        await Cluster.ApplyAsync(Manifests.Node("old-3", "ng-1", spec: spec));
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium"));
        await Cluster.ApplyAsync(Manifests.AwsNode);
        if (resource == "DeploymentPause")
        {
            await Cluster.ApplyAsync(Manifests.Autoscaler);
        }

        return Inputs(resource);
    }

    /// <summary>A move is undone by none but another destination.</summary>
    private async Task GoBackAsync(string resource, CreateResponse created, ImmutableDictionary<string, PropertyValue> inputs)
    {
        if (resource == "WorkloadMove")
        {
            await UpdateAsync(resource, created, inputs, inputs.SetItem("destination", Values.Of("stay")));
        }

        await DeleteAsync(resource, created, inputs);
    }

    private Task<bool> IsKilledAsync(string resource, ImmutableDictionary<string, PropertyValue> inputs, int writes) =>
        IsKilledAsync(writes, () => CreateAsync(resource, inputs));
}
