namespace CniMigration.Rehearsal.Engine;

/// <summary>What Pulumi does from the stack's state alone: no program runs.</summary>
internal sealed partial class StackEngine
{
    /// <summary>What a destroy would do. It fails where anything is protected, as Pulumi's preview does, which ends the command there.</summary>
    public async Task<RunReport> PreviewDestroyAsync(int seed, CancellationToken cancellationToken)
    {
        var deletions = new Deletions(State, new ProviderInstances(packages), IsRemoteComponent, Parallel, clock, new SilentEvents()) { Preview = true };
        var report = await DestroyAsync(deletions, seed, cancellationToken);

        // Of several refusals the one of what was made last is told: it says most about how far things are.
        var refused = report.Steps.Where(step => step.Failure is not null).ToDictionary(step => step.Urn, step => step.Failure);
        var told = State.Resources.Reverse().Select(resource => refused.GetValueOrDefault(resource.Urn)).FirstOrDefault(failure => failure is not null);
        return report with { Failure = told };
    }

    /// <summary>Deletes everything that is in state but what is protected and what that depends on, without a preview.</summary>
    public async Task<RunReport> DestroyAsync(int seed, IEngineEvents events, CancellationToken cancellationToken)
    {
        var deletions = new Deletions(State, new ProviderInstances(packages), IsRemoteComponent, Parallel, clock, events);
        return await DestroyAsync(deletions, seed, cancellationToken);
    }

    private async Task<RunReport> DestroyAsync(Deletions deletions, int seed, CancellationToken cancellationToken)
    {
        var steps = await deletions.RunAsync([.. State.Resources, .. State.Replaced], seed, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new RunReport { Steps = steps, Failure = deletions.Failure };
    }

    /// <summary>Reads everything that is in state, and takes over what has become of it.</summary>
    public async Task<RunReport> RefreshAsync(IEngineEvents events, CancellationToken cancellationToken)
    {
        var recorded = new RecordedProviders(State, new ProviderInstances(packages));
        var steps = await Task.WhenAll(State.Resources.Select(resource => RefreshAsync(resource, recorded, events, cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
        return new RunReport { Steps = [.. steps], Failure = FirstFailure(steps) };
    }

    private async Task<StepReport> RefreshAsync(ResourceState resource, RecordedProviders recorded, IEngineEvents events, CancellationToken cancellationToken)
    {
        var report = resource.ToReport();
        if (!resource.Custom || resource.Key.IsProvider)
        {
            return report;
        }

        var started = clock.GetTimestamp();
        events.Started(report);
        try
        {
            report = await ReadAsync(resource, report, await recorded.OfAsync(resource, cancellationToken), cancellationToken);
        }
        catch (Exception failure)
        {
            report = report with { Failure = failure };
        }

        report = report with { Duration = clock.GetElapsedTime(started) };
        events.Finished(report);
        return report;
    }

    private async Task<StepReport> ReadAsync(ResourceState resource, StepReport report, ResourceProvider provider, CancellationToken cancellationToken)
    {
        var step = resource.ToStep() with { Inputs = resource.Inputs };
        if (await provider.ReadAsync(step, cancellationToken) is not { } found)
        {
            State.Remove(resource.Urn);
            return report with { Operation = Operation.Delete };
        }

        var inputs = found.Inputs ?? resource.Inputs;
        State.Put(resource with { Inputs = inputs, Outputs = found.Outputs });
        var drifted = Values.Differences(resource.Inputs, inputs);
        return drifted.IsEmpty ? report : report with { Operation = Operation.Update, Changed = drifted };
    }

    /// <summary>A preview refuses to delete what is protected, as the run would.</summary>
    private static StepReport ForeseeDelete(ResourceState resource) => resource.ToReport() with
    {
        Operation = resource.Removal,
        Failure = resource.Protect ? new ProtectedResourceException(resource.Urn) : null,
    };

    private static Exception? FirstFailure(IEnumerable<StepReport> steps) => steps.Select(step => step.Failure).FirstOrDefault(failure => failure is not null);
}
