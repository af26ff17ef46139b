using System.Collections.Immutable;
using CniMigration.Simulator.Api.Requests;
using Pulumi.Experimental;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.Provider;

/// <summary>The engine's cancel ends whatever waits within five seconds of the wall, a server that does not answer included, and the next run goes on.</summary>
[TestFixture]
[CancelAfter(60_000)]
internal sealed class CancellationTests : ProviderFixture
{
    private const string Pinned = "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: cni, operator: In, values: [aws-cni]}]}]}}}";
    private const string Avoiding = "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: cni, operator: NotIn, values: [aws-cni]}]}]}}}";
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
            Creating("RolloutReady", Values.Of(("kind", "Deployment"), ("namespace", "kube-system"), ("name", "cluster-autoscaler"), ("token", "1"), ("timeoutSeconds", Long))),
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

    [TestCaseSource(nameof(ResourceNames))]
    public Task A_resource_before_a_server_that_does_not_answer(string resource) => HangsAsync(Creating(resource, Samples.Inputs(resource)));

    [TestCase("getMigrationState")]
    [TestCase("planMove")]
    public Task A_function_before_a_server_that_does_not_answer(string function)
    {
        var handler = CniMigration.Provider.Functions.FunctionHandlers.All.Single(known => known.Schema.Token.EndsWith($":{function}", StringComparison.Ordinal));
        var inputs = handler.Schema.Inputs.Where(field => field.Required).ToImmutableDictionary(field => field.Name, Samples.Of);
        inputs = function == "planMove" ? inputs.SetItem("destination", Values.Of("cilium")) : inputs;
        return HangsAsync(cancelled => Provider.Invoke(new InvokeRequest(handler.Schema.Token, inputs), cancelled));
    }

    [Test]
    public async Task A_server_that_asks_to_be_left_alone_for_long()
    {
        Cluster.Time.Speed = 1;
        var asked = 0;
        Cluster.Core.Gate.Faults = request => request.User.Name == "admin" && Interlocked.Increment(ref asked) > 0 ? RequestFault.TooManyRequests(retryAfterSeconds: 600) : null;
        await EndsSoonAsync(Creating("NodeLabels", Samples.Inputs("NodeLabels")), () => asked > 0);
    }

    private Func<CancellationToken, Task> Creating(string resource, ImmutableDictionary<string, PropertyValue> inputs) => async cancelled =>
        await Provider.Create(new CreateRequest(UrnOf(resource), await CheckedAsync(resource, inputs), TimeSpan.Zero, false), cancelled);

    private async Task HangsAsync(Func<CancellationToken, Task> call)
    {
        Cluster.Time.Speed = 1;
        var asked = 0;
        Cluster.Core.Gate.Faults = request =>
            request.User.Name == "admin" && Interlocked.Increment(ref asked) > 0 ? new RequestFault((CniMigration.Simulator.Api.ApiException?)null, TimeSpan.FromHours(1)) : null;
        await EndsSoonAsync(call, () => asked > 0);
    }

    private async Task EndsSoonAsync(Func<CancellationToken, Task> call, Func<bool> waits)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = call(cancel.Token);
        while (!waits() && !waiting.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Token);
        }

        if (waiting.IsCompletedSuccessfully)
        {
            Assert.Pass("It asks nothing of the cluster.");
        }

        await Cancellation.EndsSoonAsync(waiting, cancel, Cluster.Time);
        Cluster.Time.Speed = 1000;
    }
}
