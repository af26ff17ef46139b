using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Migration.Errors;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider.Resources;

[TestFixture]
internal sealed class NodeGroupGuardTests : ProviderFixture
{
    private const string Pinned =
        "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
        + "[{matchExpressions: [{key: cni, operator: In, values: [aws-cni]}]}]}}}";
    private const string Avoiding =
        "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
        + "[{matchExpressions: [{key: cni, operator: NotIn, values: [aws-cni]}]}]}}}";

    [Test]
    public async Task The_Cilium_group_may_grow_once_both_CNIs_know_their_nodes()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        var refused = Assert.ThrowsAsync<GateFailedException>(async () => await CreateAsync("NodeGroupGuard", For("grow-cilium")))!;
        Assert.That(refused.Message, Does.Contain("Cilium is not installed").And.Contain("autoscaler"));

        await InstallAsync();
        await PauseAsync();
        Assert.That((await CreateAsync("NodeGroupGuard", For("grow-cilium"))).Outputs.Text("proved"), Is.Not.Empty);
    }

    [Test]
    public async Task The_Cilium_group_may_not_grow_while_aws_node_would_follow()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        await Cluster.ApplyAsync(Manifests.DaemonSet("cilium", Avoiding));
        Assert.That(async () => await CreateAsync("NodeGroupGuard", For("grow-cilium")),
            Throws.TypeOf<GateFailedException>().With.Message.Contains("aws-node would run on the new nodes too"));
    }

    [Test]
    public async Task Old_nodes_may_retire_once_they_are_cordoned_and_empty_and_their_sizes_are_kept()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await Cluster.ApplyAsync(Manifests.Pod("shop-1", "old-1"));
        var sizes = new Dictionary<string, int> { ["desired"] = 3, ["min"] = 1, ["max"] = 5 };
        var inputs = For("retire").SetItem("recordSizes", Values.Of(sizes));
        var refused = Assert.ThrowsAsync<GateFailedException>(async () => await CreateAsync("NodeGroupGuard", inputs))!;
        Assert.That(refused.Message, Does.Contain("not cordoned: old-1").And.Contain("default/shop-1"));
        Assert.That(await SizesAsync(), Is.Null, "what is not proved leaves nothing behind");

        await Cluster.PatchAsync(ResourceTypes.Nodes, null, "old-1", new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = true } });
        await Cluster.DeleteAsync(ResourceTypes.Pods, "default", "shop-1");
        await CreateAsync("NodeGroupGuard", inputs);
        Assert.That((int?)(await SizesAsync())!["desired"], Is.EqualTo(3));

        await CreateAsync("NodeGroupGuard", inputs.SetItem("recordSizes", Values.Of(new Dictionary<string, int> { ["desired"] = 0 })));
        Assert.That((int?)(await SizesAsync())!["desired"], Is.EqualTo(3), "the sizes on record stay as they were first written");
    }

    [Test]
    public async Task Groups_of_nearly_the_same_name_keep_their_own_sizes()
    {
        await CreateAsync("NodeGroupGuard", For("retire").SetItem("recordSizes", Values.Of(new Dictionary<string, int> { ["desired"] = 3 })));
        await CreateAsync(
            "NodeGroupGuard",
            For("retire").SetItem("nodeGroup", Values.Of("ng_1")).SetItem("recordSizes", Values.Of(new Dictionary<string, int> { ["desired"] = 7 })));
        await CreateAsync(
            "NodeGroupGuard",
            For("retire").SetItem("nodeGroup", Values.Of("NG-1")).SetItem("recordSizes", Values.Of(new Dictionary<string, int> { ["desired"] = 5 })));

        var maps = await Cluster.Client.ListAsync(ResourceTypes.ConfigMaps, "kube-system", Token);
        var sizes = maps.Items.Select(map => map.ToJson())
            .Where(map => ((string)map["metadata"]!["name"]!).StartsWith("cni-migration-sizes-", StringComparison.Ordinal))
            .Select(map => JsonNode.Parse((string)map["metadata"]!["annotations"]!["cni-migration.io/record"]!)!)
            .Select(record => ((string?)record["nodeGroup"], (int?)record["sizes"]!["desired"]));
        Assert.That(sizes, Is.EquivalentTo(new[] { ("ng-1", 3), ("ng_1", 7), ("NG-1", 5) }));
    }

    [Test]
    public async Task Who_has_undone_the_pause_of_the_autoscaler_is_named()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        Assert.That(
            async () => await CreateAsync("NodeGroupGuard", For("retire")),
            Throws.TypeOf<GateFailedException>().With.Message.Contains("runs with 2 replicas and would resize"));

        await CreateAsync("DeploymentPause", Values.Of(("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", "cluster-autoscaler")));
        await Cluster.PatchAsync(
            ResourceTypes.Deployments, "kube-system", "cluster-autoscaler", new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 4 } });
        Assert.That(
            async () => await CreateAsync("NodeGroupGuard", For("retire")),
            Throws.TypeOf<GateFailedException>().With.Message.Contains(
                "runs with 4 replicas, since the field manager somebody-else has scaled it up after its pause"));
    }

    [Test]
    public async Task What_does_not_pass_by_itself_is_not_waited_for()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        Assert.That(
            async () => await CreateAsync("NodeGroupGuard", For("retire")), Throws.TypeOf<GateFailedException>().With.Message.Contains("not cordoned: old-1"));
        Assert.That(Cluster.Core.Gate.Counter.Of("list", "pods"), Is.EqualTo(1), "one look");
    }

    [Test]
    public async Task Sizes_that_were_lost_are_written_again_without_a_new_proof()
    {
        var inputs = For("retire").SetItem("recordSizes", Values.Of(new Dictionary<string, int> { ["desired"] = 3 }));
        var created = await CreateAsync("NodeGroupGuard", inputs);
        await Cluster.DeleteAsync(ResourceTypes.ConfigMaps, "kube-system", "cni-migration-sizes-ng-1");
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));

        await UpdateAsync("NodeGroupGuard", created, inputs, inputs.SetItem("token", Values.Of("2")));

        Assert.That((int?)(await SizesAsync())!["desired"], Is.EqualTo(3));
    }

    [TestCase("retire")]
    [TestCase("shrink-cilium")]
    public async Task No_nodes_may_go_while_a_pod_is_on_one_that_joined_after_the_nodes_were_listed(string purpose)
    {
        await Cluster.ApplyAsync(Manifests.Pod("early", "new-9"));
        Assert.That(
            async () => await CreateAsync("NodeGroupGuard", For(purpose)),
            Throws.TypeOf<GateFailedException>().With.Message.Contains("1 workload pods are on nodes that only just came or went: default/early on new-9"));

        await Cluster.DeleteAsync(ResourceTypes.Pods, "default", "early");
        await CreateAsync("NodeGroupGuard", For(purpose));
    }

    [Test]
    public async Task Old_nodes_may_not_retire_while_a_pod_is_Pending_or_a_restart_is_guarded()
    {
        await Cluster.ApplyAsync(Manifests.Pod("waiting", node: "\"\"", phase: "Pending"));
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await Cluster.PatchAsync(ResourceTypes.Deployments, "kube-system", "cluster-autoscaler",
            new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["cni-migration.io/guarded-max-unavailable"] = "1" } } });
        var refused = Assert.ThrowsAsync<GateFailedException>(async () => await CreateAsync("NodeGroupGuard", For("retire")))!;
        Assert.That(refused.Message, Does.Contain("default/waiting").And.Contain("guarded: kube-system/cluster-autoscaler"));
    }

    [Test]
    public async Task Old_nodes_may_return_once_aws_node_waits_for_them_and_Cilium_keeps_off()
    {
        var refused = Assert.ThrowsAsync<GateFailedException>(async () => await CreateAsync("NodeGroupGuard", For("restore")))!;
        Assert.That(refused.Message, Does.Contain("aws-node is missing"));
        await InstallAsync();
        await CreateAsync("NodeGroupGuard", For("restore"));
    }

    [Test]
    public async Task Cilium_nodes_may_go_once_no_workload_is_on_them()
    {
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium"));
        await Cluster.ApplyAsync(Manifests.Pod("shop-1", "new-1"));
        Assert.That(
            async () => await CreateAsync("NodeGroupGuard", For("shrink-cilium")), Throws.TypeOf<GateFailedException>().With.Message.Contains("shop-1"));
        await Cluster.DeleteAsync(ResourceTypes.Pods, "default", "shop-1");
        await CreateAsync("NodeGroupGuard", For("shrink-cilium"));
    }

    private static ImmutableDictionary<string, PropertyValue> For(string purpose) => Values.Of(
        ("stage", "retire-nodes"), ("nodeGroup", "ng-1"), ("purpose", purpose), ("oldNodeSelector", "eks.amazonaws.com/nodegroup in (ng-1)"),
        ("ciliumNodeSelector", "eks.amazonaws.com/nodegroup=ng-cilium"), ("token", "1"));

    [TestCase("grow-cilium", "aws-node")]
    [TestCase("restore", "cilium")]
    public async Task A_rollout_that_does_not_end_is_named(string purpose, string daemonSet)
    {
        await InstallAsync();
        await Cluster.PatchAsync(
            ResourceTypes.DaemonSets, "kube-system", daemonSet, new JsonObject { ["status"] = new JsonObject { ["desiredNumberScheduled"] = 1 } }, "status");
        Assert.That(
            async () => await CreateAsync("NodeGroupGuard", For(purpose)),
            Throws.TypeOf<GateFailedException>().With.Message.Contains($"rollout status daemonset/{daemonSet}"));
    }

    private async Task InstallAsync()
    {
        foreach (var (name, affinity) in new[] { ("aws-node", Pinned), ("cilium", Avoiding) })
        {
            await Cluster.ApplyAsync(Manifests.DaemonSet(name, affinity));
            await Cluster.PatchAsync(ResourceTypes.DaemonSets, "kube-system", name, new JsonObject
            {
                ["status"] = new JsonObject
                {
                    ["observedGeneration"] = 1,
                    ["desiredNumberScheduled"] = 0,
                    ["currentNumberScheduled"] = 0,
                    ["numberMisscheduled"] = 0,
                    ["numberReady"] = 0,
                },
            }, "status");
        }
    }

    private Task PauseAsync() => Cluster.PatchAsync(
        ResourceTypes.Deployments, "kube-system", "cluster-autoscaler", new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 0 } });

    private async Task<JsonNode?> SizesAsync() =>
        await Cluster.FindAsync(ResourceTypes.ConfigMaps, "kube-system", "cni-migration-sizes-ng-1") is { } map
            ? JsonNode.Parse((string)map["metadata"]!["annotations"]!["cni-migration.io/record"]!)!["sizes"]
            : null;
}
