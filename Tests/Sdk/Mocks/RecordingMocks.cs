using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;

namespace CniMigration.Tests.Sdk.Mocks;

/// <summary>Mocks that remember what they were asked, in order, and answer with the inputs unless told otherwise.</summary>
internal sealed class RecordingMocks : IMocks
{
    private readonly ConcurrentQueue<MockResourceArgs> _resources = new();
    private readonly ConcurrentQueue<MockCallArgs> _calls = new();
    private readonly ConcurrentQueue<string> _journal = new();

    public Func<MockResourceArgs, Task<object>> Answer { get; init; } = args => Task.FromResult<object>(args.Inputs);

    public Func<MockCallArgs, object> AnswerCall { get; init; } = args => args.Args;

    public IReadOnlyCollection<MockResourceArgs> Resources => _resources;

    public IReadOnlyCollection<MockCallArgs> Calls => _calls;

    /// <summary>Who was asked for and answered, in order.</summary>
    public IReadOnlyCollection<string> Journal => _journal;

    public IEnumerable<string?> Names => _resources.Select(resource => resource.Name);

    public MockResourceArgs this[string name] => _resources.Single(resource => resource.Name == name);

    public ImmutableDictionary<string, object> InputsOf(string name) => this[name].Inputs;

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        _resources.Enqueue(args);
        _journal.Enqueue($"{args.Name} asked");
        var state = await Answer(args);
        _journal.Enqueue($"{args.Name} answered");
        return ($"{args.Name}-id", state);
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        _calls.Enqueue(args);
        return Task.FromResult(AnswerCall(args));
    }
}
