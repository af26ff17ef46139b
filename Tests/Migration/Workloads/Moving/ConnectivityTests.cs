using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>The look at the pod network between moves.</summary>
internal sealed class ConnectivityTests : MoveFixture
{
    private static readonly MoveRequest Request = Make.ToCilium with
    {
        ConnectivityInterval = TimeSpan.FromSeconds(30),
        ConnectivityTimeout = TimeSpan.FromMinutes(3),
    };

    [Test]
    public async Task A_network_that_fails_in_the_middle_stops_new_moves_within_one_interval(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(WithoutSurge("paced", 12, maxUnavailable: "1"));
        await Cluster.OpenBothSidesAsync(pods: 12);
        var sample = new Sample();

        var move = MoveAsync(Request, cancellationToken, sample);
        await Cluster.UntilAsync("two pods are on their way", () => Task.FromResult(Cluster.Served.Evictions.Count == 2));
        var failing = Cluster.Time.GetTimestamp();
        sample.Complaint = "old-1 does not reach cilium-1";
        var last = Cluster.Served.Evictions.Count;
        while (!move.IsCompleted && Cluster.Time.GetElapsedTime(failing) < 1.5 * Request.ConnectivityInterval)
        {
            last = Cluster.Served.Evictions.Count;
            await Task.WhenAny(move, Task.Delay(TimeSpan.FromMilliseconds(100), Cluster.Time, cancellationToken));
        }

        last = Math.Max(last, Cluster.Served.Evictions.Count);
        var failed = Assert.ThrowsAsync<GateFailedException>(() => move);
        Assert.Multiple(() =>
        {
            Assert.That(Cluster.Served.Evictions, Has.Count.EqualTo(last), "nothing new was moved after one interval");
            Assert.That(last, Is.LessThan(12));
            Assert.That(failed!.Message, Does.StartWith("The pod network is unhealthy, so nothing more was moved: old-1 does not reach cilium-1"));
            Assert.That(failed.Message, Does.Contain($"Still on the source: {12 - last} pod(s)"));
        });
    }

    [Test]
    public async Task A_network_that_recovers_in_time_lets_the_move_go_on(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(Make.Deployment("surging", 2, app: "surging"));
        await Cluster.OpenBothSidesAsync(pods: 2);
        var sample = new Sample { Complaint = "lost packets" };

        var move = MoveAsync(Request, cancellationToken, sample);
        await Cluster.UntilAsync(
            "it is held back", () => Task.FromResult(Cluster.Reporter.Lines.Any(l => l.Contains("lost packets", StringComparison.Ordinal))));
        Assert.That(Cluster.Served.Writes.Where(w => w.Resource == "deployments"), Is.Empty);
        sample.Complaint = null;

        Assert.That((await move).Remaining, Is.Zero);
    }

    [Test]
    public async Task A_healthy_network_is_looked_at_once_for_moves_that_begin_together(CancellationToken cancellationToken)
    {
        await StartAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await Cluster.AddAsync(Make.Deployment(name, 1, app: name));
        }

        await Cluster.OpenBothSidesAsync(pods: 3);
        var sample = new Sample();

        await MoveAsync(Request with { ConnectivityInterval = TimeSpan.FromMinutes(10) }, cancellationToken, sample);

        Assert.That(sample.Taken, Is.EqualTo(1));
    }

    [Test]
    public async Task Names_have_to_resolve_once_dns_has_moved_before_anything_else_does(CancellationToken cancellationToken)
    {
        await StartAsync();
        var dns = Make.Deployment("coredns", 2, app: "dns");
        dns.Metadata.NamespaceProperty = "kube-system";
        dns.Spec.Template.Metadata.Labels["k8s-app"] = "kube-dns";
        await Cluster.AddAsync(dns);
        await Cluster.AddAsync(Make.Deployment("web", 1, app: "web"));
        await Cluster.OpenBothSidesAsync(pods: 3);
        var sample = new Sample();
        sample.Look = () => sample.Taken > 1 ? "names do not resolve" : null;

        var failed = Assert.ThrowsAsync<GateFailedException>(
            () => MoveAsync(
                Request with { ConnectivityInterval = TimeSpan.FromMinutes(1), ConnectivityTimeout = TimeSpan.FromSeconds(1) }, cancellationToken, sample));

        Assert.That(failed!.Message, Does.Contain("names do not resolve").And.Contain("Deployment team/web: it was held back"));
        Assert.That(await NodesAsync("web"), Is.All.StartsWith("old"));
        Assert.That(await NodesAsync("dns"), Has.Exactly(1).StartsWith("old"), "one of them stays to the end");
    }

    private sealed class Sample : IConnectivitySample
    {
        private int taken;

        public string? Complaint { get; set; }

        public Func<string?>? Look { get; set; }

        public int Taken => taken;

        public Task<string?> ComplaintAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref taken);
            return Task.FromResult(Look is null ? Complaint : Look());
        }
    }
}
