using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.View;
using CniMigration.Rehearsal.Walk;
using CniMigration.Simulator.Cloud;
using CniMigration.Tests.Rehearsal.CommandLine;

namespace CniMigration.Tests.Rehearsal.Walk;

/// <summary>The walk on a cluster that Pulumi did not make.</summary>
public sealed class AdoptionWalkTests
{
    private const string Cluster = "production";
    private static readonly string[] OldGroups = ["general", "batch"];

    [Test]
    public async Task No_call_changes_an_old_node_group_until_it_is_retired_and_it_gets_back_what_it_had()
    {
        await using var stack = await StartAsync();
        await WalkAsync(stack, "baseline");
        Assert.That(Touched(stack), Is.Empty);
        var batch = stack.Cloud.DescribeNodeGroup(Cluster, "batch").Spec;
        Assert.That(batch.Scaling, Is.EqualTo(new NodeGroupScaling(2, 0, 4)));
        var others = new NodeGroupUpdate { Scaling = new NodeGroupScaling(1, 0, 4) };
        await stack.Cloud.UpdateNodeGroupAsync(Cluster, "batch", others);
        await stack.Cloud.WaitForNodeGroupAsync(Cluster, "batch");

        await WalkAsync(stack, "pin-aws-node", "install-cilium", "add-cilium-nodes", "cordon", "migrate");
        Assert.That(Touched(stack), Is.EqualTo(new[] { "UpdateNodegroupConfig batch" }), "only what the autoscaler did above");

        await WalkAsync(stack, "retire-nodes");
        Assert.That(Touched(stack).Skip(1), Is.EquivalentTo(new[] { "UpdateNodegroupConfig general", "UpdateNodegroupConfig batch" }));
        Assert.That(stack.Cloud.DescribeNodeGroup(Cluster, "batch").Spec.Scaling, Is.EqualTo(new NodeGroupScaling(0, 0, 4)));
        Assert.That(stack.Cloud.DescribeNodeGroup(Cluster, "general").Spec.Scaling, Is.EqualTo(new NodeGroupScaling(0, 0, 5)));

        var last = await WalkAsync(stack, "remove-aws-node", "finalize", "enforce-policy");
        Assert.That(last.Effective, Is.EqualTo("enforce-policy"));
        Assert.That(last.Cluster.Pods.AwsCni, Is.Zero);
        Assert.That(Touched(stack), Has.Length.EqualTo(3));

        last = await WalkAsync(stack, "baseline");
        Assert.That(last.Effective, Is.EqualTo("baseline"));
        Assert.That(last.Cluster.Pods.Cilium, Is.Zero);
        Assert.That(stack.Cloud.DescribeNodeGroup(Cluster, "batch").Spec, Is.EqualTo(batch with { Scaling = others.Scaling }));
        Assert.That(stack.Cloud.DescribeNodeGroup(Cluster, "general").Spec.Scaling, Is.EqualTo(new NodeGroupScaling(2, 1, 5)));
        Assert.That(Touched(stack), Has.Length.EqualTo(5));
        Assert.That(stack.Calls.Select(call => call.Operation), Has.None.EqualTo("CreateCluster").And.None.EqualTo("DeleteNodegroup"));
    }

    private static async Task<RehearsalStack> StartAsync()
    {
        var settings = StackSettings.Read(Run.ProjectFolder(), "Pulumi.prod.yaml", Run.ProjectFolder());
        var options = new RehearsalOptions { StackFile = "Pulumi.prod.yaml" };
        var stack = await RehearsalStack.StartAsync(settings, options, new SilentView(), CancellationToken.None);
        Assert.That(await stack.CheckAsync(options, CancellationToken.None), Is.Null);
        return stack;
    }

    private static async Task<UpResult> WalkAsync(RehearsalStack stack, params string[] stages)
    {
        var walk = await new Walker(stack, new SilentView()).WalkAsync(new RehearsalOptions { Stages = [.. stages] }, CancellationToken.None);
        Assert.That(walk.Failure, Is.Null);
        Assert.That(walk.Ups.Sum(up => up.BudgetViolations), Is.Zero);
        return walk.Ups[^1];
    }

    private static string[] Touched(RehearsalStack stack) =>
        [.. stack.Calls.Where(call => OldGroups.Contains(call.Target)).Select(call => $"{call.Operation} {call.Target}")];
}
