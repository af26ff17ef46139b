using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;
using Pulumi.Experimental;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.Provider.Operations;

/// <summary>
/// The engine's cancel ends whatever waits within five seconds of the wall, a server that does not answer included, and the next run goes on.
/// </summary>
[TestFixture]
[CancelAfter(60_000)]
internal sealed class CancellationTests : ProviderFixture
{
    private const string Pinned =
        "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
        + "[{matchExpressions: [{key: cni, operator: In, values: [aws-cni]}]}]}}}";
    private const string Avoiding =
        "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
        + "[{matchExpressions: [{key: cni, operator: NotIn, values: [aws-cni]}]}]}}}";
    private static readonly PropertyValue Long = Values.Of(80000);

    [Test]
    public async Task Nodes_that_do_not_come()
    {
        var inputs = Samples.Inputs("NodesReady").SetItem("timeoutSeconds", Long);
        await EndsSoonAsync(Creating("NodesReady", inputs), () => Log.All.Any());

        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        Assert.That((await CreateAsync("NodesReady", inputs)).Outputs.List("nodes"), Is.EqualTo(new[] { "old-1" }));
    }

    [Test]
    public async Task A_rollout_that_does_not_end()
    {
        await Cluster.ApplyAsync(Manifests.Autoscaler);
        await EndsSoonAsync(
            Creating(
                "RolloutReady",
                Values.Of(("kind", "Deployment"), ("namespace", "kube-system"), ("name", "cluster-autoscaler"), ("token", "1"), ("timeoutSeconds", Long))),
            () => Log.All.Any());
    }

    [Test]
    public async Task A_mesh_that_does_not_get_healthy() =>
        await EndsSoonAsync(Creating("ConnectivityCheck", Samples.Inputs("ConnectivityCheck").SetItem("timeoutSeconds", Long)), () => Log.All.Any());

    [Test]
    public async Task A_guard_that_waits_for_a_rollout()
    {
        Cluster.Time.Speed = 1;
        await Cluster.ApplyAsync(Manifests.DaemonSet("aws-node", Pinned));
        await Cluster.ApplyAsync(Manifests.DaemonSet("cilium", Avoiding));
        var inputs = Samples.Inputs("NodeGroupGuard").SetItem("purpose", Values.Of("grow-cilium"));
        await EndsSoonAsync(Creating("NodeGroupGuard", inputs), () => Cluster.Core.Gate.Counter.Of("list", "pods") > 0);
    }

    [Test]
    public async Task Labels_that_others_are_given_time_to_set()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await EndsSoonAsync(
            Creating("NodeLabels", Samples.Inputs("NodeLabels").SetItem("patienceSeconds", Long)), () => Cluster.Core.Gate.Counter.Of("list", "nodes") > 2);
    }

    [Test]
    public async Task A_label_and_a_requirement_that_are_watched_since_somebody_took_them_away()
    {
        await Cluster.ApplyAsync(Manifests.Node("old-1", "ng-1"));
        await Cluster.ApplyAsync(Manifests.AwsNode);
        var labels = Samples.Inputs("NodeLabels");
        await CreateAsync("NodeLabels", labels);
        await Cluster.PatchAsync(
            ResourceTypes.Nodes, null, "old-1", new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["cni"] = null } } });
        var patched = Cluster.Core.Gate.Counter.Of("patch", "nodes");
        await EndsSoonAsync(Creating("NodeLabels", labels), () => Cluster.Core.Gate.Counter.Of("patch", "nodes") > patched, speed: 1);

        var pin = Values.Of(
            ("stage", "pin-aws-node"), ("namespace", "kube-system"), ("name", "aws-node"), ("key", "cni"), ("operator", "In"), ("values", new[] { "aws-cni" }));
        await CreateAsync("DaemonSetPlacement", pin);
        await Cluster.PatchAsync(
            ResourceTypes.DaemonSets, "kube-system", "aws-node", (JsonObject)JsonNode.Parse("""{"spec":{"template":{"spec":{"affinity":null}}}}""")!);
        var patches = Cluster.Core.Gate.Counter.Of("patch", "daemonsets");
        await EndsSoonAsync(Creating("DaemonSetPlacement", pin), () => Cluster.Core.Gate.Counter.Of("patch", "daemonsets") > patches, speed: 1);
    }

    [TestCaseSource(nameof(ResourceNames))]
    public async Task A_resource_before_a_server_that_does_not_answer(string resource)
    {
        var inputs = Samples.Inputs(resource);
        await HangsAsync(Creating(resource, inputs));
        await HangsAsync(async cancelled =>
            await Provider.Update(
                new UpdateRequest(UrnOf(resource), "id", inputs, await CheckedAsync(resource, inputs), TimeSpan.Zero, [], false, inputs), cancelled));
        await HangsAsync(cancelled => Provider.Read(new ReadRequest(UrnOf(resource), "id", inputs, inputs), cancelled));
        await HangsAsync(cancelled => Provider.Delete(new DeleteRequest(UrnOf(resource), "id", inputs, TimeSpan.Zero, inputs), cancelled));
    }

    [TestCase("getMigrationState")]
    [TestCase("planMove")]
    public Task A_function_before_a_server_that_does_not_answer(string function)
    {
        var handler = CniMigration.Provider.Functions.FunctionHandlers.All.Single(known =>
            known.Schema.Token.EndsWith($":{function}", StringComparison.Ordinal));
        var inputs = handler.Schema.Inputs.Where(field => field.Required).ToImmutableDictionary(field => field.Name, Samples.Of);
        inputs = function == "planMove" ? inputs.SetItem("destination", Values.Of("cilium")) : inputs;
        return HangsAsync(cancelled => Provider.Invoke(new InvokeRequest(handler.Schema.Token, inputs), cancelled));
    }

    [Test]
    public async Task A_server_that_asks_to_be_left_alone_for_long()
    {
        Cluster.Time.Speed = 1;
        var asked = 0;
        Cluster.Core.Gate.Faults = request =>
            request.User.Name == "admin" && Interlocked.Increment(ref asked) > 0 ? RequestFault.TooManyRequests(retryAfterSeconds: 600) : null;
        await EndsSoonAsync(Creating("NodeLabels", Samples.Inputs("NodeLabels")), () => asked > 0);
    }

    private Func<CancellationToken, Task> Creating(string resource, ImmutableDictionary<string, PropertyValue> inputs) => async cancelled =>
        await Provider.Create(new CreateRequest(UrnOf(resource), await CheckedAsync(resource, inputs), TimeSpan.Zero, false), cancelled);

    private async Task HangsAsync(Func<CancellationToken, Task> call)
    {
        Cluster.Time.Speed = 1;
        var asked = 0;
        Cluster.Core.Gate.Faults = request =>
            request.User.Name == "admin" && Interlocked.Increment(ref asked) > 0 ? new RequestFault((ApiException?)null, TimeSpan.FromHours(1)) : null;
        await EndsSoonAsync(call, () => asked > 0);
        Cluster.Core.Gate.Faults = null;
    }

    /// <summary>What asks nothing of the cluster has no reason to wait.</summary>
    private async Task EndsSoonAsync(Func<CancellationToken, Task> call, Func<bool> waits, double speed = 1000)
    {
        Cluster.Time.Speed = Math.Min(Cluster.Time.Speed, speed);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = call(cancel.Token);
        while (!waits() && !waiting.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Token);
        }

        if (waiting.IsCompletedSuccessfully)
        {
            Assert.That(waits(), Is.False);
            return;
        }

        await Cancellation.EndsSoonAsync(waiting, cancel, Cluster.Time);
        Cluster.Time.Speed = 1000;
    }
}
