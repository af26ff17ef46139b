using CniMigration.Migration.Changes;
using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Facts;
using CniMigration.Migration.Sides;
using CniMigration.Tests.Migration.Clusters;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Connectivity;

[CancelAfter(120_000)]
public sealed partial class ConnectivityProbeTests
{
    private static readonly ConnectivityRequest Request = GoldpingerNetwork.Request;

    private readonly GoldpingerNetwork network = new();
    private TestCluster cluster = null!;

    [SetUp]
    public async Task Start()
    {
        (network.Ping, network.Probe, network.Reaches, network.Frozen) = ((_, _) => null, _ => null, _ => true, false);
        cluster = await GoldpingerScene.StartAsync(network);
    }

    [TearDown]
    public async Task Stop() => await cluster.DisposeAsync();

    [Test]
    public async Task A_healthy_mesh_is_proved_and_nothing_stays_behind(CancellationToken cancellationToken)
    {
        var result = await CheckAsync(cancellationToken);

        Assert.That(result, Is.EqualTo(new ConnectivityResult(6, 36, 0) { Strength = "all 36 pairs" }));
        await cluster.UntilAsync("only goldpinger's own pods", async () => (await cluster.PodsAsync()).Count == 6);
    }

    [Test]
    public void A_wall_between_the_two_CNIs_is_named_with_its_pairs(CancellationToken cancellationToken)
    {
        network.Ping = (from, to) => from.Spec.NodeName[..3] == to.Spec.NodeName[..3] ? null : "context deadline exceeded";

        var failed = Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken));

        Assert.That(failed!.Message, Does.Contain("16 of 36 pairs fail, all of them between the two CNIs").And.Contain("context deadline exceeded"));
    }

    [Test]
    public async Task One_pod_that_nobody_reaches_is_named_as_such_and_not_as_a_wall(CancellationToken cancellationToken)
    {
        var lost = (await cluster.PodsAsync()).First(pod => pod.Spec.NodeName == "cilium-1").Metadata.Name;
        network.Ping = (from, to) => to.Metadata.Name == lost && from.Metadata.Name != lost ? "context deadline exceeded" : null;

        var failed = Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken));

        Assert.That(
            failed!.Message, Does.Contain($"5 of 36 pairs fail, all of them from or to {lost}: look at that pod, its node cilium-1").And.Contain("and 1 more"));
    }

    [Test]
    public void A_side_that_the_control_plane_does_not_reach_fails(CancellationToken cancellationToken)
    {
        network.Reaches = node => node.StartsWith("old", StringComparison.Ordinal);

        var failed = Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken));

        Assert.That(failed!.Message, Does.Contain("the API server does not reach").And.Contain("(cilium)").And.Contain("i/o timeout"));
    }

    [Test]
    public void Pairs_that_failed_are_named_although_all_is_well_in_the_end(CancellationToken cancellationToken)
    {
        var pings = 0;
        network.Ping = (_, _) =>
        {
            network.Frozen = ++pings > 200;
            return network.Frozen ? null : "context deadline exceeded";
        };

        var failed = Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken));

        Assert.That(
            failed!.Message,
            Does.Match(@"Seen at the end: .*not all tried each other again yet\. \d+ of \d+ readings were unhealthy, the last of these: \d+ of 36 pairs fail"));
    }

    [Test]
    public async Task A_sample_between_moves_sees_the_wall_too_and_costs_one_reading_a_side(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(70), cluster.Time, cancellationToken);
        var before = cluster.Served.All.Count;
        Assert.That(await Sample().ComplaintAsync(cancellationToken), Is.Null);
        Assert.That(cluster.Served.All.Count - before, Is.LessThanOrEqualTo(5));

        network.Ping = (from, to) => from.Spec.NodeName[..3] == to.Spec.NodeName[..3] ? null : "context deadline exceeded";

        Assert.That(await Sample().ComplaintAsync(cancellationToken), Does.Contain("16 of 36 pairs fail, all of them between the two CNIs"));
    }

    [Test]
    public async Task A_sample_does_not_count_pods_that_have_only_just_come(CancellationToken cancellationToken)
    {
        network.Ping = (_, _) => "context deadline exceeded";

        Assert.That(await Sample().ComplaintAsync(cancellationToken), Is.Null);
    }

    [Test]
    public async Task A_sample_needs_the_control_planes_way_to_both_sides(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(70), cluster.Time, cancellationToken);
        network.Reaches = node => node.StartsWith("old", StringComparison.Ordinal);

        Assert.That(await Sample().ComplaintAsync(cancellationToken), Does.Contain("the API server does not reach").And.Contain("(cilium)"));
    }

    [Test]
    public void Names_that_do_not_resolve_fail(CancellationToken cancellationToken)
    {
        network.Probe = pod => pod.Spec.NodeName == "cilium-1" ? "no such host" : null;

        Assert.That(
            Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken))!.Message,
            Does.Contain("does not reach kubernetes.default (dns): no such host"));
    }

    [Test]
    public void Old_results_prove_nothing(CancellationToken cancellationToken)
    {
        network.Frozen = true;

        Assert.That(Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken))!.Message, Does.Contain("not all tried each other again"));
    }

    [Test]
    public async Task Cordoned_nodes_are_proved_too(CancellationToken cancellationToken)
    {
        foreach (var node in (await cluster.Client.CoreV1.ListNodeAsync(labelSelector: "side=old", cancellationToken: cancellationToken)).Items)
        {
            await cluster.Client.CoreV1.PatchNodeAsync(
                new V1Patch("""{"spec":{"unschedulable":true}}""", V1Patch.PatchType.MergePatch), node.Metadata.Name, cancellationToken: cancellationToken);
        }

        Assert.That((await CheckAsync(cancellationToken)).ExpectedPods, Is.EqualTo(6));
    }

    [Test]
    public async Task A_missing_pod_is_waited_for_and_then_named(CancellationToken cancellationToken)
    {
        cluster.Kubelet.IsStuck = pod => pod.Status.Phase == "Pending";
        var victim = (await cluster.PodsAsync()).First(p => p.Metadata.Labels["component"] == "deployment");
        await cluster.Client.CoreV1.DeleteNamespacedPodAsync(victim.Metadata.Name, "goldpinger", gracePeriodSeconds: 0, cancellationToken: cancellationToken);

        Assert.That(Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken))!.Message, Does.Contain("5 of 6 goldpinger pods Ready"));
    }

    [Test]
    public async Task A_pod_that_waits_on_a_node_that_joined_late_is_told_as_such(CancellationToken cancellationToken)
    {
        await cluster.Client.CoreV1.PatchNodeAsync(InGroup("ng-1"), "old-1", cancellationToken: cancellationToken);
        await new NodeLabels(cluster.Client, cluster.Time, cluster.Reporter)
            .ApplyAsync("owner", "pin-aws-node", "side=old", new Dictionary<string, string> { [NodeFacts.CniLabel] = AwsNode.Side }, cancellationToken);
        cluster.Kubelet.IsStuck = pod => pod.Spec.NodeName == "old-3";
        await cluster.AddNodeAsync("old-3", "old");
        await cluster.Client.CoreV1.PatchNodeAsync(InGroup("ng-1"), "old-3", cancellationToken: cancellationToken);

        Assert.That(
            Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken))!.Message,
            Does.Contain("6 of 7 goldpinger pods Ready").And.Contain("no CNI serves them yet: old-3. Run again"));

        static V1Patch InGroup(string name) =>
            new($$$$"""{"metadata":{"labels":{"eks.amazonaws.com/nodegroup":"{{{{name}}}}"}}}""", V1Patch.PatchType.MergePatch);
    }

    private MeshSample Sample() => new(cluster.Mover, cluster.Time, new MeshRequest
    {
        Namespace = Request.Namespace,
        Selector = Request.Selector,
        Port = Request.Port,
        OldNodeSelector = Request.OldNodeSelector,
        CiliumNodeSelector = Request.CiliumNodeSelector,
    });

    private Task<ConnectivityResult> CheckAsync(CancellationToken cancellationToken) => CheckAsync(Request, cancellationToken);

    private Task<ConnectivityResult> CheckAsync(ConnectivityRequest request, CancellationToken cancellationToken) =>
        new ConnectivityProbe(cluster.Client, cluster.Time).CheckAsync(request, cluster.Reporter, cancellationToken);
}
