using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator.Faults;

namespace CniMigration.Tests.Rehearsal.Back;

/// <summary>
/// Somebody changes the cluster behind the program's back: a refresh shows what the state can know of it, and the next run mends the rest too.
/// </summary>
internal sealed class MeddlingTests
{
    private const string AwsNode = "apis/apps/v1/namespaces/kube-system/daemonsets/aws-node";

    [Test]
    public async Task What_others_undo_while_aws_node_is_pinned_is_seen_and_mended()
    {
        await using var traveller = await Traveller.StartAsync(seed: 4);
        await traveller.ToAsync("baseline");
        var before = await traveller.LookAsync();
        await traveller.ToAsync("pin-aws-node");
        await traveller.PatchAsync($"api/v1/nodes/{(await traveller.NodesAsync("ng-1"))[0]}", """{"metadata":{"labels":{"cni":null}}}""");
        await traveller.PatchAsync(AwsNode, """{"spec":{"template":{"spec":{"affinity":null}}}}""");
        await traveller.DeleteAsync("apis/apps/v1/namespaces/goldpinger/daemonsets/goldpinger");
        await traveller.ScaleAsync("ng-1", 2);

        Assert.That(await traveller.RefreshAsync(), Is.EquivalentTo(new Dictionary<string, Operation>
        {
            ["goldpinger-daemonset"] = Operation.Delete,
            ["node-groups-ng-1"] = Operation.Update,
        }));
        await traveller.ToAsync("pin-aws-node");
        var affinity = (await traveller.LookAsync())
            .Single(line => line.StartsWith("daemonsets", StringComparison.Ordinal) && line.Contains("kube-system/aws-node", StringComparison.Ordinal));
        Assert.That(affinity, Does.Contain("aws-cni"), "pinned again, though the rest of its affinity is theirs");
        Assert.That(await traveller.NodesAsync("ng-1"), Has.Count.EqualTo(3));

        await traveller.ToAsync("baseline");
        Assert.That(await traveller.DifferencesAsync(before, but: "kube-system/aws-node"), Is.Empty);
    }

    [Test]
    public async Task A_node_that_others_open_again_is_cordoned_again()
    {
        await using var traveller = await Traveller.StartAsync(seed: 4);
        await traveller.ToAsync("cordon");
        var before = await traveller.LookAsync();
        await traveller.CordonAsync((await traveller.NodesAsync("ng-1"))[0], cordoned: false);

        Assert.That(await traveller.RefreshAsync(), Is.Empty, "the cluster's own record tells, and no input of the stack");
        await traveller.ToAsync("cordon");
        Assert.That(await traveller.DifferencesAsync(before), Is.Empty);
    }

    [Test]
    public async Task A_node_of_ng_1_that_is_replaced_while_workloads_move_or_after_it_is_left_like_the_others()
    {
        await using var traveller = await Traveller.StartAsync(seed: 4);
        await traveller.ToAsync("cordon");
        await traveller.ToAsync("migrate", "workloads-move", () => traveller.ReplaceOneAsync("ng-1", 3));
        Assert.That(await traveller.DescribeAsync("ng-1"), Is.EqualTo(Enumerable.Repeat((true, "aws-cni", 0), 3)));

        await traveller.ReplaceOneAsync("ng-1", 3);
        await traveller.DeployAsync("late", "ng-1", "ng-cilium");
        await traveller.ToAsync("migrate");
        Assert.That(await traveller.DescribeAsync("ng-1"), Is.EqualTo(Enumerable.Repeat((true, "aws-cni", 0), 3)));
        await traveller.ToAsync("retire-nodes");
    }

    [Test]
    public async Task A_gate_that_failed_on_the_way_forth_does_not_block_the_way_back()
    {
        await using var traveller = await Traveller.StartAsync(seed: 4, FaultCatalogue.Find("security-group-cuts-cnis"));
        await traveller.ToAsync("baseline");
        var before = await traveller.LookAsync();
        Assert.That((await traveller.FailAsync("add-cilium-nodes")).Message, Does.Contain("mesh"));
        await traveller.DeployAsync("early", "ng-cilium", "ng-1");

        await traveller.ToAsync("baseline");
        Assert.That(await traveller.DifferencesAsync(before, but: "shop/early"), Is.Empty);
    }
}
