using System.Collections.Concurrent;
using System.Collections.Immutable;
using CniMigration.Stacks.Live;
using Pulumi.Testing;

namespace CniMigration.Tests.Stacks;

/// <summary>What the engine was asked to register, and when it began and ended, on a clock that only counts.</summary>
internal sealed record Registered(string Type, string Name, ImmutableDictionary<string, object> Inputs, string? Provider, int Began)
{
    public int Ended { get; set; }
}

/// <summary>An AWS account and a cluster as <see cref="LiveClusters"/> draw them, behind Pulumi's mocks.</summary>
internal sealed class MockWorld(LiveCluster live, int seed = 0) : IMocks
{
    private readonly ConcurrentQueue<Registered> registrations = new();
    private readonly ConcurrentQueue<string> completed = new();
    private readonly Random random = new(seed);
    private int clock;

    public IReadOnlyList<Registered> Resources => [.. registrations];

    /// <summary>The components that registered their outputs.</summary>
    public IReadOnlyList<string> Completed => [.. completed];

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What a call answers instead, by token.</summary>
    public Dictionary<string, object> Answers { get; } = [];

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var registered = new Registered(args.Type!, args.Name!, args.Inputs, args.Provider, Interlocked.Increment(ref clock));
        registrations.Enqueue(registered);
        for (var turns = Turns(); turns > 0; turns--)
        {
            await Task.Yield();
        }

        registered.Ended = Interlocked.Increment(ref clock);
        return ($"{args.Name}-id", args.Inputs.SetItems(MockOutputs.Of(args.Type!)));
    }

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        completed.Enqueue(args.Urn[(args.Urn.LastIndexOf(':') + 1)..]);
        return Task.CompletedTask;
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        Calls.Enqueue(args.Token!);
        return Task.FromResult(Answers.GetValueOrDefault(args.Token!) ?? MockAnswers.To(args, live));
    }

    private int Turns()
    {
        lock (random)
        {
            return random.Next(60);
        }
    }
}
