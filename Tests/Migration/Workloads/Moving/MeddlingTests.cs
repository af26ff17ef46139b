using CniMigration.Migration.Errors;
using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Plans;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>A controller that puts back at once what the move changes: the workload that it looks after stops, with its name, and the others go on.</summary>
internal sealed class MeddlingTests : MoveFixture
{
    private const string Manager = "argocd-controller";

    [Test]
    public async Task A_strategy_that_is_set_back_at_once_is_named_and_theirs_stays(CancellationToken cancellationToken)
    {
        await PrepareAsync();
        using (Meddling(async token =>
        {
            var web = await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: token);
            return GuardRecord.IsZero(web) ? """{"spec":{"strategy":{"rollingUpdate":{"maxUnavailable":1}}}}""" : null;
        }))
        {
            await OnlyWebStopsAsync($"{Manager} took maxUnavailable 0 back", cancellationToken);
        }

        // The way on and the way back do the same here: nothing is to be moved, and what is on record is looked after.
        await MoveAsync(Make.ToCilium with { Destination = MoveDestination.Stay }, cancellationToken);

        var after = await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: cancellationToken);
        Assert.That((after.Spec.Strategy.RollingUpdate.MaxUnavailable.Value, GuardRecord.IsHeld(after)), Is.EqualTo(("1", false)), "theirs stays, ours goes");
        Assert.That(
            Cluster.Reporter.Lines.Where(l => l.StartsWith("warning", StringComparison.Ordinal)),
            Has.One.Contains($"its maxUnavailable is 1, as {Manager} has set it, no longer the 0 set here; \"25%\" is on record"));
    }

    [Test]
    public async Task A_restart_that_is_taken_back_at_once_is_named_and_evictions_are_the_way_out(CancellationToken cancellationToken)
    {
        await PrepareAsync();
        await PatchAsync("""{"spec":{"template":{"metadata":{"labels":{"managed-by":"argocd"}}}}}""", cancellationToken);
        await Cluster.UntilAsync("its pods bear the label", async () => (await WebPodsAsync()).All(p => p.Metadata.Labels.ContainsKey("managed-by")));
        await Cluster.PodsReadyAsync(Pods);
        using (Meddling(async token =>
        {
            var web = await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: token);
            return web.Spec.Template.Metadata.Annotations is { Count: > 0 } ? """{"spec":{"template":{"metadata":{"annotations":null}}}}""" : null;
        }))
        {
            await OnlyWebStopsAsync($"{Manager} took our restart back", cancellationToken, "set surge to off");

            Assert.That((await MoveAsync(Make.ToCilium with { Surge = SurgeMode.Off }, cancellationToken)).Remaining, Is.Zero);
        }

        var after = await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: cancellationToken);
        Assert.That((after.Spec.Strategy.RollingUpdate.MaxUnavailable.Value, GuardRecord.IsHeld(after)), Is.EqualTo(("25%", false)), "ours is put back");
    }

    [Test]
    public async Task A_node_that_is_opened_once_is_shut_again_and_told(CancellationToken cancellationToken)
    {
        await PrepareAsync();

        var move = MoveAsync(Make.ToCilium, cancellationToken);
        await Cluster.UntilAsync("it leaves", () => Task.FromResult(Cluster.Served.Evictions.Count > 0));
        await OpenAsync("old-1", cancellationToken);

        Assert.That((await move).Remaining, Is.Zero);
        Assert.That((await Cluster.Client.CoreV1.ReadNodeAsync("old-1", cancellationToken: cancellationToken)).Spec.Unschedulable, Is.True);
        Assert.That(Cluster.Reporter.Lines, Has.One.Match("Node old-1, which workloads leave, was opened by .*; it is cordoned again"));
    }

    [Test]
    public async Task A_node_that_is_opened_again_and_again_is_named_and_the_workloads_move(CancellationToken cancellationToken)
    {
        await PrepareAsync();
        using (Meddling(async token =>
        {
            if ((await Cluster.Client.CoreV1.ReadNodeAsync("old-1", cancellationToken: token)).Spec.Unschedulable == true)
            {
                await OpenAsync("old-1", token);
            }

            return null;
        }))
        {
            var failed = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(Make.ToCilium, cancellationToken));

            Assert.That(failed!.Message, Does.Match("Pods may come back to the source: .* opens node old-1 as often as it is cordoned. Pause whoever that is"));
        }

        Assert.That((await Cluster.PodsAsync()).Where(p => p.Spec.NodeName == "old-2"), Is.Empty);
    }

    private const int Pods = 2 + 2 + 2;

    private async Task PrepareAsync()
    {
        await StartAsync();
        await Cluster.AddAsync(Make.Deployment("web", 2, app: "web"));
        await Cluster.AddAsync(Make.Deployment("api", 2, app: "api"));
        await Cluster.AddAsync(WithoutSurge("worker", 2, maxUnavailable: "1"));
        await Cluster.OpenBothSidesAsync(Pods);
    }

    private async Task OnlyWebStopsAsync(string told, CancellationToken cancellationToken, string remedy = "Pause it for this Deployment")
    {
        var failed = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(Make.ToCilium, cancellationToken));

        Assert.That(failed!.Message, Does.Contain("1 workload(s) did not move").And.Contain($"Deployment team/web: {told}").And.Contain(remedy));
        foreach (var other in new[] { "api", "worker" })
        {
            Assert.That(await NodesAsync(other), Has.Count.EqualTo(2).And.All.StartsWith("cilium"), "the rest goes on");
        }

        Assert.That((await WebPodsAsync()).Count(Make.IsReady), Is.GreaterThanOrEqualTo(1), "it serves all the time");
    }

    private async Task<IReadOnlyList<V1Pod>> WebPodsAsync() => [.. (await Cluster.PodsAsync()).Where(p => p.Metadata.Labels?["app"] == "web")];

    private Task<V1Node> OpenAsync(string node, CancellationToken cancellationToken) => Cluster.Client.CoreV1.PatchNodeAsync(
        new V1Patch("""{"spec":{"unschedulable":null}}""", V1Patch.PatchType.MergePatch), node, fieldManager: Manager, cancellationToken: cancellationToken);

    private Task<V1Deployment> PatchAsync(string patch, CancellationToken cancellationToken) => Cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
        new V1Patch(patch, V1Patch.PatchType.MergePatch), "web", "team", fieldManager: Manager, cancellationToken: cancellationToken);

    /// <summary>Looks all the time, and patches the Deployment as soon as it is not as it should be.</summary>
    private Meddler Meddling(Func<CancellationToken, Task<string?>> patch)
    {
        var stop = new CancellationTokenSource();
        return new Meddler(stop, LookAsync(stop.Token));

        async Task LookAsync(CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (await patch(cancellationToken) is { } change)
                {
                    await PatchAsync(change, cancellationToken);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(300), Cluster.Time, cancellationToken);
            }
        }
    }

    private sealed class Meddler(CancellationTokenSource stop, Task looking) : IDisposable
    {
        public void Dispose()
        {
            stop.Cancel();
            Assert.That(() => looking, Throws.InstanceOf<OperationCanceledException>());
            stop.Dispose();
        }
    }
}
