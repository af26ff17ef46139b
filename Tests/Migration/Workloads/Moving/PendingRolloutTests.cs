using CniMigration.Migration.Errors;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Tests.Migration.Clusters;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>A rollout that somebody else began, and pods that take their time.</summary>
internal sealed class PendingRolloutTests : MoveFixture
{
    [Test]
    public async Task A_rollout_under_way_is_waited_for_and_not_restarted_over(CancellationToken cancellationToken)
    {
        await RollOutAsync(cancellationToken);
        var move = MoveAsync(Make.ToCilium, cancellationToken);
        await Task.WhenAny(move, Task.Delay(TimeSpan.FromMinutes(2), Cluster.Time, cancellationToken));
        Assert.That(move.IsCompleted, Is.False);
        Assert.That(Cluster.Served.Writes.Where(w => w.Resource == "deployments"), Is.Empty, "it is not touched before its own rollout is done");

        Cluster.Kubelet.IsStuck = _ => false;

        var result = await move;
        Assert.That((result.Restarted, result.Remaining), Is.EqualTo((1, 0)));
        Assert.That(
            (await Cluster.PodsAsync()).Where(p => p.Metadata.DeletionTimestamp is null).Select(p => p.Spec.Containers[0].Image),
            Is.EqualTo(new[] { "app:2", "app:2" }), "what the other rollout was for is kept");
    }

    [Test]
    public async Task A_rollout_that_never_ends_is_told_and_never_restarted_over(CancellationToken cancellationToken)
    {
        await RollOutAsync(cancellationToken);

        var failed = Assert.ThrowsAsync<GateFailedException>(() =>
            MoveAsync(Make.ToCilium with { RolloutTimeout = TimeSpan.FromMinutes(1) }, cancellationToken));

        Assert.That(
            failed!.Message,
            Does.Contain("Expected the rollout that was under way of Deployment team/web to be done within 60 s. Seen at the end: 1 of 2 updated"));
        Assert.That(Cluster.Served.Writes.Where(w => w.Resource == "deployments"), Is.Empty);
        Assert.That((await Cluster.PodsAsync()).Count(p => p.Spec.Containers[0].Image == "app:1"), Is.EqualTo(2), "nobody was taken away for it");
    }

    [Test]
    public async Task A_rollout_that_somebody_begins_at_the_last_moment_is_not_restarted_over(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(Make.Deployment("web", 2, app: "web"));
        await Cluster.OpenBothSidesAsync(pods: 2);
        using var client = Cluster.Open(new FirstRequest(HttpMethod.Get, "/deployments/web", () => RollOutImageAsync(cancellationToken)));

        var result = await new WorkloadMover(client, Cluster.Time).MoveAsync(Make.ToCilium, Cluster.Reporter, cancellationToken);

        Assert.That((result.Moved, result.Restarted, result.Remaining), Is.EqualTo((2, 0, 0)));
        Assert.That((await Cluster.PodsAsync()).Select(p => p.Spec.Containers[0].Image), Is.All.EqualTo("app:2"));
        Assert.That((await Cluster.Client.AppsV1.ListReplicaSetForAllNamespacesAsync(cancellationToken: cancellationToken)).Items, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_grace_period_longer_than_the_bound_is_respected(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 100);
        Cluster.Kubelet.Stop = TimeSpan.FromSeconds(100);
        var web = Make.Deployment("web", 1, app: "web");
        var worker = WithoutSurge("worker", 1);
        foreach (var deployment in new[] { web, worker })
        {
            deployment.Spec.Template.Spec.TerminationGracePeriodSeconds = 600;
            await Cluster.AddAsync(deployment);
        }

        await Cluster.OpenBothSidesAsync(pods: 2);
        var move = MoveAsync(Make.ToCilium with { TerminationTimeout = TimeSpan.FromSeconds(20) }, cancellationToken);
        var graces = new HashSet<long?>();
        while (!move.IsCompleted)
        {
            graces.UnionWith(
                (await Cluster.PodsAsync()).Where(p => p.Metadata.DeletionTimestamp is not null).Select(p => p.Metadata.DeletionGracePeriodSeconds));
            await Task.WhenAny(move, Task.Delay(TimeSpan.FromSeconds(1), Cluster.Time, cancellationToken));
        }

        Assert.That((await move).Remaining, Is.Zero);
        Assert.That(graces, Is.EqualTo(new long?[] { 600 }), "nobody told them to hurry");
    }

    [Test]
    public async Task A_pod_that_ended_before_the_move_began_has_its_grace_too(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 100);
        Cluster.Kubelet.Stop = TimeSpan.FromSeconds(100);
        await Cluster.AddAsync(Make.Deployment("web", 1, app: "web"));
        await Cluster.OpenBothSidesAsync(pods: 1);
        var pod = (await Cluster.PodsAsync()).Single();
        await Cluster.Client.CoreV1.DeleteNamespacedPodAsync(pod.Metadata.Name, "team", gracePeriodSeconds: 600, cancellationToken: cancellationToken);

        Assert.That((await MoveAsync(Make.ToCilium with { TerminationTimeout = TimeSpan.FromSeconds(20) }, cancellationToken)).Remaining, Is.Zero);
    }

    /// <summary>Somebody rolls a new image out, and its pods do not get Ready.</summary>
    private async Task RollOutAsync(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 100);
        await Cluster.AddAsync(Make.Deployment("web", 2, app: "web"));
        await Cluster.PodsReadyAsync(2);
        Cluster.Kubelet.IsStuck = pod => pod.Status.Phase == "Pending";
        await RollOutImageAsync(cancellationToken);
        await Cluster.UntilAsync(
            "the rollout is under way", async () => (await Cluster.PodsAsync()).Any(p => p.Spec.Containers[0].Image == "app:2" && p.Spec.NodeName is not null));
        await Cluster.OpenBothSidesAsync(pods: 2);
    }

    private Task<V1Deployment> RollOutImageAsync(CancellationToken cancellationToken) => Cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
        new V1Patch("""{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"app:2"}]}}}}""", V1Patch.PatchType.MergePatch),
        "web",
        "team",
        cancellationToken: cancellationToken);
}
