using CniMigration.Migration.Workloads.Moving;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>
/// Why each objection to a surge is there: cordoned nodes and a plain restart hang, or leave nobody serving, and the move gets through without that.
/// </summary>
internal sealed class SurgeScenarioTests : SurgeScenario
{
    private const string Host = "kubernetes.io/hostname";
    private static readonly V1LabelSelector Self = new() { MatchLabels = new Dictionary<string, string> { ["app"] = "web" } };

    private static IEnumerable<TestCaseData> Scenarios()
    {
        yield return Case("It_is_recreated", 2, d => d.Spec.Strategy = new V1DeploymentStrategy { Type = "Recreate" }, Outcome.Gap);
        yield return Case(
            "It_has_no_surge", 2, d => d.Spec.Strategy.RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = 0, MaxUnavailable = "100%" }, Outcome.Gap);
        yield return Case("It_is_paused", 2, d => d.Spec.Paused = true, Outcome.Hang);
        yield return Case("It_wants_a_node_for_each_pod", 3, d => d.Spec.Template.Spec.Affinity = OnePerNode(), Outcome.Hang, newNodes: 3, alreadyThere: 1);
        yield return Case(
            "It_takes_a_port_of_its_node",
            2,
            d => d.Spec.Template.Spec.Containers[0].Ports = [new V1ContainerPort { ContainerPort = 80, HostPort = 80 }],
            Outcome.Hang,
            alreadyThere: 1);
    }

    [TestCaseSource(nameof(Scenarios))]
    public async Task A_plain_restart_does_harm_and_the_move_does_not(
        int replicas, Action<V1Deployment> change, object harm, int newNodes, int alreadyThere, CancellationToken cancellationToken)
    {
        await PrepareAsync(replicas, change, newNodes, alreadyThere);
        Assert.That(await RestartAsync(cancellationToken), Is.EqualTo(harm), "what a plain restart does");
        await Cluster.DisposeAsync();

        await PrepareAsync(replicas, change, newNodes, alreadyThere);
        var move = MoveAsync(Make.ToCilium, cancellationToken);
        var fewest = replicas;
        while (!move.IsCompleted)
        {
            fewest = Math.Min(fewest, await ReadyAsync());
            await Task.WhenAny(move, Task.Delay(TimeSpan.FromMilliseconds(500), Cluster.Time, cancellationToken));
        }

        var result = await move;
        Assert.That((result.Restarted, result.Remaining), Is.EqualTo((0, 0)));
        Assert.That(fewest, Is.GreaterThanOrEqualTo(1), "somebody serves all the time");
        Assert.That(await NodesAsync("web"), Is.All.StartsWith("cilium"));
    }

    [Test]
    public async Task An_even_spread_that_counts_cordoned_nodes_hangs_a_restart_and_blocks_the_plan_until_it_honors_taints(CancellationToken cancellationToken)
    {
        await PrepareAsync(4, d => d.Spec.Template.Spec.TopologySpreadConstraints = [EvenSpread()], newNodes: 2, alreadyThere: 0);
        var plan = await new WorkloadMover(Cluster.Mover, Cluster.Time).PlanAsync(Make.ToCilium, cancellationToken);
        Assert.That(plan.Blockers.Select(b => b.Remedy), Is.All.Contains("nodeTaintsPolicy: Honor"));
        Assert.That(await RestartAsync(cancellationToken), Is.EqualTo(Outcome.Hang), "what a plain restart does");
        await Cluster.DisposeAsync();

        await PrepareAsync(4, d => d.Spec.Template.Spec.TopologySpreadConstraints = [EvenSpread("Honor")], newNodes: 2, alreadyThere: 0);
        var result = await MoveAsync(Make.ToCilium, cancellationToken);

        Assert.That((result.Restarted, result.Remaining), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task An_operator_takes_a_restart_back_and_its_pods_are_evicted(CancellationToken cancellationToken)
    {
        await PrepareAsync(2, d => d.Metadata.OwnerReferences = [Operator()], newNodes: 2, alreadyThere: 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reverting = RevertAsync(stop.Token);
        Assert.That(await RestartAsync(cancellationToken), Is.EqualTo(Outcome.Hang), "what a plain restart does");

        var result = await MoveAsync(Make.ToCilium, cancellationToken);

        Assert.That((result.Restarted, result.Evicted, result.Remaining), Is.EqualTo((0, 2, 0)));
        await stop.CancelAsync();
        await reverting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static V1OwnerReference Operator() => new() { ApiVersion = "example.com/v1", Kind = "Shop", Name = "shop", Uid = "uid-shop", Controller = true };

    /// <summary>What an operator does that knows what its Deployment should look like.</summary>
    private async Task RevertAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
                new V1Patch("""{"spec":{"template":{"metadata":{"annotations":null}}}}""", V1Patch.PatchType.MergePatch), "web", "team",
                cancellationToken: cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(500), Cluster.Time, cancellationToken);
        }
    }

    private static TestCaseData Case(string name, int replicas, Action<V1Deployment> change, Outcome harm, int newNodes = 2, int alreadyThere = 0) =>
        new TestCaseData(replicas, change, harm, newNodes, alreadyThere).SetName(name);

    private static V1Affinity OnePerNode() => new()
    {
        PodAntiAffinity = new V1PodAntiAffinity
        {
            RequiredDuringSchedulingIgnoredDuringExecution = [new V1PodAffinityTerm { TopologyKey = Host, LabelSelector = Self }],
        },
    };

    private static V1TopologySpreadConstraint EvenSpread(string? taints = null) => new()
    {
        TopologyKey = Host,
        MaxSkew = 1,
        WhenUnsatisfiable = "DoNotSchedule",
        LabelSelector = Self,
        NodeTaintsPolicy = taints,
    };
}
