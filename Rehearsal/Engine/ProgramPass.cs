using System.Collections.Concurrent;
using Pulumi;
using Pulumi.Testing;

namespace CniMigration.Rehearsal.Engine;

/// <summary>One run of the program: its resources become steps, its invokes reach the providers.</summary>
internal abstract class ProgramPass(DeclarationLog log, ProviderInstances providers, Func<ResourceKey, bool> isRemoteComponent) : IMocks
{
    private static readonly (string?, object) NoState = (null, ImmutableDictionary<string, object>.Empty);

    private readonly ConcurrentQueue<StepReport> steps = [];

    public ImmutableArray<StepReport> Steps => [.. steps];

    /// <summary>The first step that failed, if any did.</summary>
    public Exception? Failure { get; private set; }

    protected ProviderInstances Providers => providers;

    /// <summary>The remote component behind a resource, or null where it is none.</summary>
    protected IRemoteComponent? RemoteComponent(ResourceKey key) => isRemoteComponent(key) ? providers.Package(key.Package).RemoteComponent(key.Type) : null;

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var declaration = log.Find(new ResourceKey(args.Type ?? "", args.Name ?? ""));
        if (!declaration.Custom && !isRemoteComponent(declaration.Key))
        {
            Note(Describe(declaration) with { Custom = false });
            Declared(declaration);
            return NoState;
        }

        var result = await RegisterAsync(await ReadAsync(declaration, args));
        return (result.Id, Values.ToPlain(result.Outputs));
    }

    public async Task<object> CallAsync(MockCallArgs args)
    {
        var token = args.Token ?? "";
        var key = string.IsNullOrEmpty(args.Provider) ? (ResourceKey?)null : ResourceKey.OfUrn(args.Provider);
        var provider = await providers.ForAsync(token.Split(':')[0], key, CancellationToken);
        return Values.ToPlain(await provider.InvokeAsync(token, Values.ToJson(args.Args), CancellationToken));
    }

    protected abstract CancellationToken CancellationToken { get; }

    protected abstract Task<ResourceResult> RegisterAsync(Registration registration);

    /// <summary>
    /// Has the provider of a remote component declare what is in it. That comes after the component and what was declared before it there, and after
    /// what the component's inputs come from; of what the component was told to come after it knows nothing. It is protected as the component is.
    /// </summary>
    protected async Task<ResourceResult> ConstructAsync(
        IRemoteComponent component, Registration registration, ResourceStep step, Func<Registration, Task<ResourceResult>> register)
    {
        var declaration = registration.Declaration;
        var before = new List<string> { declaration.Urn };
        Note(Describe(declaration) with { Custom = false });
        return await component.ConstructAsync(step, async resource =>
        {
            var inner = new Declaration(
                new ResourceKey(resource.Type, resource.Name),
                resource.UrnIn(declaration.Urn),
                declaration.Resource,
                Args: null,
                new CustomResourceOptions(),
                declaration);
            var result = await register(new Registration(inner, resource.Inputs, resource.Unknown, [.. before, .. registration.InputDependencies])
            {
                Aliases = [.. registration.Aliases.Select(resource.UrnIn)],
            });
            before.Add(inner.Urn);
            return result;
        });
    }

    /// <summary>A local component was declared: only its place in the tree matters.</summary>
    protected abstract void Declared(Declaration component);

    protected void Note(StepReport step) => steps.Enqueue(step);

    /// <summary>Keeps the failure for the report, and hands the SDK one line of it.</summary>
    protected RunException Fail(StepReport step, Exception failure)
    {
        if (failure is not (StepSkippedException or OperationCanceledException))
        {
            Failure ??= failure;
            Note(step);
        }

        return new RunException($"{step.Key}: {failure.Message}");
    }

    protected static StepReport Describe(Declaration declaration) => new() { Urn = declaration.Urn, Key = declaration.Key, Parent = declaration.Parent?.Urn };

    private async Task<Registration> ReadAsync(Declaration declaration, MockResourceArgs args)
    {
        var (inputs, unknown) = await InputReader.ReadAsync(declaration.Args);
        var explicitly = await InputReader.ResourcesAsync(declaration.Options.DependsOn);
        var provider = string.IsNullOrEmpty(args.Provider) ? null : log.Find(ResourceKey.OfUrn(args.Provider));
        var ofInputs = log.Expand(inputs).Select(dependency => dependency.Urn).Where(urn => urn != declaration.Urn).ToHashSet(StringComparer.Ordinal);
        var dependencies = log.Expand(explicitly).Select(dependency => dependency.Urn).Concat(ofInputs).ToHashSet(StringComparer.Ordinal);
        if (provider is not null)
        {
            dependencies.Add(provider.Urn);
        }

        if (declaration.Parent is { } parent && (parent.Custom || isRemoteComponent(parent.Key)))
        {
            dependencies.Add(parent.Urn);
        }

        dependencies.Remove(declaration.Urn);
        return new Registration(declaration, Values.ToJson(args.Inputs), unknown, [.. dependencies.Order(StringComparer.Ordinal)])
        {
            InputDependencies = [.. ofInputs.Order(StringComparer.Ordinal)],
            Aliases = await Aliases.ResolveAsync(declaration, log.Find),
            Provider = provider?.Key,
            ProviderUrn = provider?.Urn,
            ReadId = declaration.ImportId is null && args.Id is { Length: > 0 } id ? id : null,
        };
    }
}
