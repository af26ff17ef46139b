using CniMigration.Migration.Errors;
using CniMigration.Migration.Gates;
using CniMigration.Rehearsal.CommandLine;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.View;
using CniMigration.Rehearsal.Walk;
using CniMigration.Simulator.Faults;
using CniMigration.Tests.Rehearsal.Back;
using CniMigration.Tests.Stacks;

namespace CniMigration.Tests.Rehearsal.Faults;

/// <summary>Walks one rehearsed stack while things go wrong and are mended, and keeps count of what no fault excuses.</summary>
internal sealed class FaultJourney : IAsyncDisposable
{
    /// <summary>How long a journey may take, in milliseconds.</summary>
    public const int Patience = 600_000;

    // About as fast as two processors are; the clock waits for slower ones.
    private const double Speed = 500;

    private const string GatePrefix = "gate-";

    private readonly RehearsalStack stack;
    private readonly StrikingEvents events;
    private readonly CancellationToken cancellationToken;
    private readonly List<UpResult> ups = [];
    private IReadOnlyList<string> before = [];

    private FaultJourney(RehearsalStack stack, StrikingEvents events, CancellationToken cancellationToken) =>
        (this.stack, this.events, this.cancellationToken) = (stack, events, cancellationToken);

    public static async Task<FaultJourney> StartAsync(CancellationToken cancellationToken, Fault? fault = null)
    {
        var folder = Repository.Root;
        var options = new RehearsalOptions { Speed = Speed, Faults = fault is null ? [] : [new ChosenFault(fault)] };
        var settings = StackSettings.Read(ProjectFolder.Find(folder, folder), options.StackFile, folder);
        var events = new StrikingEvents();
        var stack = await RehearsalStack.StartAsync(settings, options, events, cancellationToken);
        var journey = new FaultJourney(stack, events, cancellationToken);
        await journey.ToAsync(Stage.Baseline);
        journey.before = await journey.LookAsync();
        return journey;
    }

    public Task MendAsync(Fault fault) => stack.Faults.SwitchOffAsync(fault, cancellationToken);

    /// <summary>How many runs the latest walk took.</summary>
    public int RunsOfLastWalk { get; private set; }

    public Task LetPassAsync(TimeSpan time) => stack.WaitAsync(time, cancellationToken);

    public Task StrikeAsync(Fault fault) => stack.Faults.SwitchOnAsync(fault, cancellationToken);

    /// <summary>Lets a fault begin once a run of the next walk has ended at a stage.</summary>
    public void StrikeAt(Fault fault, Stage stage) => events.After(stage.ToName(), () => stack.Faults.SwitchOnAsync(fault, cancellationToken));

    /// <summary>Goes to the last stage; a fault begins there, or once the way back has come to another stage.</summary>
    public async Task ToEndAsync(Fault fault, Stage strikesAt)
    {
        await ToAsync(Stage.EnforcePolicy);
        if (strikesAt == Stage.EnforcePolicy)
        {
            await StrikeAsync(fault);
        }
        else
        {
            StrikeAt(fault, strikesAt);
        }
    }

    /// <summary>Goes to a stage and has to arrive.</summary>
    public async Task ToAsync(Stage stage)
    {
        var walk = await TryAsync(stage);
        Assert.That(walk.Failure, Is.Null, $"on the way to {stage.ToName()}");
    }

    /// <summary>
    /// Goes to a stage while a node may still be on its way: where it joins in the middle of a run, that run says so and the next one has to arrive.
    /// </summary>
    public async Task ToWhileANodeMayJoinAsync(Stage stage)
    {
        var walk = await TryAsync(stage);
        if (walk.Failure is GateFailedException { Message: var told } && told.Contains(NodeGroupGuard.JoinedMeanwhile, StringComparison.Ordinal))
        {
            await ToAsync(stage);
            return;
        }

        Assert.That(walk.Failure, Is.Null, $"on the way to {stage.ToName()}");
    }

    /// <summary>Goes to a stage; what no fault excuses is asserted.</summary>
    public Task<WalkResult> TryAsync(Stage stage) => TryAsync(stage, cancellationToken);

    private async Task<WalkResult> TryAsync(Stage stage, CancellationToken cancelled)
    {
        var walk = await new Walker(stack, events).WalkAsync(new RehearsalOptions { Speed = Speed, Stages = [stage.ToName()] }, cancelled);
        cancellationToken.ThrowIfCancellationRequested();
        ups.AddRange(walk.Ups);
        RunsOfLastWalk = walk.Ups.Length;
        Assert.That(walk.Ups.Sum(up => up.BudgetViolations), Is.Zero, $"budgets on the way to {stage.ToName()}");
        return walk;
    }

    /// <summary>Goes to a stage and has to stop on the way, as every stop is to be.</summary>
    public async Task<string> StopAsync(Stage destination, Stage at, params string[] told)
    {
        var walk = await TryAsync(destination);
        Assert.That(walk.Failure, Is.Not.Null, $"the walk to {destination.ToName()} stops");
        var message = FailureText.Of(walk.Failure!);
        var failed = walk.Ups[^1].Run.Steps.Where(step => step.Failure is not null).Select(step => step.Key.Name).ToList();
        Assert.That(Stages(walk.Ups[^1], failed), Is.EqualTo(new[] { at.ToName() }), message);
        Assert.That(ExitCodes.Of(walk.Failure!, failed.Count > 0), Is.EqualTo(ExitCodes.ResourceFailed), message);
        Assert.That(message, Does.Contain("xpected"), "what was expected");
        Assert.That(message, Does.Contain("een"), "what was seen");
        Assert.That(message, Does.Contain("un again"), "what to do");
        foreach (var part in told)
        {
            Assert.That(message, Does.Contain(part));
        }

        return message;
    }

    /// <summary>Goes to baseline, which has to be what it was, without a node that ever was without a CNI or with two.</summary>
    public async Task HomeAsync(bool withOneCni = true)
    {
        await ToAsync(Stage.Baseline);
        Assert.That(ClusterPortrait.Differences(before, await LookAsync()), Is.Empty);
        if (withOneCni)
        {
            AssertNodesHadOneCni();
        }
    }

    public void AssertNodesHadOneCni()
    {
        Assert.That(ups.Sum(up => up.NodesWithoutCni), Is.Zero, "nodes without a CNI");
        Assert.That(ups.Sum(up => up.NodesWithTwoCnis), Is.Zero, "nodes with two CNIs");
    }

    /// <summary>Kills the walk as soon as a step starts for which this holds.</summary>
    public async Task<bool> KilledAsync(Stage destination, Func<StepReport, bool> step)
    {
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        events.AtStep(step, kill.Cancel);
        var walk = await TryAsync(destination, kill.Token);

        // EKS goes on with what it was asked for, and takes nothing else meanwhile.
        await stack.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        return walk.Failure is OperationCanceledException;
    }

    public ValueTask DisposeAsync() => stack.DisposeAsync();

    /// <summary>Where a run stopped: at the gates that failed, or at the stage that it was held in.</summary>
    private static IEnumerable<string> Stages(UpResult up, List<string> failed) =>
        failed.Count > 0 && failed.All(name => name.StartsWith(GatePrefix, StringComparison.Ordinal))
        ? failed.Select(gate => StageNames.All.First(stage => gate.StartsWith($"{GatePrefix}{stage}-", StringComparison.Ordinal))).Distinct()
        : [up.Effective];

    private async Task<IReadOnlyList<string>> LookAsync()
    {
        await stack.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
        return await ClusterPortrait.TakeAsync(stack.Kubeconfig());
    }
}
