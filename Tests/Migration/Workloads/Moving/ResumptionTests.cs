using CniMigration.Migration.Facts;
using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Plans;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>A move that begins where another one ended, or was cut off.</summary>
internal sealed class ResumptionTests : MoveFixture
{
    [Test]
    public async Task A_strategy_that_an_earlier_run_left_held_is_put_back(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        var web = Make.Deployment("web");
        web.Metadata.Annotations = new Dictionary<string, string> { [GuardRecord.Annotation] = "\"25%\"" };
        web.Spec.Strategy.RollingUpdate.MaxUnavailable = 0;
        await Cluster.AddAsync(web);
        await Cluster.PodsReadyAsync(1);

        await MoveAsync(Make.ToCilium with { Destination = MoveDestination.Stay }, cancellationToken);

        var after = await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: cancellationToken);
        Assert.That((after.Spec.Strategy.RollingUpdate.MaxUnavailable.Value, GuardRecord.IsHeld(after)), Is.EqualTo(("25%", false)));
    }

    [Test]
    public async Task A_run_that_was_cut_off_is_resumed_by_the_next(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        await Cluster.AddAsync(Make.Deployment("web", 4));
        await Cluster.OpenBothSidesAsync(pods: 4);
        using var cut = new CancellationTokenSource();
        var first = MoveAsync(Make.ToCilium, cut.Token);
        await Cluster.UntilAsync("the restart", async () => GuardRecord.IsHeld(await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team")));
        await cut.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());

        var second = await MoveAsync(Make.ToCilium, cancellationToken);

        var web = await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: cancellationToken);
        Assert.That((second.Restarted, second.Remaining), Is.EqualTo((0, 0)));
        Assert.That((web.Spec.Strategy.RollingUpdate.MaxUnavailable.Value, GuardRecord.IsHeld(web)), Is.EqualTo(("25%", false)));
    }

    [Test]
    public async Task A_run_killed_right_after_an_eviction_is_resumed_by_one_that_waits_for_the_pod_that_follows(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        var web = Make.Deployment("web");
        web.Spec.Strategy = new V1DeploymentStrategy { Type = "Recreate" };
        await Cluster.AddAsync(web);
        await Cluster.OpenBothSidesAsync(pods: 1);
        Cluster.Kubelet.Start = TimeSpan.FromSeconds(60);
        using var cut = new CancellationTokenSource();
        var first = MoveAsync(Make.ToCilium, cut.Token);
        await Cluster.UntilAsync("the new pod", async () => await NodesAsync() is [{ } node] && node.StartsWith("cilium", StringComparison.Ordinal));
        await cut.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());

        var second = await MoveAsync(Make.ToCilium, cancellationToken);

        Assert.That((second.Evicted, second.Remaining), Is.EqualTo((0, 0)));
        Assert.That((await Cluster.PodsAsync()).Select(Make.IsReady), Is.EqualTo(new[] { true }));
    }

    [Test]
    public async Task Moving_again_finds_nothing_to_do(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        await Cluster.AddAsync(Make.Deployment("web", 2));
        await Cluster.OpenBothSidesAsync(pods: 2);
        await MoveAsync(Make.ToCilium, cancellationToken);

        var again = await MoveAsync(Make.ToCilium, cancellationToken);

        Assert.That((again.Moved, again.Restarted, again.Evicted, again.Remaining), Is.EqualTo((0, 0, 0, 0)));
    }

    [Test]
    public async Task A_strategy_that_another_run_puts_back_first_is_no_complaint(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        await Cluster.AddAsync(Make.Deployment("web", 2));
        await Cluster.OpenBothSidesAsync(pods: 2);
        Cluster.Kubelet.IsStuck = pod => pod.Status.Phase == "Pending";
        var move = MoveAsync(Make.ToCilium, cancellationToken);
        await Cluster.UntilAsync("the restart", async () => GuardRecord.IsHeld(await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team")));

        await Cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
            new V1Patch(
                """{"metadata":{"annotations":{"RECORD":null}},"spec":{"strategy":{"rollingUpdate":{"maxUnavailable":"25%"}}}}""".Replace(
                    "RECORD", GuardRecord.Annotation, StringComparison.Ordinal),
                V1Patch.PatchType.MergePatch),
            "web",
            "team",
            fieldManager: FieldManagers.Migration,
            cancellationToken: cancellationToken);
        Cluster.Kubelet.IsStuck = _ => false;

        Assert.That((await move).Remaining, Is.Zero);
        Assert.That(Cluster.Reporter.Lines, Has.None.StartsWith("warning"));
    }
}
