using Pulumi;

namespace CniMigration.Rehearsal.Engine;

/// <summary>
/// Writes down every resource of one pass, by a transformation on the program's root component. The mocks show neither parents nor
/// dependencies nor options, and know a resource by type and name alone.
/// </summary>
internal sealed class DeclarationLog(string stack, string project, Func<ResourceKey, bool> isRemoteComponent)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ResourceKey, Declaration> byKey = [];
    private readonly Dictionary<Resource, Declaration> byResource = [];
    private readonly Dictionary<Resource, List<Declaration>> children = [];

    public ComponentResourceOptions RootOptions()
    {
        var options = new ComponentResourceOptions();
        options.ResourceTransformations.Add(Record);
        return options;
    }

    /// <summary>What each resource declared so far is told to come after, by URN; null where that waits for an output.</summary>
    public async Task<IReadOnlyDictionary<string, ImmutableHashSet<string>?>> DependsOnAsync()
    {
        ImmutableArray<Declaration> declarations;
        lock (gate)
        {
            declarations = [.. byKey.Values.Where(IsStep)];
        }

        var asked = new Dictionary<string, ImmutableHashSet<string>?>();
        foreach (var declaration in declarations)
        {
            var reading = InputReader.ResourcesAsync(declaration.Options.DependsOn);
            asked[declaration.Urn] = reading.IsCompletedSuccessfully ? [.. Expand(await reading).Select(dependency => dependency.Urn)] : null;
        }

        return asked;
    }

    public Declaration Find(ResourceKey key)
    {
        lock (gate)
        {
            return byKey.TryGetValue(key, out var declaration)
                ? declaration
                : throw new EngineException($"{key} is not under the program's root component, so the rehearsal cannot see its options.");
        }
    }

    /// <summary>A resource's declaration, or null where it lies outside of the program's root component.</summary>
    public Declaration? Find(Resource resource)
    {
        lock (gate)
        {
            return byResource.GetValueOrDefault(resource);
        }
    }

    /// <summary>The resources that a dependency on these means: components stand for their custom children.</summary>
    public IEnumerable<Declaration> Expand(IEnumerable<Resource> resources)
    {
        var seen = new HashSet<Declaration>();
        lock (gate)
        {
            foreach (var resource in resources)
            {
                Expand(resource, seen);
            }
        }

        return seen.Where(IsStep);
    }

    private void Expand(Resource resource, HashSet<Declaration> seen)
    {
        // A resource that came through an input is another object than the declared one, under the same type and name.
        var declaration = byResource.TryGetValue(resource, out var known) ? known : byKey.GetValueOrDefault(KeyOf(resource));
        if (declaration is null || !seen.Add(declaration) || IsStep(declaration))
        {
            return;
        }

        foreach (var child in children.GetValueOrDefault(declaration.Resource, []))
        {
            Expand(child.Resource, seen);
        }
    }

    private ResourceTransformationResult? Record(ResourceTransformationArgs args)
    {
        var key = KeyOf(args.Resource);
        if (args.Options is { DeletedWith: not null } or { ReplacementTrigger: not null })
        {
            throw new EngineException($"{key}: the rehearsal does not model the options deletedWith and replacementTrigger.");
        }

        lock (gate)
        {
            var parent = args.Options.Parent is { } resource ? byResource.GetValueOrDefault(resource) : null;
            var types = parent is null ? key.Type : $"{parent.Urn.Split("::")[2]}${key.Type}";
            var declaration = new Declaration(key, $"urn:pulumi:{stack}::{project}::{types}::{key.Name}", args.Resource, args.Args, args.Options, parent);
            if (byKey.TryGetValue(key, out var other))
            {
                throw new EngineException(other.Urn == declaration.Urn
                    ? $"Duplicate resource URN '{declaration.Urn}': give one of the two another name."
                    : $"Two resources are a {key}: '{other.Urn}' and '{declaration.Urn}'. The rehearsal tells them apart by type and name; rename one.");
            }

            byKey[key] = declaration;
            byResource[args.Resource] = declaration;
            if (parent is not null)
            {
                (children.TryGetValue(parent.Resource, out var siblings) ? siblings : children[parent.Resource] = []).Add(declaration);
            }
        }

        return null;
    }

    private bool IsStep(Declaration declaration) => declaration.Custom || isRemoteComponent(declaration.Key);

    private static ResourceKey KeyOf(Resource resource) => new(resource.GetResourceType(), resource.GetResourceName());
}
