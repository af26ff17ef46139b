using CniMigration.Rehearsal.Engine;
using CniMigration.Tests.Stacks;

namespace CniMigration.Tests.Rehearsal.Faults;

/// <summary>A run that dies in the middle leaves what it did in the cluster and nothing of that in its state; the next one resumes.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(FaultJourney.Patience)]
internal sealed class KilledRunTests
{
    [TestCase("pinning-placement", Operation.Create, Stage.EnforcePolicy, Stage.Baseline)]
    [TestCase("cilium-release", Operation.Create, Stage.EnforcePolicy, Stage.Baseline, Explicit = true, Category = "AllFaults")]
    [TestCase("workloads-move", Operation.Update, Stage.EnforcePolicy, Stage.Baseline, Explicit = true, Category = "AllFaults")]
    [TestCase("node-groups-ng-1", Operation.Update, Stage.EnforcePolicy, Stage.PinAwsNode, Explicit = true, Category = "AllFaults")]
    [TestCase("aws-node-removal-daemonset", Operation.Create, Stage.EnforcePolicy, Stage.RetireNodes, Explicit = true, Category = "AllFaults")]
    public async Task A_run_killed_on_the_way_there_is_resumed_or_taken_back(
        string step, Operation operation, Stage destination, Stage from, CancellationToken cancellationToken)
    {
        await using var journey = await FaultJourney.StartAsync(cancellationToken);
        await journey.ToAsync(from);
        Assert.That(await journey.KilledAsync(destination, Starts(step, operation)), Is.True, $"{step} starts on the way");
        await journey.HomeAsync();
        Assert.That(await journey.KilledAsync(destination, Starts(step, operation)), Is.True, $"{step} starts again");
        await journey.ToAsync(destination);
        await journey.HomeAsync();
    }

    [TestCase("node-groups-ng-1", Operation.Update)]
    [TestCase("old-nodes-back", Operation.Create, Explicit = true, Category = "AllFaults")]
    [TestCase("workloads-move", Operation.Update, Explicit = true, Category = "AllFaults")]
    [TestCase("node-groups-ng-cilium", Operation.Update, Explicit = true, Category = "AllFaults")]
    [TestCase("cilium-release", Operation.Delete, Explicit = true, Category = "AllFaults")]
    [TestCase("pinning-placement", Operation.Delete, Explicit = true, Category = "AllFaults")]
    [TestCase("pinning-labels", Operation.Delete, Explicit = true, Category = "AllFaults")]
    [TestCase("autoscaler-pause", Operation.Delete, Explicit = true, Category = "AllFaults")]
    [TestCase("interlock", Operation.Update, Explicit = true, Category = "AllFaults")]
    public async Task A_run_killed_on_the_way_back_is_resumed_or_turned_around(string step, Operation operation, CancellationToken cancellationToken)
    {
        await using var journey = await FaultJourney.StartAsync(cancellationToken);
        await journey.ToAsync(Stage.EnforcePolicy);
        Assert.That(await journey.KilledAsync(Stage.Baseline, Starts(step, operation)), Is.True, $"{step} starts on the way");
        await journey.HomeAsync();
        await journey.ToAsync(Stage.EnforcePolicy);
        Assert.That(await journey.KilledAsync(Stage.Baseline, Starts(step, operation)), Is.True, $"{step} starts again");
        await journey.ToAsync(Stage.EnforcePolicy);
        await journey.HomeAsync();
    }

    private static Func<StepReport, bool> Starts(string name, Operation operation) => step => step.Key.Name == name && step.Operation == operation;
}
