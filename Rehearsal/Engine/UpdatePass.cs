using System.Collections.Concurrent;

namespace CniMigration.Rehearsal.Engine;

/// <summary>What the update pass works with.</summary>
internal sealed record UpdateTools(StackState State, StepExecutor Executor, StartSchedule Schedule, TimeProvider Clock, IEngineEvents Events);

/// <summary>Runs the program and carries its steps out, in the order that the schedule gives.</summary>
internal sealed class UpdatePass(
    DeclarationLog log, ProviderInstances providers, Func<ResourceKey, bool> isRemoteComponent, UpdateTools tools, CancellationToken cancellationToken)
    : ProgramPass(log, providers, isRemoteComponent)
{
    private readonly ConcurrentDictionary<string, bool> declared = [];

    /// <summary>The URNs of everything that the program declared, components included.</summary>
    public IReadOnlySet<string> DeclaredUrns => declared.Keys.ToHashSet(StringComparer.Ordinal);

    protected override CancellationToken CancellationToken => cancellationToken;

    protected override async Task<ResourceResult> RegisterAsync(Registration registration)
    {
        var declaration = registration.Declaration;
        declared[declaration.Urn] = true;
        try
        {
            await tools.Schedule.StartAsync(declaration.Urn, atOnce: declaration.Key.IsProvider);
        }
        catch (StepSkippedException skipped)
        {
            throw Fail(Describe(declaration), skipped);
        }

        try
        {
            var result = RemoteComponent(declaration.Key) is { } component
                ? await ConstructAsync(component, registration)
                : await StepAsync(registration);
            tools.Schedule.Complete(declaration.Urn);
            return result;
        }
        catch
        {
            tools.Schedule.Fail();
            throw;
        }
    }

    /// <summary>One slot is enough for a remote component: what is in it is declared in turn.</summary>
    private async Task<ResourceResult> ConstructAsync(IRemoteComponent component, Registration registration)
    {
        var old = tools.Executor.Old(registration);
        var step = tools.Executor.StepOf(registration, old, preview: false);
        void Keep(ResourceResult result) => this.Keep(old, registration.ToState(result, registration.Inputs) with { Custom = false });
        try
        {
            Keep(new ResourceResult(step.Id, step.OldOutputs ?? []));
            var result = await ConstructAsync(component, registration, step, inner =>
            {
                declared[inner.Declaration.Urn] = true;
                return StepAsync(inner);
            });
            Keep(result);
            return result;
        }
        catch (Exception failure) when (failure is not Pulumi.RunException)
        {
            throw Fail(Describe(registration.Declaration), failure);
        }
    }

    private async Task<ResourceResult> StepAsync(Registration registration)
    {
        var started = tools.Clock.GetTimestamp();
        var report = Describe(registration.Declaration);
        try
        {
            var plan = await tools.Executor.PlanAsync(registration, preview: false, cancellationToken);
            report = report with { Operation = plan.Operation, Changed = plan.Changed };
            tools.Events.Started(report);
            var result = await CarryOutAsync(registration, plan);
            report = report with { Duration = tools.Clock.GetElapsedTime(started) };
            Note(report);
            return result;
        }
        catch (Exception failure)
        {
            report = report with { Duration = tools.Clock.GetElapsedTime(started), Failure = failure };
            throw Fail(report, failure);
        }
        finally
        {
            tools.Events.Finished(report);
        }
    }

    private async Task<ResourceResult> CarryOutAsync(Registration registration, StepPlan plan)
    {
        var key = registration.Declaration.Key;
        if (key.IsProvider)
        {
            await Providers.ConfigureAsync(key, registration.Inputs, registration.Unknown, cancellationToken);
        }

        var old = tools.Executor.Old(registration);
        ResourceResult result;
        try
        {
            result = await StepExecutor.ApplyAsync(plan, cancellationToken);
        }
        catch (UnfinishedUpdateException)
        {
            Keep(old, registration.ToState(new ResourceResult(plan.Step.Id, plan.Step.OldOutputs ?? []), plan.Step.Inputs) with { Unfinished = true });
            throw;
        }

        if (plan.Operation == Operation.Replace)
        {
            tools.State.MarkReplaced(old!);
        }

        if (plan.Operation != Operation.Read)
        {
            Keep(old, registration.ToState(result, plan.Step.Inputs));
        }

        return result;
    }

    private void Keep(ResourceState? old, ResourceState state)
    {
        tools.State.Remove(old?.Urn ?? "");
        tools.State.Put(state);
    }

    protected override void Declared(Declaration component)
    {
        declared[component.Urn] = true;
        tools.State.Put(new ResourceState
        {
            Urn = component.Urn,
            Key = component.Key,
            Parent = component.Parent?.Urn,
            Custom = false,
            Protect = component.Protect,
        });
    }
}
