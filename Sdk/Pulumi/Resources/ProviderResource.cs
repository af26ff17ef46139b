using Pulumi.Serialization;

namespace Pulumi;

public class ProviderResource : CustomResource
{
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : base($"pulumi:providers:{package}", name, args, options)
    {
        Package = package;
    }

    internal string Package { get; }

    /// <summary>How a request names the provider that serves it: its URN and its id.</summary>
    internal async Task<string> GetReferenceAsync()
    {
        var urn = await Urn.GetValueAsync(whenUnknown: "");
        var id = await Id.GetValueAsync(whenUnknown: "");
        return $"{urn}::{(string.IsNullOrEmpty(id) ? Wire.Unknown : id)}";
    }
}
