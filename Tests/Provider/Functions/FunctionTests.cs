using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.Provider.Functions;

[TestFixture]
internal sealed class FunctionTests : ProviderFixture
{
    private static readonly (string, object?)[] Query = [("oldNodeGroups", new[] { "ng-1" }), ("ciliumNodeGroup", "ng-cilium")];

    [Test]
    public async Task An_untouched_cluster_has_no_stage_and_no_record()
    {
        await SeedAsync();
        var state = await InvokeAsync("getMigrationState", Query);

        Assert.That(state.ContainsKey("stage") && !state["stage"].IsNull, Is.False);
        Assert.That(state["records"].TryGetArray(out var records) && records.IsEmpty, Is.True);
        Assert.That(state["foreignNodes"].TryGetArray(out var foreign), Is.True);
        Assert.That(
            foreign.Select(node => node.TryGetMap(out var map) ? (map.Text("name"), map.Text("runBy"), map.Text("group")) : default),
            Is.EqualTo(new[] { ("karpenter-1", "node-group", "someone-elses") }));
        Assert.That(state.Number("podsOnAwsCni"), Is.EqualTo(1));
        Assert.That(state.Map("oldNodes").Number("count"), Is.EqualTo(2));
        Assert.That(state.Map("oldNodes").Number("ready"), Is.EqualTo(1));
        Assert.That(state.Map("oldNodes").Number("workloadPods"), Is.EqualTo(1));
        Assert.That(state.Map("oldNodes").List("unlabelled"), Is.EqualTo(new[] { "old-1", "old-2" }));
        Assert.That(state.Map("awsNode").Flag("present"), Is.True);
        Assert.That(state.Map("awsNode").Flag("pinned"), Is.False);
        Assert.That(state.Map("cilium").Flag("present"), Is.False);
        Assert.That(state.Map("autoscaler").Number("replicas"), Is.EqualTo(2));
        foreach (var open in new[] { "nodeLabels", "daemonSetPlacement", "nodeCordon", "workloadMove" })
        {
            Assert.That(state.Map("undone").Text(open), Is.Not.Empty, open);
        }
    }

    [Test]
    public async Task What_is_done_has_no_digest_and_is_on_record()
    {
        await SeedAsync();
        const string OldNodes = "eks.amazonaws.com/nodegroup=ng-1";
        await CreateAsync("Ledger", Values.Of(("stage", "cordon")));
        await CreateAsync("NodeLabels", Values.Of(
            ("stage", "pin-aws-node"), ("nodeSelector", OldNodes), ("labels", new Dictionary<string, string> { ["cni"] = "aws-cni" })));
        await CreateAsync("DaemonSetPlacement", Values.Of(
            ("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", "aws-node"), ("key", "cni"), ("operator", "In"),
            ("values", new[] { "aws-cni" })));
        await CreateAsync("DeploymentPause", Values.Of(("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", "cluster-autoscaler")));
        var cordon = await CreateAsync("NodeCordon", Values.Of(("stage", "cordon"), ("nodeSelector", OldNodes)));
        var state = await InvokeAsync("getMigrationState", Query);

        Assert.That(state.Text("stage"), Is.EqualTo("cordon"));
        Assert.That(state.Map("undone").Text("nodeLabels"), Is.Empty);
        Assert.That(state.Map("undone").Text("daemonSetPlacement"), Is.Empty);
        Assert.That(state.Map("undone").Text("nodeCordon"), Is.Empty);
        Assert.That(state.Map("awsNode").Flag("pinned"), Is.True);
        Assert.That(state.Map("autoscaler").Flag("paused"), Is.True);
        Assert.That(state["records"].TryGetArray(out var records), Is.True);
        var kinds = records.Select(record => record.TryGetMap(out var map) ? (map.Text("kind"), map.Text("stage")) : default).ToList();
        Assert.That(kinds, Is.EquivalentTo(new[]
        {
            ("NodeLabels", "pin-aws-node"), ("NodeLabels", "pin-aws-node"), ("NodeCordon", "cordon"), ("NodeCordon", "cordon"),
            ("DaemonSetPlacement", "pin-aws-node"), ("DeploymentPause", "pin-aws-node"),
        }));
        Assert.That(records.Any(record => record.TryGetMap(out var map) && map.Text("owner") == cordon.Id), Is.True);
    }

    [Test]
    public async Task An_add_on_that_EKS_manages_is_named()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var eks = new CniMigration.Kubernetes.Clients.InProcessClient(Cluster.Core, "eks");
        await eks.PatchAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node", new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app.kubernetes.io/version"] = "v1.20.0" } },
        }, Token);
        Assert.That((await InvokeAsync("getMigrationState", Query)).Map("awsNode").Text("managedBy"), Is.EqualTo("eks"));
    }

    [Test]
    public async Task Whoever_has_ports_of_nodes_is_named_but_for_pods_in_their_nodes_network()
    {
        foreach (var (name, hostNetwork) in new[] { ("metrics", "false"), ("node-exporter", "true") })
        {
            var set = (JsonObject)JsonNode.Parse($$$"""
                {"metadata":{"name":"{{{name}}}"},"spec":{"selector":{"matchLabels":{"app":"a"}},"template":{"metadata":{"labels":{"app":"a"}},"spec":
                 {"hostNetwork":{{{hostNetwork}}},"containers":[{"name":"a","image":"a:1",
                 "ports":[{"containerPort":8125,"hostPort":8125,"protocol":"UDP"}]}]} } } }
                """)!;
            await new CniMigration.Kubernetes.Clients.InProcessClient(Cluster.Core, "kubectl").CreateAsync(ResourceTypes.DaemonSets, "default", set, Token);
        }

        var state = await InvokeAsync("getMigrationState", Query);

        Assert.That(state["hostPorts"].TryGetArray(out var ports) && ports.Single().TryGetString(out var told) ? told : null,
            Is.EqualTo("DaemonSet default/metrics (8125/UDP)"));
        Assert.That(state.Map("kubeProxy").Flag("present"), Is.False);
    }

    [Test]
    public async Task A_plan_names_what_would_move_and_what_blocks_it_and_touches_nothing()
    {
        await SeedAsync();
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium"));
        await Cluster.PatchAsync(ResourceTypes.Nodes, null, "new-1", new JsonObject { ["spec"] = new JsonObject { ["taints"] = null } });
        var versions = await Cluster.VersionsAsync();
        var plan = await InvokeAsync("planMove", [.. Query, ("destination", "cilium")]);

        Assert.That(plan["blockers"].TryGetArray(out var blockers) && blockers.Length == 1, Is.True);
        Assert.That(blockers[0].TryGetMap(out var blocker) ? blocker.Text("pod") : null, Is.EqualTo("default/shop-1"));
        Assert.That(await Cluster.VersionsAsync(), Is.EqualTo(versions));

        var consented = await InvokeAsync("planMove", [.. Query, ("destination", "cilium"), ("evictBarePods", true)]);
        Assert.That(consented["blockers"].TryGetArray(out var none) ? none.Select(blocker => blocker.ToString()) : null, Is.Empty);
        Assert.That(consented.Number("pods"), Is.EqualTo(1));
    }

    [Test]
    public async Task Bad_arguments_fail_one_by_one()
    {
        var response = await Provider.Invoke(
            new InvokeRequest("cnimigration:index:planMove", Values.Of(("oldNodeGroups", Array.Empty<string>()), ("destination", "mars"), ("colour", "red"))),
            Token);
        Assert.That(
            response.Failures!.Select(failure => failure.Property), Is.EquivalentTo(new[] { "colour", "oldNodeGroups", "ciliumNodeGroup", "destination" }));
    }

    private async Task SeedAsync()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await Cluster.ApplyAsync(Manifests.Node("old-2", "ng-1", ready: false));
        await Cluster.ApplyAsync(Manifests.Node("karpenter-1", "someone-elses"));
        await Cluster.ApplyAsync(Manifests.Pod("shop-1", "old-1"));
    }
}
