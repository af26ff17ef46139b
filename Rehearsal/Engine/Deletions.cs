namespace CniMigration.Rehearsal.Engine;

/// <summary>
/// Deletes what the program no longer declares: as many at once as there are slots, in a shuffled order, but for one rule: what a resource directly
/// depends on goes after it. A failure lets those under way end and starts no more; a protected resource refuses, and all goes on that it does not depend
/// on. What is in a remote component goes after whatever depends on the component (pulumi/pulumi, pkg/resource/graph/dependency_graph.go:
/// DependenciesOf), but is not spared with it (there: markAsDependency). Pulumi deletes in whole levels besides; whatever goes wrong in one of those
/// orders does here as well.
/// </summary>
internal sealed class Deletions(
    StackState state, ProviderInstances providers, Func<ResourceKey, bool> isRemoteComponent, int slots, TimeProvider clock, IEngineEvents events)
{
    private readonly RecordedProviders recorded = new(state, providers);
    private readonly Lock gate = new();
    private readonly List<StepReport> steps = [];
    private volatile bool stopped;

    public Exception? Failure { get; private set; }

    /// <summary>Only finds out what would be done.</summary>
    public bool Preview { get; init; }

    public async Task<ImmutableArray<StepReport>> RunAsync(IReadOnlyCollection<ResourceState> condemned, int seed, CancellationToken cancellationToken)
    {
        var dependents = condemned
            .SelectMany(resource => resource.Dependencies.Select(dependency => (dependency, resource)))
            .ToLookup(pair => pair.dependency, pair => pair.resource);
        var order = condemned.OrderBy(resource => resource.Urn, StringComparer.Ordinal).ThenBy(resource => resource.Id, StringComparer.Ordinal).ToArray();
        new Random(seed).Shuffle(order);
        using var free = new SemaphoreSlim(slots);

        var ends = order.ToDictionary(resource => resource, _ => new TaskCompletionSource<End>(TaskCreationOptions.RunContinuationsAsynchronously));
        await Task.WhenAll(order.Select(async resource =>
        {
            var direct = dependents[resource.Urn].Where(dependent => dependent.Urn != resource.Urn).Select(dependent => ends[dependent].Task);
            var ofComponent = Component(resource) is { } component
                ? dependents[component].Where(dependent => dependent.Parent != component).Select(dependent => ends[dependent].Task)
                : [];
            var end = Whether(await Task.WhenAll(direct), await Task.WhenAll(ofComponent));
            ends[resource].SetResult(end == End.Gone ? await InASlotAsync(free, resource, cancellationToken) : end);
        }));
        lock (gate)
        {
            return [.. steps];
        }
    }

    /// <summary>What its dependents, and those of the component that it is in, have come to, as far as it decides what the resource may come to.</summary>
    private static End Whether(End[] dependents, End[] ofComponent) =>
        dependents.Concat(ofComponent).Contains(End.Left) ? End.Left
        : dependents.Contains(End.Spared) ? End.Spared
        : End.Gone;

    private string? Component(ResourceState resource) =>
        resource.Parent is { } parent && isRemoteComponent(ResourceKey.OfUrn(parent)) ? parent : null;

    private async Task<End> InASlotAsync(SemaphoreSlim free, ResourceState resource, CancellationToken cancellationToken)
    {
        await free.WaitAsync(CancellationToken.None);
        try
        {
            return stopped || cancellationToken.IsCancellationRequested ? End.Left : await DeleteAsync(resource, cancellationToken);
        }
        finally
        {
            free.Release();
        }
    }

    private async Task<End> DeleteAsync(ResourceState resource, CancellationToken cancellationToken)
    {
        var report = resource.ToReport() with { Operation = resource.Removal };
        var started = clock.GetTimestamp();
        events.Started(report);
        try
        {
            if (resource.Protect)
            {
                throw new ProtectedResourceException(resource.Urn);
            }

            if (!Preview && resource is { Custom: true, RetainOnDelete: false } && !resource.Key.IsProvider)
            {
                var provider = await recorded.OfAsync(resource, cancellationToken);
                await provider.DeleteAsync(resource.ToStep() with { Timeout = resource.DeleteTimeout }, cancellationToken);
            }

            if (!Preview)
            {
                state.Deleted(resource);
            }

            report = report with { Duration = clock.GetElapsedTime(started) };
        }
        catch (Exception failure)
        {
            stopped |= failure is not ProtectedResourceException;
            report = report with { Duration = clock.GetElapsedTime(started), Failure = failure };
        }

        events.Finished(report);
        lock (gate)
        {
            steps.Add(report);
            Failure ??= report.Failure;
        }

        return report.Failure switch { null => End.Gone, ProtectedResourceException => End.Spared, _ => End.Left };
    }

    private enum End
    {
        Gone,

        /// <summary>Protected, or needed by what is.</summary>
        Spared,

        /// <summary>A failure, its own or another's, has left it where it is.</summary>
        Left,
    }
}

/// <summary>A delete of a protected resource.</summary>
internal sealed class ProtectedResourceException(string urn)
    : EngineException($"{ResourceKey.OfUrn(urn)} cannot be deleted because it is protected. Lift its protection in a run before, or keep it.");
