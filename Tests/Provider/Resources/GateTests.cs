using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;
using CniMigration.Migration.Errors;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider.Resources;

[TestFixture]
internal sealed class GateTests : ProviderFixture
{
    private static readonly ImmutableDictionary<string, PropertyValue> Rollout = Values.Of(
        ("kind", "Deployment"), ("namespace", "kube-system"), ("name", "cluster-autoscaler"), ("token", "1"), ("timeoutSeconds", 90));

    private static readonly ImmutableDictionary<string, PropertyValue> Nodes = Values.Of(
        ("nodeSelector", "eks.amazonaws.com/nodegroup=ng-cilium"), ("count", 1), ("absentTaint", "node.cilium.io/agent-not-ready"),
        ("absentDaemonSet", "kube-system/aws-node"), ("token", "1"), ("timeoutSeconds", 90));

    [Test]
    public async Task A_rollout_that_is_done_passes_with_its_ready_pods()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await SettleAsync(2);
        Assert.That((await CreateAsync("RolloutReady", Rollout)).Outputs.Number("ready"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_rollout_that_comes_late_is_waited_for_and_the_wait_is_reported()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        var gate = CreateAsync("RolloutReady", Rollout.SetItem("timeoutSeconds", Values.Of(80000)));
        while (!Log.All.Any())
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Cluster.Time, Token);
        }

        Assert.That(gate.IsCompleted, Is.False);
        await SettleAsync(2);
        await gate;
        Assert.That(Log.All.First().Message, Does.Contain("cluster-autoscaler").And.Contain("controller has not seen"));
    }

    [Test]
    public async Task A_rollout_that_never_ends_fails_with_what_was_expected_seen_and_to_do()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await SettleAsync(1);
        Assert.That(
            async () => await CreateAsync("RolloutReady", Rollout),
            Throws.TypeOf<WaitTimedOutException>().With.Message.Contains("cluster-autoscaler rolled out")
            .And.Message.Contains("1 of 2 pods").And.Message.Contains("kubectl -n kube-system describe"));
    }

    [Test]
    public async Task A_workload_without_pods_fails_unless_that_is_allowed()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await Cluster.PatchAsync(
            ResourceTypes.Deployments, "kube-system", "cluster-autoscaler", new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 0 } });
        await SettleAsync(0);
        Assert.That(async () => await CreateAsync("RolloutReady", Rollout), Throws.TypeOf<WaitTimedOutException>());
        await CreateAsync("RolloutReady", Rollout.SetItem("allowZero", Values.Of(true)));
    }

    [Test]
    public async Task A_pod_where_none_may_be_fails_the_rollout_and_is_named()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await SettleAsync(2);
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await Cluster.ApplyAsync(
            Manifests.Pod("stray", "old-1")
                .Replace("namespace: default, labels: {app: shop}", "namespace: kube-system, labels: {app: cluster-autoscaler}", StringComparison.Ordinal));
        Assert.That(
            async () => await CreateAsync("RolloutReady", Rollout.SetItem("absentOnSelector", Values.Of("eks.amazonaws.com/nodegroup=ng-1"))),
            Throws.TypeOf<WaitTimedOutException>().With.Message.Contains("stray on old-1"));
    }

    [Test]
    public async Task A_node_that_joined_after_the_others_were_labelled_is_named_as_what_keeps_a_pod_from_being_Ready()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await CreateAsync("NodeLabels", Values.Of(
            ("stage", "pin-aws-node"), ("nodeSelector", "eks.amazonaws.com/nodegroup=ng-1"),
            ("labels", new Dictionary<string, string> { ["cni"] = "aws-cni" })));
        await Cluster.ApplyAsync(Manifests.Node("late-1", "ng-1", ready: false));
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium", ready: false));
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await SettleAsync(1);
        foreach (var node in new[] { "late-1", "new-1", "old-1" })
        {
            await Cluster.ApplyAsync(
                Manifests.Pod($"on-{node}", node, phase: "Pending")
                    .Replace("namespace: default, labels: {app: shop}", "namespace: kube-system, labels: {app: cluster-autoscaler}", StringComparison.Ordinal));
        }

        Assert.That(
            async () => await CreateAsync("RolloutReady", Rollout.SetItem("timeoutSeconds", Values.Of(1))),
            Throws.TypeOf<WaitTimedOutException>().With.Message.Contains("on-late-1 on late-1")
                .And.Message.Contains("Joined after the other nodes of their group had been labelled cni, so that no CNI serves them yet: late-1. Run again"));
        Assert.That(
            async () => await CreateAsync(
                "NodesReady",
                Nodes
                    .SetItem("nodeSelector", Values.Of("eks.amazonaws.com/nodegroup=ng-1"))
                    .SetItem("count", Values.Of(2))
                    .SetItem("timeoutSeconds", Values.Of(1))),
            Throws.TypeOf<WaitTimedOutException>().With.Message.Contains("not Ready: late-1").And.Message.Contains(
                "no CNI serves them yet: late-1. Run again"));
    }

    private static IEnumerable<TestCaseData> Outages() =>
    [
        Outage("429", RequestFault.TooManyRequests(retryAfterSeconds: 2)),
        Outage("429 without a word", new RequestFault(new ApiException(429, "TooManyRequests", "slow down"))),
        Outage("500", RequestFault.Failing), Outage("503", new RequestFault(new ApiException(503, "ServiceUnavailable", "no endpoint is there"))),
        Outage("nothing", RequestFault.Drop),
    ];

    [TestCaseSource(nameof(Outages))]
    public async Task A_gate_waits_on_through_a_minute_in_which_the_server_answers_so(RequestFault answer)
    {
        Cluster.Time.Speed = 100;
        var asked = 0;
        Cluster.Core.Gate.Faults = request =>
            request is { User.Name: "admin", Verb: "list", Resource: "nodes" } && Interlocked.Increment(ref asked) > 1 ? answer : null;
        var gate = CreateAsync("NodesReady", Nodes.SetItem("timeoutSeconds", Values.Of(3600)));
        while (Volatile.Read(ref asked) < 2)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Cluster.Time, Token);
        }

        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium"));
        await Task.Delay(TimeSpan.FromSeconds(60), Cluster.Time, Token);
        Assert.That(gate.IsCompleted, Is.False);
        Cluster.Core.Gate.Faults = null;

        Assert.That((await gate).Outputs.List("nodes"), Is.EqualTo(new[] { "new-1" }));
        Assert.That(asked, Is.GreaterThan(2));
    }

    [Test]
    public async Task A_custom_timeout_overrides_the_gates_own()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        Assert.That(
            async () => await CreateAsync("RolloutReady", Rollout, timeout: TimeSpan.FromSeconds(7)),
            Throws.TypeOf<WaitTimedOutException>().With.Message.Contains("within 7 s"));
    }

    [Test]
    public async Task Nodes_that_are_registered_Ready_untainted_and_free_pass()
    {
        await Cluster.ApplyAsync(Manifests.AwsNode);
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium"));
        Assert.That((await CreateAsync("NodesReady", Nodes)).Outputs.List("nodes"), Is.EqualTo(new[] { "new-1" }));
    }

    [Test]
    public async Task Nodes_that_are_too_few_fail()
    {
        Assert.That(async () => await CreateAsync("NodesReady", Nodes), Throws.TypeOf<WaitTimedOutException>().With.Message.Contains("0 of 1 registered"));
        await CreateAsync("NodesReady", Nodes.SetItem("count", Values.Of(0)));
        await CreateAsync("NodesReady", Nodes.SetItem("count", Values.Of(-1)));
    }

    [Test]
    public async Task Nodes_that_are_not_Ready_fail_by_name()
    {
        await Cluster.ApplyAsync(Manifests.Node("new-1", "ng-cilium", ready: false));
        Assert.That(async () => await CreateAsync("NodesReady", Nodes), Throws.TypeOf<WaitTimedOutException>().With.Message.Contains("not Ready: new-1"));
    }

    [Test]
    public async Task Nodes_that_are_tainted_fail_by_name()
    {
        await Cluster.ApplyAsync(Manifests.Node(
            "new-1", "ng-cilium", spec: "taints: [{key: node.cilium.io/agent-not-ready, value: \"true\", effect: NoExecute}]"));
        Assert.That(
            async () => await CreateAsync("NodesReady", Nodes),
            Throws.TypeOf<WaitTimedOutException>().With.Message.Contains("still tainted node.cilium.io/agent-not-ready: new-1"));
    }

    [Test]
    public async Task Cancelling_ends_a_wait_at_once()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Cluster.Time.Speed = 1;
        var inputs = await CheckedAsync("NodesReady", Nodes);
        var gate = Provider.Create(new Pulumi.Experimental.Provider.CreateRequest(UrnOf("NodesReady"), inputs, TimeSpan.Zero, false), stop.Token);
        await stop.CancelAsync();
        Assert.That(async () => await gate.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System), Throws.InstanceOf<TaskCanceledException>());
    }

    [Test]
    public async Task A_restart_happens_once_for_each_token()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        var inputs = Rollout.Remove("timeoutSeconds");
        var first = await CreateAsync("RolloutRestart", inputs);
        Assert.That(await RestartedAtAsync(), Is.EqualTo(first.Outputs.Text("restartedAt")).And.Not.Null);

        var again = await CreateAsync("RolloutRestart", inputs);
        Assert.That(again.Outputs.Text("restartedAt"), Is.EqualTo(first.Outputs.Text("restartedAt")));

        var updated = await UpdateAsync("RolloutRestart", again, inputs, inputs.SetItem("token", Values.Of("2")));
        Assert.That(updated.Outputs.Text("restartedAt"), Is.Not.EqualTo(first.Outputs.Text("restartedAt")));
        Assert.That(await RestartedAtAsync(), Is.EqualTo(updated.Outputs.Text("restartedAt")));
    }

    private static TestCaseData Outage(string name, RequestFault answer) => new TestCaseData(answer).SetArgDisplayNames(name);

    private async Task<string?> RestartedAtAsync() =>
        (string?)(await Cluster.GetAsync(ResourceTypes.Deployments, "kube-system", "cluster-autoscaler"))
            ["spec"]!["template"]!["metadata"]!["annotations"]?["kubectl.kubernetes.io/restartedAt"];

    /// <summary>What the Deployment controller would report with so many pods up.</summary>
    private async Task SettleAsync(int pods)
    {
        var generation = (long)(await Cluster.GetAsync(ResourceTypes.Deployments, "kube-system", "cluster-autoscaler"))["metadata"]!["generation"]!;
        await Cluster.PatchAsync(ResourceTypes.Deployments, "kube-system", "cluster-autoscaler", new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["observedGeneration"] = generation,
                ["replicas"] = pods,
                ["updatedReplicas"] = pods,
                ["availableReplicas"] = pods,
                ["readyReplicas"] = pods,
            },
        }, "status");
    }
}
