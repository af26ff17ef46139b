using Pulumi.Serialization;

namespace Pulumi.Testing;

/// <summary>Stands where the engine would: every registration, read, invoke and call goes to the test's mocks.</summary>
internal sealed class MockMonitor(IMocks mocks, TestOptions options)
{
    private readonly List<Resource> resources = [];

    public ImmutableArray<Resource> Resources
    {
        get
        {
            lock (resources)
            {
                return [.. resources];
            }
        }
    }

    public async Task<Registered> NewResourceAsync(Resource resource, ResourceRequest request)
    {
        lock (resources)
        {
            resources.Add(resource);
        }

        var urn = NewUrn(request);
        if (request.Type == Stack.RootType)
        {
            return new Registered(urn, Id: null, ImmutableDictionary<string, object?>.Empty);
        }

        var (id, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Known(request.Inputs),
            Provider = request.Provider,
            Id = request.Id,
        });
        return new Registered(urn, id ?? (request.Id is { Length: > 0 } asked ? asked : null), await SerializeAsync(state));
    }

    public async Task<ImmutableDictionary<string, object?>> CallAsync(string token, ImmutableDictionary<string, object?> args, string provider) =>
        await SerializeAsync(await mocks.CallAsync(new MockCallArgs { Token = token, Args = Known(args), Provider = provider }));

    public Task RegisterOutputsAsync(string urn, ImmutableDictionary<string, object?> outputs) =>
        mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(
            urn,
            outputs.ToImmutableDictionary(output => output.Key, output => new Output<object?>(Task.FromResult(ToData(Wire.Unwrap(output.Value)))))));

    private static OutputData<object?> ToData(PlainValue plain) => new([], plain.Value, plain.IsKnown, plain.IsSecret);

    /// <summary>A type is qualified by the first type of its parent's, as the engine's mocks do it.</summary>
    private string NewUrn(ResourceRequest request)
    {
        var type = request.ParentUrn is { } parent ? $"{Urn.QualifiedType(parent).Split('$')[0]}${request.Type}" : request.Type;
        return $"urn:pulumi:{options.StackName ?? "stack"}::{options.ProjectName ?? "project"}::{type}::{request.Name}";
    }

    private static ImmutableDictionary<string, object> Known(ImmutableDictionary<string, object?> wire) =>
        wire.Select(entry => (entry.Key, Plain: Wire.Unwrap(entry.Value)))
            .Where(entry => entry.Plain is { IsKnown: true, Value: not null })
            .ToImmutableDictionary(entry => entry.Key, entry => entry.Plain.Value!);

    private static async Task<ImmutableDictionary<string, object?>> SerializeAsync(object state)
    {
        var value = state is IDictionary<string, object> map ? map.ToImmutableDictionary() : state;
        return await Serializer.SerializeValueAsync("", value, keepResources: true) as ImmutableDictionary<string, object?>
            ?? throw new InvalidOperationException($"A mock's state is a map, not a {state.GetType().FullName}.");
    }
}

internal sealed record ResourceRequest(
    string Type, string Name, ImmutableDictionary<string, object?> Inputs, string? ParentUrn, string Provider, string Id);

internal sealed record Registered(string Urn, string? Id, ImmutableDictionary<string, object?> State);
