using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    internal void Register(Resource resource, bool remote, ResourceArgs args, ResourceOptions options) =>
        Tasks.Add(RegisterAsync(resource, remote, args, options));

    internal void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs) =>
        Tasks.Add(RegisterOutputsAsync(resource, outputs));

    private async Task RegisterAsync(Resource resource, bool remote, ResourceArgs args, ResourceOptions options)
    {
        var sources = resource.CompletionSources;
        try
        {
            var registered = await monitor.NewResourceAsync(resource, await PrepareAsync(resource, args, options));
            Keep(resource, registered);
        }
        catch (Exception e)
        {
            foreach (var source in sources.Values)
            {
                source.TrySetException(e);
            }

            throw;
        }

        // What the mock did not return is unknown as long as nothing was really created.
        foreach (var source in sources.Values)
        {
            source.TrySetDefault(isKnown: !IsDryRun);
        }
    }

    private async Task<ResourceRequest> PrepareAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        if (options.Urn is not null)
        {
            throw new NotSupportedException($"The bundled SDK cannot look a resource up by URN ({options.Urn}).");
        }

        var (type, name) = (resource.GetResourceType(), resource.GetResourceName());
        var dependsOn = await options.DependsOn.ToOutput().GetValueAsync(whenUnknown: []);
        var inputs = await Serializer.SerializePropertiesAsync($"resource:{name}[{type}]", await args.ToDictionaryAsync());
        var parent = options.Parent ?? (type == Stack.RootType ? null : Stack);
        var parentUrn = parent is null ? null : await parent.Urn.GetValueAsync(whenUnknown: "");
        var provider = resource.Provider is null ? "" : await resource.Provider.GetReferenceAsync();
        await Dependencies.AwaitAsync(dependsOn.IsDefault ? [] : dependsOn);
        await Dependencies.AwaitAsync(inputs.Dependencies);

        var id = options.Id is null ? "" : await options.Id.ToOutput().GetValueAsync(whenUnknown: "");
        if (id is { Length: > 0 } && resource is not CustomResource)
        {
            throw new ArgumentException("Only a custom resource is looked up by its id.");
        }

        return new ResourceRequest(
            type,
            name,
            inputs.Values.RemoveRange(["id", "urn"]),
            parentUrn,
            provider,
            id is { Length: > 0 } ? id : (options as CustomResourceOptions)?.ImportId ?? "");
    }

    private static void Keep(Resource resource, Registered registered)
    {
        var converter = new Converter(warning => Log.Warn(warning, resource));
        foreach (var (name, source) in resource.CompletionSources)
        {
            if (name == "urn")
            {
                source.SetValue(new OutputData<object?>([], registered.Urn, IsKnown: true, IsSecret: false));
            }
            else if (name == "id" && resource is CustomResource)
            {
                var id = registered.Id ?? "";
                source.SetValue(new OutputData<object?>([], id, IsKnown: id.Length > 0, IsSecret: false));
            }
            else if (registered.State.TryGetValue(name, out var value))
            {
                source.SetValue(converter.Convert($"{resource.GetType().FullName}.{name}", value, source.TargetType));
            }
        }
    }

    private async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.Urn.GetValueAsync(whenUnknown: "");
        var values = await outputs.GetValueAsync(whenUnknown: ImmutableDictionary<string, object?>.Empty);
        var serialized = await Serializer.SerializePropertiesAsync("registerResourceOutputs", values.ToImmutableDictionary());
        await monitor.RegisterOutputsAsync(urn, serialized.Values);
    }
}
