using Pulumi.Experimental.Provider;
using Inputs = System.Collections.Immutable.ImmutableDictionary<string, Pulumi.Experimental.PropertyValue>;

namespace CniMigration.Tests.Provider.Resources;

/// <summary>
/// An update that is killed between any two of its writes keeps its old inputs in the stack's state: the next run makes the same update again.
/// </summary>
[TestFixture]
[CancelAfter(120_000)]
internal sealed class KilledUpdateTests : KilledFixture
{
    private static readonly (string, object?) OldNodes = ("oldNodeSelector", "eks.amazonaws.com/nodegroup=ng-1");
    private static readonly (string, object?) CiliumNodes = ("ciliumNodeSelector", "eks.amazonaws.com/nodegroup=ng-cilium");

    private static readonly Inputs Labels = Values.Of(
        ("stage", "pin-aws-node"), ("nodeSelector", OldNodes.Item2), ("labels", new Dictionary<string, string> { ["cni"] = "aws-cni" }));

    private static readonly Inputs Pin = Values.Of(
        ("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", "aws-node"), ("key", "cni"), ("operator", "In"), ("values", new[] { "aws-cni" }));

    private static readonly Inputs Cordon = Values.Of(("stage", "cordon"), ("nodeSelector", OldNodes.Item2));

    private static readonly Inputs Move = Values.Of(("stage", "migrate"), ("destination", "cilium"), OldNodes, CiliumNodes);

    private static IEnumerable<TestCaseData> Updates()
    {
        yield return Of("NodeLabels", "other labels", Labels, Labels.SetItem("labels", Values.Of(new Dictionary<string, string> { ["tier"] = "old" })));
        yield return Of("NodeLabels", "another value", Labels, Labels.SetItem("labels", Values.Of(new Dictionary<string, string> { ["cni"] = "aws" })));
        yield return Of("NodeLabels", "other nodes", Labels, Labels.SetItem("nodeSelector", Values.Of(CiliumNodes.Item2)));
        yield return Of("NodeLabels", "another stage", Labels, Labels.SetItem("stage", Values.Of("cordon")));
        yield return Of("DaemonSetPlacement", "another key", Pin, Pin.SetItem("key", Values.Of("tier")));
        yield return Of("DaemonSetPlacement", "other values", Pin, Pin.SetItem("values", Values.Of(new[] { "aws-cni", "legacy" })));
        yield return Of("DaemonSetPlacement", "another operator", Pin, Pin.SetItem("operator", Values.Of("NotIn")));
        yield return Of("NodeCordon", "other nodes", Cordon, Cordon.SetItem("nodeSelector", Values.Of(CiliumNodes.Item2)));
        yield return Of("WorkloadMove", "the way home", Move, Move.SetItem("destination", Values.Of("aws-cni")));
    }

    [TestCaseSource(nameof(Updates))]
    public async Task An_update_that_was_killed_after_any_write_is_completed_by_the_next_and_taken_back_whole(string resource, Inputs from, Inputs to)
    {
        await PrepareAsync();
        var before = await LookAsync();
        var clean = await CreateAsync(resource, from);
        await UpdateAsync(resource, clean, from, to);
        var changed = await LookAsync();
        await TakeBackAsync(resource, clean, to);
        Assert.That(await LookAsync(), Is.EqualTo(before), "not taken back when nothing was killed");

        for (var writes = 1; ; writes++)
        {
            var created = await CreateAsync(resource, from);
            if (!await IsKilledAsync(writes, () => UpdateAsync(resource, created, from, to)))
            {
                return;
            }

            await UpdateAsync(resource, created, from, to);
            Assert.That(await LookAsync(), Is.EqualTo(changed), $"not completed after write {writes}");
            await TakeBackAsync(resource, created, to);
            Assert.That(await LookAsync(), Is.EqualTo(before), $"not taken back after write {writes}");
        }
    }

    [TestCaseSource(nameof(Updates))]
    public async Task An_update_that_was_killed_after_any_write_is_given_up_by_going_back(string resource, Inputs from, Inputs to)
    {
        await PrepareAsync();
        var before = await LookAsync();
        for (var writes = 1; ; writes++)
        {
            var created = await CreateAsync(resource, from);
            var killed = await IsKilledAsync(writes, () => UpdateAsync(resource, created, from, to));

            // The state still has the old inputs, and the next run deletes by these.
            await TakeBackAsync(resource, created, from);
            await ForgetAboveAsync();
            Assert.That(await LookAsync(), Is.EqualTo(before), $"not taken back after write {writes}");
            if (!killed)
            {
                return;
            }
        }
    }

    [Test]
    public async Task A_restart_whose_run_was_killed_is_not_repeated_for_the_same_token()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        var first = Values.Of(("kind", "Deployment"), ("namespace", "kube-system"), ("name", "cluster-autoscaler"), ("token", "pin-aws-node"));
        var second = first.SetItem("token", Values.Of("cordon"));
        var created = await CreateAsync("RolloutRestart", first);
        Assert.That(await IsKilledAsync(1, () => UpdateAsync("RolloutRestart", created, first, second)), Is.True);
        var restarted = (await LookAsync())["Deployment kube-system/cluster-autoscaler"];

        await UpdateAsync("RolloutRestart", created, first, second);
        Assert.That((await LookAsync())["Deployment kube-system/cluster-autoscaler"], Is.EqualTo(restarted));
    }

    [Test]
    public async Task A_ledger_that_is_killed_after_any_write_while_it_takes_back_what_nobody_owns_takes_the_rest_back_in_the_next_run()
    {
        await PrepareAsync();
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        var before = await LookAsync();
        var (above, below) = (Values.Of(("stage", "remove-aws-node")), Values.Of(("stage", "baseline")));
        for (var writes = 1; ; writes++)
        {
            var ledger = await CreateAsync("Ledger", above);
            await CreateAsync("DeploymentPause", Values.Of(("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", "cluster-autoscaler")));
            await CreateAsync("NodeLabels", Labels);
            await CreateAsync("DaemonSetPlacement", Pin);
            await CreateAsync("NodeCordon", Cordon);
            await CreateAsync("NodeGroupGuard", Values.Of(
                ("stage", "retire-nodes"), ("nodeGroup", "ng-1"), ("purpose", "retire"), OldNodes, CiliumNodes, ("token", "1"),
                ("recordSizes", new Dictionary<string, int> { ["desired"] = 3, ["min"] = 1, ["max"] = 5 })));
            await CreateAsync("DaemonSetRemoval", Values.Of(
                ("stage", "remove-aws-node"), ("namespace", "kube-system"), ("name", "aws-node"), ("nodeSelector", "eks.amazonaws.com/nodegroup=nowhere")));

            var killed = await IsKilledAsync(writes, () => UpdateAsync("Ledger", ledger, above, below));
            if (killed)
            {
                await UpdateAsync("Ledger", ledger, above, below);
            }

            await DeleteAsync("Ledger", ledger, below);
            Assert.That(await LookAsync(), Is.EqualTo(before), $"after write {writes}");
            if (!killed)
            {
                return;
            }
        }
    }

    private static TestCaseData Of(string resource, string change, Inputs from, Inputs to) =>
        new TestCaseData(resource, from, to).SetArgDisplayNames(resource, change);

    private async Task PrepareAsync()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await Cluster.ApplyAsync(Manifests.Node("old-2", "ng-1", labels: ", cni: theirs"));
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium", labels: ", tier: theirs"));
        await Cluster.ApplyAsync(Manifests.Node("new-2", "ng-cilium"));
        await Cluster.ApplyAsync(Manifests.AwsNode);
    }

    /// <summary>A move is undone by none but another destination.</summary>
    private async Task TakeBackAsync(string resource, CreateResponse created, Inputs inputs)
    {
        if (resource == "WorkloadMove")
        {
            await UpdateAsync(resource, created, inputs, inputs.SetItem("destination", Values.Of("stay")));
        }

        await DeleteAsync(resource, created, inputs);
    }

    /// <summary>What the state knows nothing of is the ledger's to take back.</summary>
    private async Task ForgetAboveAsync()
    {
        var (above, below) = (Values.Of(("stage", "remove-aws-node")), Values.Of(("stage", "baseline")));
        var ledger = await CreateAsync("Ledger", above);
        await UpdateAsync("Ledger", ledger, above, below);
        await DeleteAsync("Ledger", ledger, below);
    }
}
