using CniMigration.Simulator.Faults;
using CniMigration.Tests.Stacks;

namespace CniMigration.Tests.Rehearsal.Faults;

/// <summary>Faults that strike while the walk goes back: it stops rightly or comes through, and once they are mended the cluster is what it was.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(FaultJourney.Patience)]
internal sealed class WayBackFaultTests
{
    private static IEnumerable<TestCaseData> Stops()
    {
        yield return Case("budget-never-allows", Stage.RetireNodes, Stage.Migrate, "cordon has to wait", "shop/orders-0", "never allows its eviction");
        yield return Long("budget-never-allows", Stage.Migrate, Stage.Migrate, "cordon has to wait", "shop/orders-0", "never allows its eviction");
        yield return Long("subnet-out-of-addresses", Stage.RetireNodes, Stage.Migrate, "node group ng-1", "InsufficientFreeAddresses", "nodegroup.health");
        yield return Case(
            "node-never-boots", Stage.RetireNodes, Stage.Migrate, "2 of 3 registered", "1 never joined the cluster", "aws ec2 get-console-output");
        yield return Long(
            "cilium-agent-never-ready", Stage.EnforcePolicy, Stage.RetireNodes, "migrate has to wait", "agents are ready", "logs daemonset/cilium");
    }

    [TestCaseSource(nameof(Stops))]
    public async Task The_way_back_stops_and_once_mended_ends_where_it_began_and_leads_forward_again(
        string name, Stage strikesAt, Stage stopsAt, string[] told, CancellationToken cancellationToken)
    {
        var fault = FaultCatalogue.Find(name)!;
        await using var journey = await FaultJourney.StartAsync(cancellationToken);
        await journey.ToEndAsync(fault, strikesAt);
        await journey.StopAsync(Stage.Baseline, stopsAt, told);
        await journey.MendAsync(fault);
        await journey.HomeAsync(LeavesOneCni(fault));
        await journey.ToAsync(Stage.Migrate);
        await journey.HomeAsync(LeavesOneCni(fault));
    }

    [TestCaseSource(nameof(Stops))]
    [Explicit("They take minutes.")]
    [Category("AllFaults")]
    public async Task Whoever_was_stopped_on_the_way_back_may_turn_around(
        string name, Stage strikesAt, Stage stopsAt, string[] told, CancellationToken cancellationToken)
    {
        var fault = FaultCatalogue.Find(name)!;
        await using var journey = await FaultJourney.StartAsync(cancellationToken);
        await journey.ToEndAsync(fault, strikesAt);
        await journey.StopAsync(Stage.Baseline, stopsAt, told);
        await journey.MendAsync(fault);
        await (fault == FaultCatalogue.NodeNeverBoots ? journey.ToWhileANodeMayJoinAsync(Stage.EnforcePolicy) : journey.ToAsync(Stage.EnforcePolicy));
        await journey.HomeAsync(LeavesOneCni(fault));
    }

    [TestCase("security-group-cuts-cnis", Stage.EnforcePolicy, Explicit = true, Category = "AllFaults")]
    [TestCase("security-group-cuts-cnis", Stage.Migrate, Explicit = true, Category = "AllFaults")]
    [TestCase("gate-flaps", Stage.Migrate, Explicit = true, Category = "AllFaults")]
    [TestCase("operator-lacks-iam", Stage.RetireNodes, Explicit = true, Category = "AllFaults")]
    [TestCase("node-never-boots", Stage.Migrate, Explicit = true, Category = "AllFaults")]
    [TestCase("subnet-out-of-addresses", Stage.Migrate, Explicit = true, Category = "AllFaults", Description = "aws-node holds enough warm")]
    [TestCase("api-server-flaky", Stage.EnforcePolicy)]
    public async Task What_only_the_way_forward_needs_holds_nobody_who_goes_back(string name, Stage strikesAt, CancellationToken cancellationToken)
    {
        var fault = FaultCatalogue.Find(name)!;
        await using var journey = await FaultJourney.StartAsync(cancellationToken);
        await journey.ToEndAsync(fault, strikesAt);
        await journey.HomeAsync();
        await journey.MendAsync(fault);
        await journey.ToAsync(Stage.EnforcePolicy);
        await journey.HomeAsync();
    }

    [Test]
    public async Task An_add_on_that_comes_back_while_its_nodes_do_is_named_at_once_and_the_way_is_open_without_it(CancellationToken cancellationToken)
    {
        var fault = FaultCatalogue.AddonRevertsAffinity;
        await using var journey = await FaultJourney.StartAsync(cancellationToken);
        await journey.ToAsync(Stage.EnforcePolicy);
        journey.StrikeAt(fault, Stage.RetireNodes);
        await journey.StopAsync(Stage.Baseline, Stage.RetireNodes, "field manager eks", "add-on vpc-cni", "aws eks delete-addon");
        await journey.MendAsync(fault);

        // The add-on itself has put aws-node on the other CNI's nodes by then, which no migration can keep it from.
        await journey.HomeAsync(withOneCni: false);
        await journey.ToAsync(Stage.EnforcePolicy);
    }

    // An agent that is restarted and never gets ready is the fault itself.
    private static bool LeavesOneCni(Fault fault) => fault != FaultCatalogue.AgentNeverReady;

    private static TestCaseData Long(string name, Stage strikesAt, Stage stopsAt, params string[] told) =>
        Case(name, strikesAt, stopsAt, told).Explicit("It takes minutes.").SetCategory("AllFaults");

    private static TestCaseData Case(string name, Stage strikesAt, Stage stopsAt, params string[] told) =>
        new TestCaseData(name, strikesAt, stopsAt, told).SetArgDisplayNames(name, strikesAt.ToName());
}
