using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator.Cloud;
using CniMigration.Tests.Rehearsal.Back;
using k8s;

namespace CniMigration.Tests.Rehearsal.Adoption;

/// <summary>The walk on a cluster that Pulumi did not make.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AdoptionWalkTests
{
    [Test]
    public async Task The_first_preview_imports_the_groups_and_replaces_and_deletes_nothing()
    {
        await using var stack = await AdoptedStack.StartAsync(seed: 1);
        var before = await stack.LookAsync();

        var preview = await stack.PreviewAsync("baseline");

        Assert.That(preview.Run.Failure, Is.Null);
        var groups = preview.Run.Steps.Where(step => step.Key.Type == "aws:eks/nodeGroup:NodeGroup")
            .ToDictionary(step => step.Key.Name, step => step.Operation);
        Assert.That(groups["node-groups-general"], Is.EqualTo(Operation.Import));
        Assert.That(groups["node-groups-batch"], Is.EqualTo(Operation.Import));
        Assert.That(groups["node-groups-general-cilium"], Is.EqualTo(Operation.Create));
        Assert.That(
            preview.Run.Steps.Where(step => step.Operation == Operation.Import).Select(step => step.Changed),
            Is.All.Empty,
            "an import that differs becomes an update");
        Assert.That(preview.Run.Count(Operation.Replace, Operation.Delete, Operation.Update, Operation.Forget), Is.Zero);
        Assert.That(preview.Run.Steps.Select(step => step.Key.Type), Has.None.StartsWith("eks:"));
        Assert.That(ClusterPortrait.Differences(before, await stack.LookAsync()), Is.Empty);
        Assert.That(stack.Operations, Is.Empty);
    }

    [Test]
    public async Task No_call_changes_an_old_node_group_until_it_is_retired_and_it_gets_back_what_it_had()
    {
        await using var stack = await AdoptedStack.StartAsync(seed: 2);
        var untouched = await stack.LookAsync();
        await stack.WalkAsync("baseline");
        await stack.ResizeAsync("batch", 3);
        Assert.That(stack.Touched, Is.EqualTo(new[] { "UpdateNodegroupConfig batch" }), "only what the autoscaler did");
        await stack.WalkAsync("baseline");
        var before = await stack.LookAsync();

        await stack.WalkAsync("pin-aws-node", "install-cilium", "add-cilium-nodes");
        await AssertDestroyIsRefusedAsync(stack);
        await stack.WalkAsync("cordon", "migrate");
        Assert.That(stack.Touched, Has.Count.EqualTo(1));

        await stack.WalkAsync("retire-nodes");
        Assert.That(stack.Touched.Skip(1), Is.EquivalentTo(new[] { "UpdateNodegroupConfig general", "UpdateNodegroupConfig batch" }));
        Assert.That(stack.Group("general").Scaling, Is.EqualTo(new NodeGroupScaling(0, 0, 5)));
        Assert.That(stack.Group("batch").Scaling, Is.EqualTo(new NodeGroupScaling(0, 0, 5)));

        var ups = await stack.WalkAsync("remove-aws-node", "finalize", "enforce-policy");
        Assert.That(ups[^1].Cluster.Pods.AwsCni, Is.Zero);
        Assert.That(stack.Touched, Has.Count.EqualTo(3));
        await AssertDestroyIsRefusedAsync(stack);

        ups = await stack.WalkAsync("baseline");
        Assert.That(ups.SelectMany(up => up.Warnings), Is.All.Contains("Kubernetes 1.32"), "the way back has nothing else to warn of");
        Assert.That(ClusterPortrait.Differences(before, await stack.LookAsync()), Is.Empty);
        Assert.That(stack.Touched, Has.Count.EqualTo(5));

        await stack.ResizeAsync("batch", 2);
        await stack.WalkAsync("baseline");
        Assert.That((await stack.DestroyAsync()).Run.Failure, Is.Null);
        Assert.That(ClusterPortrait.Differences(untouched, await stack.LookAsync()), Is.Empty, "a destroy leaves what was there before");
        Assert.That(stack.Cloud.ListNodeGroups(AdoptedStack.Cluster), Is.EquivalentTo(stack.OldGroups));
        Assert.That(stack.Touched, Has.Count.EqualTo(6));
        Assert.That(stack.Operations, Has.None.EqualTo("CreateCluster").And.None.EqualTo("DeleteCluster"));
    }

    [Test]
    public async Task Groups_of_all_kinds_go_and_come_back_as_they_were_even_where_their_sizes_on_record_are_lost()
    {
        await using var stack = await AdoptedStack.StartAsync(seed: 4, ("oldNodeGroups", """["general","batch","spare","gpu"]"""));
        Assert.That(stack.Group("general").LaunchTemplate, Is.Not.Null);
        Assert.That(stack.Group("batch").Version, Is.EqualTo("1.32"));
        Assert.That(stack.Group("spare").Scaling.DesiredSize, Is.Zero);
        Assert.That(stack.Group("gpu").Taints, Is.Not.Empty);
        await stack.WalkAsync("baseline");
        Assert.That(
            await MeshNodesAsync(stack),
            Is.SupersetOf(stack.Cloud.ListInstances(AdoptedStack.Cluster, "gpu", ["running"]).Select(instance => instance.NodeName)));
        var before = await stack.LookAsync();

        await stack.WalkAsync("migrate");
        Assert.That(stack.Touched, Is.Empty);
        await stack.WalkAsync("remove-aws-node");
        Assert.That(
            stack.Touched,
            Is.EquivalentTo(new[] { "UpdateNodegroupConfig general", "UpdateNodegroupConfig batch", "UpdateNodegroupConfig gpu" }),
            "spare has no nodes");

        await stack.Kubernetes.CoreV1.DeleteNamespacedConfigMapAsync("cni-migration-sizes-batch", "kube-system");
        var up = await stack.UpAsync("remove-aws-node");
        Assert.That(up.Warnings, Has.Exactly(1).StartsWith("What the node group batch had before it was retired is not on record any more"));
        await stack.WalkAsync("remove-aws-node");
        Assert.That((await stack.UpAsync("remove-aws-node")).Warnings, Is.All.Contains("Kubernetes 1.32"));

        await stack.WalkAsync("baseline");
        Assert.That(ClusterPortrait.Differences(before, await stack.LookAsync()), Is.Empty);
        Assert.That(stack.Touched.Skip(3), Is.EquivalentTo(stack.Touched.Take(3)));
    }

    private static async Task AssertDestroyIsRefusedAsync(AdoptedStack stack)
    {
        var before = await stack.LookAsync();
        var calls = stack.Operations.Count();

        var refused = await stack.DestroyAsync();

        Assert.That(refused.Run.Failure?.Message, Does.Contain("interlock cannot be deleted").And.Contain("Go to baseline first"));
        Assert.That(ClusterPortrait.Differences(before, await stack.LookAsync()), Is.Empty);
        Assert.That(stack.Operations.Count(), Is.EqualTo(calls));
    }

    private static async Task<IEnumerable<string>> MeshNodesAsync(AdoptedStack stack) =>
        (await stack.Kubernetes.CoreV1.ListNamespacedPodAsync(
            "goldpinger", labelSelector: "app.kubernetes.io/component=daemon")).Items.Select(pod => pod.Spec.NodeName);
}
