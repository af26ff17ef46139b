using System.Collections.Concurrent;

namespace CniMigration.Rehearsal.Engine;

/// <summary>Runs the program without touching anything: what would happen, and the graph of what depends on what.</summary>
internal sealed class PreviewPass(
    DeclarationLog log, ProviderInstances providers, Func<ResourceKey, bool> isRemoteComponent, StepExecutor executor, CancellationToken cancellationToken)
    : ProgramPass(log, providers, isRemoteComponent)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> graph = [];
    private readonly ConcurrentDictionary<string, bool> renamed = [];

    public IReadOnlyDictionary<string, ImmutableArray<string>> Graph => graph;

    /// <summary>What is in state under a URN that the program knows as an alias only.</summary>
    public IReadOnlySet<string> Renamed => renamed.Keys.ToHashSet(StringComparer.Ordinal);

    protected override CancellationToken CancellationToken => cancellationToken;

    protected override async Task<ResourceResult> RegisterAsync(Registration registration)
    {
        var declaration = registration.Declaration;
        graph[declaration.Urn] = registration.Dependencies;
        if (RemoteComponent(declaration.Key) is not { } component)
        {
            return await StepAsync(registration);
        }

        var old = Known(registration);
        try
        {
            return await ConstructAsync(component, registration, executor.StepOf(registration, old, preview: true), StepAsync);
        }
        catch (Exception failure) when (failure is not Pulumi.RunException)
        {
            throw Fail(Describe(declaration) with { Failure = failure }, failure);
        }
    }

    private async Task<ResourceResult> StepAsync(Registration registration)
    {
        try
        {
            Known(registration);
            var plan = await executor.PlanAsync(registration, preview: true, cancellationToken);
            if (registration.Declaration.Key.IsProvider)
            {
                await Providers.ConfigureAsync(registration.Declaration.Key, registration.Inputs, registration.Unknown, cancellationToken);
            }

            var result = await StepExecutor.ForeseeAsync(plan, cancellationToken);
            Note(Describe(registration.Declaration) with { Operation = plan.Operation, Changed = plan.Changed });
            return result;
        }
        catch (Exception failure)
        {
            throw Fail(Describe(registration.Declaration) with { Failure = failure }, failure);
        }
    }

    private ResourceState? Known(Registration registration)
    {
        var old = executor.Old(registration);
        if (old is not null)
        {
            renamed[old.Urn] = true;
        }

        return old;
    }

    protected override void Declared(Declaration component)
    {
    }
}
