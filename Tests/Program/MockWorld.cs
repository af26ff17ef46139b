using System.Collections.Concurrent;
using System.Collections.Immutable;
using CniMigration.Stacks;
using Pulumi.Testing;

namespace CniMigration.Tests.StackProgram;

/// <summary>What the engine was asked to register, and when it began and ended, on a clock that only counts.</summary>
internal sealed record Registered(string Type, string Name, ImmutableDictionary<string, object> Inputs, string? Provider, int Began)
{
    public int Ended { get; set; }
}

/// <summary>An AWS account and a cluster as <see cref="LiveClusters"/> draw them, behind Pulumi's mocks.</summary>
internal sealed class MockWorld(LiveCluster live, int seed = 0) : IMocks
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _started = new();
    private readonly ConcurrentQueue<Registered> _registered = new();
    private readonly ConcurrentQueue<string> _completed = new();
    private readonly Random _random = new(seed);
    private int _clock;

    public IReadOnlyList<Registered> Resources => [.. _registered];

    /// <summary>The components that registered their outputs.</summary>
    public IReadOnlyList<string> Completed => [.. _completed];

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What a call answers instead, by token.</summary>
    public Dictionary<string, object> Answers { get; } = [];

    /// <summary>A resource that waits, inside its own operation, until another one has begun.</summary>
    public Dictionary<string, string> WaitsFor { get; } = [];

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var registered = new Registered(args.Type!, args.Name!, args.Inputs, args.Provider, Interlocked.Increment(ref _clock));
        _registered.Enqueue(registered);
        Started(args.Name!).TrySetResult();
        if (WaitsFor.TryGetValue(args.Name!, out var other))
        {
            await Started(other).Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        }

        for (var turns = Turns(); turns > 0; turns--)
        {
            await Task.Yield();
        }

        registered.Ended = Interlocked.Increment(ref _clock);
        return ($"{args.Name}-id", args.Inputs.SetItems(MockOutputs.Of(args.Type!)));
    }

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        _completed.Enqueue(args.Urn[(args.Urn.LastIndexOf(':') + 1)..]);
        return Task.CompletedTask;
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        Calls.Enqueue(args.Token!);
        return Task.FromResult(Answers.GetValueOrDefault(args.Token!) ?? MockAnswers.To(args, live));
    }

    private TaskCompletionSource Started(string name) => _started.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private int Turns()
    {
        lock (_random)
        {
            return _random.Next(60);
        }
    }
}
