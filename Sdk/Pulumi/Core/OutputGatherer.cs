using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Awaits several outputs and adds up what is known, secret and depended on.</summary>
internal sealed class OutputGatherer
{
    private ImmutableHashSet<Resource> resources = [];
    private bool isKnown = true;
    private bool isSecret;

    public async Task<T> AddAsync<T>(Output<T> output)
    {
        var data = await output.DataTask;
        resources = resources.Union(data.Resources);
        isKnown &= data.IsKnown;
        isSecret |= data.IsSecret;
        return data.Value;
    }

    public OutputData<T> Yield<T>(T value) => new(resources, value, isKnown, isSecret);
}
