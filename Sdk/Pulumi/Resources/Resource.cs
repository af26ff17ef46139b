using Pulumi.Serialization;

namespace Pulumi;

public class Resource
{
    private readonly string type;
    private readonly string name;
    private readonly bool? protect;
    private readonly ImmutableArray<ResourceTransformation> transformations;
    private readonly ImmutableDictionary<string, ProviderResource> providersByPackage = ImmutableDictionary<string, ProviderResource>.Empty;
    private readonly HashSet<Resource> children = [];

    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options, bool remote)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        (this.type, this.name) = (type, name);

        // Children see this object before its constructor ends, so its outputs come first.
        CompletionSources = OutputCompletionSource.Initialize(this, remote);

        var isStack = type == Stack.RootType;
        transformations = [.. options.ResourceTransformations, .. isStack ? [] : (options.Parent ?? Deployment.Instance.Deployment.Stack).transformations];
        try
        {
            (args, options) = Transform(args, options);
        }
        catch (Exception e)
        {
            // Nobody else keeps the promises of a resource that never was, and the run waits for all of them.
            foreach (var source in CompletionSources.Values)
            {
                source.TrySetException(e);
            }

            throw;
        }

        options = options.Clone();

        var providers = (options as ComponentResourceOptions)?.Providers ?? [];
        if (options.Provider is not null && providers.Count > 0)
        {
            throw new ResourceException("A component takes either 'provider' or 'providers', not both.", options.Parent);
        }

        if (options.Parent is { } parent)
        {
            lock (parent.children)
            {
                parent.children.Add(this);
            }

            options.Protect ??= parent.protect;
            providersByPackage = parent.providersByPackage;
        }

        if (!custom)
        {
            providersByPackage = providersByPackage.SetItems((options.Provider is { } one ? [one] : providers).Select(p => KeyValuePair.Create(p.Package, p)));
        }
        else if (options.Provider is { } provider)
        {
            providersByPackage = PackageOf(type) is { } package ? providersByPackage.SetItem(package, provider) : providersByPackage;
        }
        else
        {
            options.Provider = options.Parent?.GetProvider(type);
        }

        protect = options.Protect;
        Provider = custom ? options.Provider : null;
        Deployment.Instance.Deployment.Register(this, remote, args, options);
    }

    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    internal ImmutableDictionary<string, OutputCompletionSource> CompletionSources { get; }

    internal ProviderResource? Provider { get; }

    internal ImmutableArray<Resource> Children
    {
        get
        {
            lock (children)
            {
                return [.. children];
            }
        }
    }

    public string GetResourceType() => type;

    public string GetResourceName() => name;

    internal ProviderResource? GetProvider(string token) => PackageOf(token) is { } package ? providersByPackage.GetValueOrDefault(package) : null;

    private static string? PackageOf(string token) => token.Split(':') is [var package, _, _] ? package : null;

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is not { } result)
            {
                continue;
            }

            if (result.Options.Parent != options.Parent)
            {
                throw new ArgumentException("A transformation must leave the parent as it is.");
            }

            (args, options) = (result.Args, result.Options);
        }

        return (args, options);
    }
}
