using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Errors;
using CniMigration.Tests.Migration.Clusters;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Connectivity;

/// <summary>goldpinger whose pods ask two others each, on two nodes of each side.</summary>
[CancelAfter(120_000)]
public sealed class SampledMeshTests
{
    private readonly GoldpingerNetwork network = new();
    private TestCluster cluster = null!;

    [SetUp]
    public async Task Start()
    {
        (network.Ping, network.Reaches, network.Frozen) = ((_, _) => null, _ => true, false);
        network.Peers = Next(1, 2);
        cluster = await GoldpingerScene.StartAsync(network, ("PING_NUMBER", "2"), ("REFRESH_INTERVAL", "5"));
    }

    [TearDown]
    public async Task Stop() => await cluster.DisposeAsync();

    [Test]
    public async Task A_sample_proves_itself_and_says_how_much(CancellationToken cancellationToken)
    {
        var result = await CheckAsync(cancellationToken);

        Assert.That((result.ExpectedPods, result.HealthyPairs, result.UnhealthyPairs), Is.EqualTo((6, 12, 0)));
        Assert.That(
            result.Strength,
            Does.StartWith("a sample of 12 of 36 pairs: each of 4 nodes asks and is asked").And.Contain("could be broken and not be seen"));
    }

    [Test]
    public async Task All_pods_are_read_and_seldom(CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken, cluster.Mover);

        var reads = cluster.Served.All.Where(request => request.Subresource == "proxy").ToList();
        Assert.That(reads.Select(request => request.Name).Distinct().Count(), Is.EqualTo(6));
        Assert.That(reads, Has.Count.EqualTo(18), "a first reading, and two that count");
    }

    [Test]
    public void A_wall_between_the_two_CNIs_is_seen_in_a_sample_too(CancellationToken cancellationToken)
    {
        network.Ping = (from, to) => from.Spec.NodeName[..3] == to.Spec.NodeName[..3] ? null : "context deadline exceeded";

        Assert.That(
            Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken))!.Message,
            Does.Match(@"\d+ of 12 pairs fail, all of them between the two CNIs").And.Contain("context deadline exceeded"));
    }

    [Test]
    public void A_sample_that_leaves_a_node_out_proves_nothing(CancellationToken cancellationToken)
    {
        network.Peers = (pods, from) => [.. pods.Where(pod => pod.Spec.NodeName != "cilium-1" || from.Spec.NodeName == "cilium-1").Take(2)];

        Assert.That(
            Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken))!.Message,
            Does.Contain("no pod of these nodes is pinged from another node"));
    }

    [Test]
    public void One_pod_that_the_control_plane_does_not_reach_fails(CancellationToken cancellationToken)
    {
        network.Reaches = node => node != "old-2";

        Assert.That(
            Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken))!.Message,
            Does.Contain("the API server does not reach").And.Contain("on old-2"));
    }

    [Test]
    public void Old_results_prove_nothing(CancellationToken cancellationToken)
    {
        network.Frozen = true;

        Assert.That(Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken))!.Message, Does.Contain("not all tried each other again"));
    }

    [Test]
    public async Task A_sample_between_moves_takes_whom_a_pod_does_not_ask_for_no_failure(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(70), cluster.Time, cancellationToken);
        var sample = new MeshSample(cluster.Mover, cluster.Time, GoldpingerNetwork.Request);

        Assert.That(await sample.ComplaintAsync(cancellationToken), Is.Null);

        network.Ping = (_, _) => "context deadline exceeded";
        Assert.That(await sample.ComplaintAsync(cancellationToken), Does.Contain("pairs fail").And.Contain("context deadline exceeded"));
    }

    private Task<ConnectivityResult> CheckAsync(CancellationToken cancellationToken, IKubernetes? client = null) =>
        new ConnectivityProbe(client ?? cluster.Client, cluster.Time)
            .CheckAsync(GoldpingerNetwork.Request with { Timeout = TimeSpan.FromSeconds(90) }, cluster.Reporter, cancellationToken);

    private static Func<IReadOnlyList<V1Pod>, V1Pod, IReadOnlyList<V1Pod>> Next(params int[] steps) => (pods, from) =>
    {
        // Daemons of all nodes first, so that those after each other are on different nodes.
        var ordered = pods.OrderBy(pod => pod.Metadata.Labels["component"]).ThenBy(pod => pod.Spec.NodeName[^1]).ThenBy(pod => pod.Metadata.Name).ToList();
        var place = ordered.FindIndex(pod => pod.Metadata.Uid == from.Metadata.Uid);
        return [.. steps.Select(step => ordered[(place + step) % ordered.Count])];
    };
}
