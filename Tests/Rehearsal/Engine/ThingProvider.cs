using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CniMigration.Rehearsal.Engine;

namespace CniMigration.Tests.Rehearsal.Engine;

/// <summary>Keeps things in memory, writes down what it is asked to do, and fails or waits where a test says so.</summary>
internal sealed class ThingProvider : ResourceProvider, IProviderPackage, IRemoteComponent
{
    public ConcurrentQueue<string> Log { get; } = [];

    public ConcurrentDictionary<string, JsonObject> Existing { get; } = [];

    /// <summary>Operations that fail, such as "create a".</summary>
    public HashSet<string> Failing { get; } = [];

    /// <summary>Updates that are begun and do not succeed, such as "update a".</summary>
    public HashSet<string> Unfinished { get; } = [];

    /// <summary>Operations that wait until the test lets them go on.</summary>
    public ConcurrentDictionary<string, TaskCompletionSource> Held { get; } = [];

    public HashSet<string> ReplacedBy { get; } = [];

    public JsonObject? Configuration { get; private set; }

    public string? WouldBeReplaced { get; set; }

    public TaskCompletionSource Hold(string operation) => Held[operation] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task ReachedAsync(string entry)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        await Waiting.UntilAsync(() => Log.Contains(entry), patience.Token);
    }

    public Task<ResourceProvider> ConfigureAsync(JsonObject configuration, CancellationToken cancellationToken)
    {
        Configuration = configuration;
        return Task.FromResult<ResourceProvider>(this);
    }

    public IRemoteComponent? RemoteComponent(string type) => type == Whole.Type ? this : null;

    /// <summary>A thing of the same name and inputs is in it.</summary>
    public Task<ResourceResult> ConstructAsync(ResourceStep component, InnerRegistration register) =>
        register(new InnerResource("test:index:Thing", component.Key.Name, component.Inputs) { Unknown = component.Unknown });

    public string? RefuseChange(JsonObject before, JsonObject after) => WouldBeReplaced;

    public override async Task<ResourceDiff> DiffAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var diff = await base.DiffAsync(step, cancellationToken);
        return diff with { Replace = diff.Changed.Any(ReplacedBy.Contains) };
    }

    public override async Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        await DoAsync("create", step, cancellationToken);
        var id = $"{step.Key.Name}-{Existing.Count}";
        Existing[id] = step.Inputs;
        return new ResourceResult(id, Outputs(step));
    }

    public override async Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        await DoAsync("update", step, cancellationToken);
        Existing[step.Id] = step.Inputs;
        return Outputs(step);
    }

    public override async Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        await DoAsync("delete", step, cancellationToken);
        Existing.TryRemove(step.Id, out _);
    }

    public override Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        Log.Enqueue($"read {step.Id}");
        return Task.FromResult(Existing.TryGetValue(step.Id, out var inputs) ? new ResourceResult(step.Id, inputs, inputs) : null);
    }

    public override Task<JsonObject> InvokeAsync(string token, JsonObject arguments, CancellationToken cancellationToken)
    {
        Log.Enqueue($"invoke {token}");
        return Task.FromResult(new JsonObject { ["count"] = Existing.Count });
    }

    private static JsonObject Outputs(ResourceStep step) => Values.Overlay(step.Inputs, new JsonObject { ["made"] = $"made of {step.Inputs["value"]}" });

    private async Task DoAsync(string verb, ResourceStep step, CancellationToken cancellationToken)
    {
        var operation = $"{verb} {step.Key.Name}";
        Log.Enqueue(operation);
        if (Held.TryGetValue(operation, out var held))
        {
            await held.Task.WaitAsync(cancellationToken);
        }

        if (Failing.Contains(operation))
        {
            throw new InvalidOperationException($"{operation} failed");
        }

        if (Unfinished.Contains(operation))
        {
            throw new UnfinishedUpdateException($"{operation} was given up");
        }

        Log.Enqueue($"{operation}: done");
    }
}
