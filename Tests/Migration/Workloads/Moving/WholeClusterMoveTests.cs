using CniMigration.Migration.Clusters;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Tests.Migration.Clusters;
using CniMigration.Tests.Simulator;

namespace CniMigration.Tests.Migration.Workloads.Moving;

public sealed class WholeClusterMoveTests
{
    private static readonly MoveRequest ToCilium = new()
    {
        Destination = MoveDestination.Cilium,
        OldNodeSelector = "eks.amazonaws.com/nodegroup in (ng-1)",
        CiliumNodeSelector = "eks.amazonaws.com/nodegroup=ng-cilium",
    };

    [Test]
    [CancelAfter(180_000)]
    public async Task What_teams_run_moves_there_and_back_within_its_budgets(CancellationToken cancellationToken)
    {
        await using var scenario = await EksScenario.StartAsync(tenants: true);
        await scenario.AddGroupAsync("ng-1", 3);
        await scenario.UntilAllPodsReadyAsync();
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync();
        await scenario.AddCiliumGroupAsync(3);
        await scenario.UntilNodesReadyAsync("ng-cilium", 3);
        await scenario.UntilAsync("Cilium's agents are ready", async () => (await scenario.NodesAsync("ng-cilium")).All(node => node.Spec.Taints.Count == 0));
        await scenario.UntilAllPodsReadyAsync();
        var cluster = scenario.Cloud.DescribeCluster(EksScenario.ClusterName);
        using var client = ClusterConnection.Open(cluster.Kubeconfig(), scenario.Eks.Clock);
        var mover = new WorkloadMover(client, scenario.Eks.Clock);
        var reporter = new TestCluster.Log();
        var observed = scenario.Eks.Observer.Begin();

        var there = await mover.MoveAsync(ToCilium, reporter, cancellationToken);
        await TestContext.Out.WriteLineAsync($"{there}\n{string.Join('\n', reporter.Lines)}");
        Assert.That(there.Remaining, Is.Zero);
        Assert.That(there.Restarted, Is.EqualTo(3));

        var back = await mover.MoveAsync(ToCilium with { Destination = MoveDestination.Home }, reporter, cancellationToken);

        Assert.That((back.Remaining, back.Restarted), Is.EqualTo((0, 3)));
        Assert.That(observed.BudgetViolations, Is.Zero);
        await scenario.UntilAllPodsReadyAsync();
    }
}
