using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Awaits several outputs and adds up what is known, secret and depended on.</summary>
internal sealed class OutputGatherer
{
    private ImmutableHashSet<Resource> _resources = [];
    private bool _isKnown = true;
    private bool _isSecret;

    public async Task<T> AddAsync<T>(Output<T> output)
    {
        var data = await output.DataTask;
        _resources = _resources.Union(data.Resources);
        _isKnown &= data.IsKnown;
        _isSecret |= data.IsSecret;
        return data.Value;
    }

    public OutputData<T> Yield<T>(T value) => new(_resources, value, _isKnown, _isSecret);
}
