using CniMigration.Migration.Changes;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Facts;
using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Plans;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>One workload that does not get away, and the others.</summary>
internal sealed class StuckWorkloadTests : MoveFixture
{
    private static readonly MoveRequest Impatient = Make.ToCilium with
    {
        BudgetTimeout = TimeSpan.FromSeconds(40),
        TerminationTimeout = TimeSpan.FromSeconds(20),
        RolloutTimeout = TimeSpan.FromMinutes(2),
    };

    [Test]
    public async Task A_pod_that_does_not_end_is_named_with_its_finalizers_and_node_and_the_rest_goes_on(CancellationToken cancellationToken)
    {
        await StartAsync();
        var held = WithoutSurge("held", 2);
        held.Spec.Template.Metadata.Finalizers = ["example.com/flush"];
        await Cluster.AddAsync(held);
        await Cluster.AddAsync(Make.Deployment("web", 2, app: "web"));
        await Cluster.OpenBothSidesAsync(pods: 4);

        var failed = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(Impatient, cancellationToken));

        Assert.That(failed!.Message, Does.Match("pod team/held-.* on old-. is ending since .*, held by example.com/flush"));
        Assert.That(failed.Message, Does.Contain("Still on the source: 2 pod(s)"));
        Assert.That(await NodesAsync("web"), Is.All.StartsWith("cilium"));
        Assert.That(await NodesAsync("held"), Has.Exactly(2).StartsWith("cilium"), "its other pod went, and both have their successors");
    }

    [Test]
    public async Task A_budget_that_allows_nothing_meanwhile_holds_up_its_own_pods_only(CancellationToken cancellationToken)
    {
        await StartAsync();
        var dead = Make.Deployment("dead", 1, app: "dead");
        dead.Spec.Template.Spec.NodeSelector = new Dictionary<string, string> { ["side"] = "cilium" };
        Cluster.Kubelet.IsStuck = pod => pod.Metadata.Labels.GetValueOrDefault("app") == "dead";
        var shared = Budget("sick", maxUnavailable: "1");
        shared.Spec.Selector = new V1LabelSelector
        {
            MatchExpressions = [new V1LabelSelectorRequirement { Key = "app", OperatorProperty = "In", Values = ["sick", "dead"] }],
        };
        await Cluster.AddAsync(dead);
        await Cluster.AddAsync(WithoutSurge("sick", 2));
        await Cluster.AddAsync(shared);
        await Cluster.AddAsync(Make.Deployment("web", 2, app: "web"));
        await Cluster.OpenBothSidesAsync(pods: 4);

        var failed = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(Impatient, cancellationToken));

        Assert.That(failed!.Message, Does.Contain("Deployment team/sick").And.Contain("budget sick-1").And.Not.Contain("team/web"));
        Assert.That(await NodesAsync("web"), Is.All.StartsWith("cilium"));
        Assert.That(Cluster.Served.Evictions, Is.Empty, "what the budget would refuse is not asked for");
    }

    [TestCase(OnMoveFailure.Hold, true)]
    [TestCase(OnMoveFailure.Uncordon, false)]
    public async Task After_a_failure_the_source_is_left_as_it_was_asked_for(OnMoveFailure choice, bool cordoned, CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(Make.Deployment("web", 1, app: "web"));
        await Cluster.OpenBothSidesAsync(pods: 1);
        Cluster.Kubelet.IsStuck = pod => pod.Metadata.DeletionTimestamp is not null;

        var failed = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(Impatient with { OnFailure = choice }, cancellationToken));

        var old = (await Cluster.Client.CoreV1.ListNodeAsync(labelSelector: "side=old", cancellationToken: cancellationToken)).Items;
        Assert.That(old.Select(n => n.IsCordoned()), Is.All.EqualTo(cordoned));
        Assert.That(old.Select(n => NodeCordoning.RecordOf(n) is not null), Is.All.EqualTo(cordoned));
        Assert.That(failed!.Message, Does.Contain(cordoned ? "stays cordoned" : "taken back"));
    }

    [Test]
    public async Task With_a_cap_of_one_no_two_workloads_are_in_motion_and_all_move(CancellationToken cancellationToken)
    {
        await StartAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await Cluster.AddAsync(Make.Deployment(name, 2, app: name));
        }

        await Cluster.OpenBothSidesAsync(pods: 6);

        var move = MoveAsync(Make.ToCilium with { MaxConcurrentMoves = 1 }, cancellationToken);
        var most = 0;
        while (!move.IsCompleted)
        {
            var deployments = (await Cluster.Client.AppsV1.ListDeploymentForAllNamespacesAsync(cancellationToken: cancellationToken)).Items;
            most = Math.Max(most, deployments.Count(d => GuardRecord.IsHeld(d)));
            await Task.WhenAny(move, Task.Delay(TimeSpan.FromMilliseconds(500), Cluster.Time, cancellationToken));
        }

        Assert.That((await move).Remaining, Is.Zero);
        Assert.That(most, Is.EqualTo(1));
    }

    [Test]
    public async Task A_job_that_runs_on_takes_no_turn(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(Make.Deployment("web", 1, app: "web"));
        await Cluster.Client.CoreV1.CreateNamespacedPodAsync(Make.JobPod(), "team", cancellationToken: cancellationToken);
        await Cluster.OpenBothSidesAsync(pods: 2);

        var failed = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(Impatient with { MaxConcurrentMoves = 1 }, cancellationToken));

        Assert.That(failed!.Message, Does.Contain("Job team/import").And.Contain("pod team/import on old-"));
        Assert.That(await NodesAsync("web"), Is.All.StartsWith("cilium"));
    }

    [Test]
    public async Task A_pod_that_does_not_end_is_named_with_its_node(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        await Cluster.AddAsync(Make.Deployment("web"));
        await Cluster.OpenBothSidesAsync(pods: 1);
        Cluster.Kubelet.IsStuck = pod => pod.Metadata.DeletionTimestamp is not null;

        var late = Assert.ThrowsAsync<GateFailedException>(
            () => MoveAsync(Make.ToCilium with { TerminationTimeout = TimeSpan.FromSeconds(20) }, cancellationToken));

        Assert.That(late!.Message, Does.Match("pod team/web-.* on old-. is ending since"));
    }

    [Test]
    public async Task What_is_not_Ready_for_longer_than_any_replacement_is_only_named(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        var lost = Make.Deployment("lost");
        lost.Spec.Template.Spec.NodeSelector = new Dictionary<string, string> { ["side"] = "nowhere" };
        await Cluster.AddAsync(lost);
        await Cluster.UntilAsync("its pod", async () => (await Cluster.PodsAsync()).Count == 1);
        await Cluster.OpenBothSidesAsync(pods: 0);

        var result = await MoveAsync(Make.ToCilium with { RolloutTimeout = TimeSpan.FromSeconds(30) }, cancellationToken);

        Assert.That(result.Remaining, Is.Zero);
        Assert.That(Cluster.Reporter.Lines, Has.Some.Match("^warning: Not Ready, and waited for no longer: team/lost-"));
    }
}
