using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;

namespace CniMigration.Tests.Sdk.Mocks;

/// <summary>Mocks that remember what they were asked, in order, and answer with the inputs unless told otherwise.</summary>
internal sealed class RecordingMocks : IMocks
{
    private readonly ConcurrentQueue<MockResourceArgs> resources = new();
    private readonly ConcurrentQueue<MockCallArgs> calls = new();
    private readonly ConcurrentQueue<string> journal = new();

    public Func<MockResourceArgs, Task<object>> Answer { get; init; } = args => Task.FromResult<object>(args.Inputs);

    public Func<MockCallArgs, object> AnswerCall { get; init; } = args => args.Args;

    public IReadOnlyCollection<MockResourceArgs> Resources => resources;

    public IReadOnlyCollection<MockCallArgs> Calls => calls;

    /// <summary>Who was asked for and answered, in order.</summary>
    public IReadOnlyCollection<string> Journal => journal;

    public IEnumerable<string?> Names => resources.Select(resource => resource.Name);

    public MockResourceArgs this[string name] => resources.Single(resource => resource.Name == name);

    public ImmutableDictionary<string, object> InputsOf(string name) => this[name].Inputs;

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        resources.Enqueue(args);
        journal.Enqueue($"{args.Name} asked");
        var state = await Answer(args);
        journal.Enqueue($"{args.Name} answered");
        return ($"{args.Name}-id", state);
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        calls.Enqueue(args);
        return Task.FromResult(AnswerCall(args));
    }
}
