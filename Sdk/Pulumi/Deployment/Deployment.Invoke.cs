using Pulumi.Serialization;

namespace Pulumi;

public sealed partial class Deployment
{
    internal async Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var serialized = await Serializer.SerializePropertiesAsync($"invoke:{token}", await args.ToDictionaryAsync());
        return (await SendAsync<T>(token, serialized.Values, options?.Provider ?? options?.Parent?.GetProvider(token))).Value;
    }

    /// <summary>The form that yields an output waits for what its arguments depend on, and is unknown as long as they are.</summary>
    internal async Task<OutputData<T>> InvokeOutputAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var serialized = await Serializer.SerializePropertiesAsync($"invoke:{token}", await args.ToDictionaryAsync());
        var dependsOn = options is InvokeOutputOptions withDependencies
            ? await withDependencies.DependsOn.ToOutput().GetValueAsync(whenUnknown: [])
            : [];
        var unknown = new OutputData<T>([], default!, IsKnown: false, IsSecret: false);
        if (serialized.Values.Values.Any(value => !Wire.Unwrap(value).IsKnown))
        {
            return unknown;
        }

        foreach (var resource in Dependencies.Expand([.. serialized.Dependencies, .. dependsOn]).OfType<CustomResource>())
        {
            if (!(await resource.Id.DataTask).IsKnown)
            {
                return unknown;
            }
        }

        var result = await SendAsync<T>(token, serialized.Values, options?.Provider ?? options?.Parent?.GetProvider(token));
        return result with { Resources = [.. serialized.Dependencies, .. dependsOn] };
    }

    private async Task<OutputData<T>> SendAsync<T>(string token, ImmutableDictionary<string, object?> args, ProviderResource? provider)
    {
        var reference = provider is null ? "" : await provider.GetReferenceAsync();
        var result = await monitor.CallAsync(token, args, reference);
        return new Converter(warning => Log.Warn(warning)).Convert<T>($"{token} result", result);
    }
}
