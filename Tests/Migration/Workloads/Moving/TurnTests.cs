using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Objects;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>A cap of one workload at a time, and one that is stuck.</summary>
internal sealed class TurnTests : MoveFixture
{
    private static readonly MoveRequest OneByOne = Make.ToCilium with
    {
        MaxConcurrentMoves = 1,
        BudgetTimeout = TimeSpan.FromHours(2),
        RolloutTimeout = TimeSpan.FromHours(2),
    };

    [Test]
    public async Task A_rollout_that_gets_no_further_passes_its_turn_on(CancellationToken cancellationToken)
    {
        await StartWithAsync(() => Cluster.AddAsync(Make.Deployment("stuck", 1, app: "stuck")));
        Cluster.Kubelet.IsStuck = pod => pod.Metadata.Labels.GetValueOrDefault("app") == "stuck" && pod.Status.Phase == "Pending";

        await TheOthersMoveAsync(cancellationToken);
    }

    [Test]
    public async Task A_pod_that_nothing_follows_passes_its_turn_on(CancellationToken cancellationToken)
    {
        await StartWithAsync(() => Cluster.AddAsync(WithoutSurge("stuck", 1)));
        Cluster.Kubelet.IsStuck = pod => pod.Metadata.Labels.GetValueOrDefault("app") == "stuck" && pod.Status.Phase == "Pending";

        await TheOthersMoveAsync(cancellationToken);
    }

    [Test]
    public async Task An_eviction_that_is_refused_passes_its_turn_on_while_it_waits(CancellationToken cancellationToken)
    {
        await StartWithAsync(() => Cluster.AddAsync(WithoutSurge("stuck", 1)));
        Cluster.Served.Faults = request => request is { Subresource: "eviction", Name: { } name } && name.StartsWith("stuck", StringComparison.Ordinal)
            ? new(new ApiException(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget."))
            : null;

        await TheOthersMoveAsync(cancellationToken);
    }

    [Test]
    public async Task A_wait_for_a_turn_is_no_wait_for_a_budget(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 60);
        foreach (var name in new[] { "a", "b" })
        {
            await Cluster.AddAsync(WithoutSurge(name, 1));
        }

        await Cluster.OpenBothSidesAsync(pods: 2);
        Cluster.Kubelet.Start = TimeSpan.FromSeconds(110);
        var asked = 0;
        Cluster.Served.Faults = request =>
            request.Subresource == "eviction" && Interlocked.Increment(ref asked) == 2 ? RequestFault.TooManyRequests(retryAfterSeconds: 1) : null;

        // The second one waits for longer than this before it is its turn, and is refused once then.
        Assert.That((await MoveAsync(OneByOne with { BudgetTimeout = TimeSpan.FromSeconds(60) }, cancellationToken)).Remaining, Is.Zero);
        Assert.That(asked, Is.EqualTo(3));
    }

    /// <summary>It comes first, so that it gets the turn.</summary>
    private async Task StartWithAsync(Func<Task> stuck)
    {
        await StartAsync(speed: 150);
        await stuck();
        await Cluster.AddAsync(Make.Deployment("web", 1, app: "web"));
        await Cluster.AddAsync(WithoutSurge("worker", 1));
        await Cluster.OpenBothSidesAsync(pods: 3);
    }

    private async Task TheOthersMoveAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var move = MoveAsync(OneByOne, stop.Token);
        await Cluster.UntilAsync(
            "the others have moved",
            async () => move.IsCompleted
                || (await Cluster.PodsAsync())
                    .Where(p => p.Metadata.Labels["app"] != "stuck")
                    .All(p => p.Spec.NodeName?.StartsWith("cilium", StringComparison.Ordinal) == true));

        Assert.That(move.IsCompleted, Is.False, "the stuck one is still waited for");
        Assert.That(Cluster.Reporter.Lines, Has.None.Contains("stuck has moved"));
        await stop.CancelAsync();
        Assert.That(async () => await move, Throws.InstanceOf<OperationCanceledException>());
    }
}
