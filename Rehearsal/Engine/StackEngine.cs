using Pulumi;
using Pulumi.Testing;

namespace CniMigration.Rehearsal.Engine;

/// <summary>An engine over Pulumi's mocks that keeps the stack's state between runs and behaves as Pulumi does.</summary>
internal sealed partial class StackEngine(
    string project, string stack, IReadOnlyDictionary<string, IProviderPackage> packages, TimeProvider clock, TimeProvider wallClock)
{
    /// <summary>Four a core.</summary>
    public static readonly int DefaultParallel = 4 * Environment.ProcessorCount;

    private static readonly TimeSpan StallCheck = TimeSpan.FromSeconds(1);

    /// <summary>The stack's state, as the last run left it.</summary>
    public StackState State { get; } = new();

    /// <summary>
    /// How many steps run at once, as <c>--parallel</c> says; four a core, as Pulumi's CLI has it (pkg/cmd/pulumi/operations/up.go, defaultParallel). Each
    /// is a worker that carries out one step until it has ended, deletes too (pkg/resource/deploy/step_executor.go).
    /// </summary>
    public int Parallel { get; init; } = DefaultParallel;

    /// <summary>What the program finds as its configuration; null leaves it what the process was started with.</summary>
    public string? Configuration { get; set; }

    /// <summary>What a run would do. Nothing is touched.</summary>
    public async Task<RunReport> PreviewAsync(PulumiProgram program, CancellationToken cancellationToken)
    {
        var (report, _, _) = await ForeseeAsync(program, cancellationToken);
        return report;
    }

    /// <summary>Previews, then creates and updates in dependency order, then deletes what the program no longer declares.</summary>
    public async Task<RunReport> UpAsync(PulumiProgram program, int seed, IEngineEvents events, CancellationToken cancellationToken)
    {
        var (foreseen, graph, asked) = await ForeseeAsync(program, cancellationToken);
        if (foreseen.Failure is not null)
        {
            return foreseen with { Steps = [.. foreseen.Steps.Where(step => step.Failure is not null)] };
        }

        var providers = new ProviderInstances(packages);
        var log = new DeclarationLog(stack, project, IsRemoteComponent);
        var schedule = new StartSchedule(graph, asked, seed, Parallel, wallClock);
        var tools = new UpdateTools(State, new StepExecutor(State, providers), schedule, clock, events);
        var pass = new UpdatePass(log, providers, IsRemoteComponent, tools, cancellationToken);
        await using var stop = cancellationToken.Register(() => _ = schedule.CloseAsync());
        var (outputs, failure) = await RunAsync(program, log, pass, preview: false, schedule, cancellationToken);
        await schedule.CloseAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (failure is not null)
        {
            return new RunReport { Steps = pass.Steps, Outputs = outputs, Failure = failure };
        }

        var deletions = new Deletions(State, providers, IsRemoteComponent, Parallel, clock, events);
        var deleted = await deletions.RunAsync([.. Condemned(pass.DeclaredUrns), .. State.Replaced], seed, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new RunReport { Steps = pass.Steps.AddRange(deleted), Outputs = outputs, Failure = deletions.Failure };
    }

    private async Task<Foresight> ForeseeAsync(PulumiProgram program, CancellationToken cancellationToken)
    {
        var providers = new ProviderInstances(packages);
        var log = new DeclarationLog(stack, project, IsRemoteComponent);
        var pass = new PreviewPass(log, providers, IsRemoteComponent, new StepExecutor(State, providers), cancellationToken);
        var (outputs, failure) = await RunAsync(program, log, pass, preview: true, schedule: null, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var declared = pass.Steps.Select(step => step.Urn).Concat(pass.Renamed).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<StepReport> deletes = failure is not null ? [] : [.. Condemned(declared).Concat(State.Replaced).Select(ForeseeDelete)];
        var report = new RunReport { Steps = [.. pass.Steps, .. deletes], Outputs = outputs, Failure = failure ?? FirstFailure(deletes) };
        return new Foresight(report, pass.Graph, await log.DependsOnAsync());
    }

    private async Task<(ImmutableDictionary<string, object?> Outputs, Exception? Failure)> RunAsync(
        PulumiProgram program, DeclarationLog log, ProgramPass pass, bool preview, StartSchedule? schedule, CancellationToken cancellationToken)
    {
        Exception? programFailure = null;
        using var configured = await ProgramConfiguration.SetAsync(Configuration, cancellationToken);
        IDictionary<string, object?> told = ImmutableDictionary<string, object?>.Empty;
        async Task<IDictionary<string, object?>> RunProgramAsync()
        {
            try
            {
                var running = program(log.RootOptions());
                configured.Dispose();
                told = await running;
                schedule?.Declared(await log.DependsOnAsync());
                return told;
            }
            catch (Exception failure)
            {
                // The SDK reports a failure as text; its type decides the exit code.
                programFailure = failure;
                throw;
            }
        }

        var options = new TestOptions { ProjectName = project, StackName = stack, IsPreview = preview };
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = schedule is null ? Task.FromResult<Exception?>(null) : WatchAsync(schedule, watching.Token);
        try
        {
            // The SDK blocks its caller's thread while the program runs.
            var (_, outputs) = await Task.Run(() => Deployment.TestAsync(pass, options, RunProgramAsync), CancellationToken.None);
            return (await StackOutputs.ReadAsync(outputs), pass.Failure);
        }
        catch (Exception failure) when (failure is RunException or AggregateException)
        {
            if (schedule is not null)
            {
                await schedule.CloseAsync();
            }

            await watching.CancelAsync();
            var stalled = await watch;
            return (StackOutputs.Plain(told), stalled ?? pass.Failure ?? programFailure ?? new EngineException(StackOutputs.FirstLine(failure), failure));
        }
        finally
        {
            await watching.CancelAsync();
        }
    }

    /// <summary>Ends a run in which no step can start any more.</summary>
    private async Task<Exception?> WatchAsync(StartSchedule schedule, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(StallCheck, wallClock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (schedule.Stalled() is { } reason)
            {
                await schedule.CloseAsync();
                return new EngineException($"The run is stuck: {reason}");
            }
        }

        return null;
    }

    private IEnumerable<ResourceState> Condemned(IReadOnlySet<string> declared) => State.Resources.Where(resource => !declared.Contains(resource.Urn));

    private bool IsRemoteComponent(ResourceKey key) => packages.TryGetValue(key.Package, out var package) && package.RemoteComponent(key.Type) is not null;

    /// <summary>What a run would do, and on what each of its resources waits.</summary>
    private sealed record Foresight(
        RunReport Report, IReadOnlyDictionary<string, ImmutableArray<string>> Graph, IReadOnlyDictionary<string, ImmutableHashSet<string>?> Asked);
}
