using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniMigration.Provider;
using CniMigration.Provider.Values;
using CniMigration.Simulator.Time;
using Pulumi;
using Pulumi.Experimental;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.Processes;

/// <summary>
/// The provider as a process of its own, as Pulumi's engine would have it: one resource is created from what standard input says, and its outputs are the
/// last line on standard output.
/// </summary>
internal static class ProviderHost
{
    public const int Cancelled = 8;

    /// <param name="Kubeconfig">The cluster.</param>
    /// <param name="Resource">The kind of the resource.</param>
    /// <param name="Inputs">Its inputs.</param>
    /// <param name="Speed">How fast the provider's clock runs.</param>
    internal sealed record Request(string Kubeconfig, string Resource, JsonObject Inputs, double Speed);

    // The entry point of the test assembly; the runner of the tests does not use it.
    private static async Task<int> Main()
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        var request = JsonSerializer.Deserialize<Request>(await Console.In.ReadToEndAsync(stop.Token))!;
        using var provider = new CniMigrationProvider(new ConsoleEngine(), new ScaledTimeProvider(request.Speed));
        try
        {
            Console.WriteLine(await CreateAsync(provider, request, stop.Token));
            return 0;
        }
        catch (TaskCanceledException cancelled)
        {
            await Console.Error.WriteLineAsync(cancelled.Message);
            return Cancelled;
        }
    }

    private static async Task<string> CreateAsync(CniMigrationProvider provider, Request request, CancellationToken cancellationToken)
    {
        var kubeconfig = ImmutableDictionary<string, PropertyValue>.Empty.Add("kubeconfig", new PropertyValue(request.Kubeconfig));
        await provider.Configure(new ConfigureRequest(ImmutableDictionary<string, string>.Empty, kubeconfig, true, true, true, true), cancellationToken);
        var urn = new Urn($"urn:pulumi:dev::cni-migration::cnimigration:index:{request.Resource}::it");
        var check = await provider.Check(new CheckRequest(urn, [], PropertyValues.FromResult(request.Inputs), []), cancellationToken);
        var created = await provider.Create(new CreateRequest(urn, check.Inputs!.ToImmutableDictionary(), TimeSpan.Zero, false), cancellationToken);
        return new JsonObject(created.Outputs!
            .Where(output => output.Value.TryGetNumber(out _))
            .Select(output => KeyValuePair.Create<string, JsonNode?>(output.Key, output.Value.TryGetNumber(out var number) ? number : null))).ToJsonString();
    }

    private sealed class ConsoleEngine : IEngine
    {
        public Task LogAsync(LogRequest message) => Console.Out.WriteLineAsync($"{message.Severity}: {message.Message}");

        public Task RequirePulumiVersionAsync(string pulumiVersionRange) => Task.CompletedTask;
    }
}
