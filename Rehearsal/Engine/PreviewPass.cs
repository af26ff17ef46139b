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
        graph[registration.Declaration.Urn] = registration.Dependencies;
        try
        {
            if (executor.Old(registration) is { } old)
            {
                renamed[old.Urn] = true;
            }

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

    protected override void Declared(Declaration component)
    {
    }
}
