namespace CniMigration.Rehearsal.Engine;

/// <summary>What Pulumi does from the stack's state alone: no program runs.</summary>
internal sealed partial class StackEngine
{
    /// <summary>
    /// Deletes everything that is in state. While anything in it is protected nothing is touched, as Pulumi's preview of it fails; without its preview
    /// it goes on with all that nothing protected depends on.
    /// </summary>
    public async Task<RunReport> DestroyAsync(int seed, IEngineEvents events, CancellationToken cancellationToken, bool skipPreview = false)
    {
        // The last one that was made comes first, as it would be the first to go.
        ImmutableArray<StepReport> refusals = [.. State.Resources.Reverse().Where(resource => resource.Protect).Select(ForeseeDelete)];
        if (!skipPreview && !refusals.IsEmpty)
        {
            return new RunReport { Steps = refusals, Failure = refusals[0].Failure };
        }

        var deletions = new Deletions(State, new ProviderInstances(packages), IsRemoteComponent, Parallel, clock, events);
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
        if (!resource.Custom || resource.Key.IsProvider || (IsRemoteComponent(resource.Key) && !packages[resource.Key.Package].CanRead(resource.Key.Type)))
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
