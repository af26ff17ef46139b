namespace CniMigration.Rehearsal.Engine;

/// <summary>What one step is about to do.</summary>
internal sealed record StepPlan(
    Operation Operation, ResourceStep Step, ResourceProvider? Provider, ImmutableArray<string> Changed, ResourceResult? Found = null);

/// <summary>Takes one declared resource from its inputs to its new state: Check, Diff, then what these call for.</summary>
internal sealed class StepExecutor(StackState state, ProviderInstances providers)
{
    public async Task<StepPlan> PlanAsync(Registration registration, bool preview, CancellationToken cancellationToken)
    {
        var declaration = registration.Declaration;
        var timeouts = declaration.Options.CustomTimeouts;
        var old = Old(registration);
        var step = StepOf(registration, old, preview);
        if (declaration.Key.IsProvider)
        {
            return PlanProvider(step, old);
        }

        var provider = await providers.ForAsync(declaration.Key.Package, registration.Provider, cancellationToken);
        if (registration.ReadId is { } readId)
        {
            return new StepPlan(Operation.Read, step with { Id = readId }, provider, []);
        }

        ResourceResult? found = null;
        if (old is null && declaration.ImportId is { Length: > 0 } importId)
        {
            found = await provider.ReadAsync(step with { Id = importId }, cancellationToken)
                ?? throw new EngineException($"{declaration.Key}: nothing to import, there is no '{importId}'.");
            step = step with { Id = found.Id, OldInputs = found.Inputs ?? found.Outputs, OldOutputs = found.Outputs };
        }

        if (step.OldInputs is { } oldInputs)
        {
            step = step with { Inputs = IgnoredChanges.Apply(step.Inputs, oldInputs, step.IgnoreChanges) };
        }

        if (provider is not UnconfiguredProvider)
        {
            step = step with { Inputs = await provider.CheckAsync(step, cancellationToken) };
        }

        if (step.OldInputs is null)
        {
            return new StepPlan(Operation.Create, step with { Timeout = timeouts?.Create ?? TimeSpan.Zero }, provider, []);
        }

        step = step with { Timeout = timeouts?.Update ?? TimeSpan.Zero };
        var diff = await provider.DiffAsync(step, cancellationToken);
        if (found is not null)
        {
            return new StepPlan(Operation.Import, step, provider, diff.Changed, found);
        }

        var operation = diff switch
        {
            { Replace: true } => Replacement(diff, declaration),
            { Any: true } => Operation.Update,
            _ when old is { Unfinished: true } => Operation.Update,
            _ => Operation.Same,
        };
        return new StepPlan(operation, step, provider, diff.Changed);
    }

    /// <summary>What a provider is told of a declared resource.</summary>
    public ResourceStep StepOf(Registration registration, ResourceState? old, bool preview) => new()
    {
        Urn = registration.Declaration.Urn,
        Key = registration.Declaration.Key,
        Inputs = registration.Inputs,
        Unknown = registration.Unknown,
        IgnoreChanges = registration.Declaration.IgnoreChanges,
        Id = old?.Id ?? "",
        OldInputs = old?.Inputs,
        OldOutputs = old?.Outputs,
        Preview = preview,
        Resolve = state.Resolve,
    };

    public static async Task<ResourceResult> ApplyAsync(StepPlan plan, CancellationToken cancellationToken)
    {
        var step = plan.Step;
        if (plan.Provider is not { } provider)
        {
            return new ResourceResult(step.Id.Length > 0 ? step.Id : Guid.NewGuid().ToString(), step.Inputs);
        }

        switch (plan.Operation)
        {
            case Operation.Create or Operation.Replace:
                return await provider.CreateAsync(step, cancellationToken);
            case Operation.Import when plan.Changed.IsEmpty:
                return plan.Found!;
            case Operation.Import or Operation.Update:
                return new ResourceResult(step.Id, await provider.UpdateAsync(step, cancellationToken));
            case Operation.Read:
                return await provider.ReadAsync(step, cancellationToken) ?? throw new EngineException($"{step.Key}: there is no '{step.Id}' to read.");
            default:
                return new ResourceResult(step.Id, step.OldOutputs ?? []);
        }
    }

    /// <summary>What the program sees of a step in a preview: known outputs only.</summary>
    public static async Task<ResourceResult> ForeseeAsync(StepPlan plan, CancellationToken cancellationToken)
    {
        var step = plan.Step;
        if (plan.Provider is not { } provider)
        {
            return new ResourceResult(step.Id.Length > 0 ? step.Id : "preview", step.Inputs);
        }

        return plan.Operation switch
        {
            Operation.Create or Operation.Replace => provider.SupportsPreview
                ? await provider.CreateAsync(step, cancellationToken) with { Id = "" }
                : new ResourceResult("", step.Inputs),
            Operation.Update => new ResourceResult(step.Id, provider.SupportsPreview
                ? await provider.UpdateAsync(step, cancellationToken)
                : Values.Overlay(step.OldOutputs ?? [], step.Inputs)),
            Operation.Import => plan.Found!,
            Operation.Read => await ApplyAsync(plan, cancellationToken),
            _ => new ResourceResult(step.Id, step.OldOutputs ?? []),
        };
    }

    /// <summary>The resource's state, under its own URN or one that it went by before.</summary>
    public ResourceState? Old(Registration registration) =>
        state.Find(registration.Declaration.Urn) ?? registration.Aliases.Select(state.Find).FirstOrDefault(found => found is not null);

    private StepPlan PlanProvider(ResourceStep step, ResourceState? old)
    {
        if (old is null)
        {
            return new StepPlan(Operation.Create, step, null, []);
        }

        var changed = Values.Differences(old.Inputs, step.Inputs).RemoveAll(step.Unknown.Contains);
        if (!changed.IsEmpty && providers.Package(step.Key.Package).RefuseChange(old.Inputs, step.Inputs) is { } reason)
        {
            throw new EngineException($"{step.Key}: {reason}");
        }

        return new StepPlan(changed.IsEmpty ? Operation.Same : Operation.Update, step, null, changed);
    }

    private static Operation Replacement(ResourceDiff diff, Declaration declaration)
    {
        if (diff.DeleteBeforeReplace || (declaration.Options as Pulumi.CustomResourceOptions)?.DeleteBeforeReplace == true)
        {
            throw new EngineException(
                $"{declaration.Key} would be deleted before it is replaced, because of {string.Join(", ", diff.Changed)}, and all that depends on it with it. "
                + "The rehearsal does not model that; give the new one another name.");
        }

        return declaration.Protect
            ? throw new EngineException($"{declaration.Key} is protected and would be replaced, because of {string.Join(", ", diff.Changed)}.")
            : Operation.Replace;
    }
}
