using CniMigration.Simulator.Faults;
using CniMigration.Stacks;

namespace CniMigration.Tests.Rehearsal.Faults;

/// <summary>A walk that a fault stopped leaves the way back open, whether the fault is mended or not.</summary>
[CancelAfter(300_000)]
internal sealed class StoppedWalkTests
{
    [TestCase("addon-reverts-affinity", Stage.Baseline)]
    [TestCase("node-never-boots", Stage.AddCiliumNodes)]
    [TestCase("cilium-agent-never-ready", Stage.AddCiliumNodes, Explicit = true, Category = "AllFaults")]
    [TestCase("operator-lacks-iam", Stage.AddCiliumNodes, Explicit = true, Category = "AllFaults")]
    [TestCase("subnet-out-of-addresses", Stage.AddCiliumNodes)]
    [TestCase("security-group-cuts-cnis", Stage.AddCiliumNodes, Explicit = true, Category = "AllFaults")]
    [TestCase("gate-flaps", Stage.AddCiliumNodes, Explicit = true, Category = "AllFaults")]
    [TestCase("budget-never-allows", Stage.Cordon)]
    public async Task The_way_back_is_open_while_the_fault_is_there_and_once_it_is_mended(string name, Stage stopsAt)
    {
        var fault = FaultCatalogue.Find(name)!;
        var destination = stopsAt == Stage.AddCiliumNodes ? stopsAt : Stage.Migrate;
        await using var journey = await FaultJourney.StartAsync(fault);
        await journey.StopAsync(destination, stopsAt);
        await journey.HomeAsync(LeavesOneCni(fault));
        await journey.MendAsync(fault);
        await journey.ToAsync(Stage.Migrate);
        if (fault.Mend is null)
        {
            await journey.HomeAsync(LeavesOneCni(fault));
        }
    }

    [Test]
    public async Task Whoever_takes_the_pin_from_aws_node_is_named_at_once()
    {
        var fault = FaultCatalogue.AddonRevertsAffinity;
        await using var journey = await FaultJourney.StartAsync();
        await journey.ToAsync(Stage.PinAwsNode);
        await journey.StrikeAsync(fault);
        await journey.LetPassAsync(TimeSpan.FromMinutes(1));
        await journey.StopAsync(Stage.InstallCilium, Stage.InstallCilium, "cni In [aws-cni]", "field manager eks", "add-on vpc-cni", "aws eks delete-addon");
        Assert.That(journey.RunsOfLastWalk, Is.EqualTo(1));

        await journey.MendAsync(fault);
        await journey.HomeAsync();
        await journey.ToAsync(Stage.AddCiliumNodes);
        await journey.HomeAsync();
    }

    // Nodes whose agents never come up are the fault itself.
    private static bool LeavesOneCni(Fault fault) => fault != FaultCatalogue.AgentNeverReady && fault != FaultCatalogue.OperatorLacksIam && fault != FaultCatalogue.SubnetOutOfAddresses;
}
