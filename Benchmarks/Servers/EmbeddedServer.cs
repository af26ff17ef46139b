using System.CommandLine;
using System.Text.Json;
using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers;

namespace CniMigration.Benchmarks.Servers;

/// <summary>The embedded API server with its controllers, in a process of its own until its standard input ends.</summary>
internal static class EmbeddedServer
{
    private const string CommandName = "embedded-apiserver";

    /// <summary>How it is started: with controllers that send as fast as they can, or as these rates allow.</summary>
    public static IEnumerable<string> CommandLine(ClientRates? rates) =>
        rates is null ? [CommandName] : [CommandName, "--rates", JsonSerializer.Serialize(rates)];

    public static Command CreateCommand()
    {
        var rates = new Option<string>("--rates");
        var command = new Command(CommandName, "Run the embedded API server alone") { rates };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(rates) is { } given ? JsonSerializer.Deserialize<ClientRates>(given) : null, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ClientRates? rates, CancellationToken cancellationToken)
    {
        await using var server = await CniMigration.Kubernetes.Api.Http.ApiServer.StartAsync(new ApiServerOptions(), cancellationToken);
        var token = Guid.NewGuid().ToString("N");
        server.Tokens.Add(token, new UserInfo("benchmark", ["system:masters"]));
        IApiClient client = new InProcessClient(server.Core, "kube-controller-manager");
        await using var controllers = await ControllerManager.StartAsync(
            rates is null ? client : new ThrottledClient(client, rates, TimeProvider.System), TimeProvider.System,
            new ControllerManagerOptions
            {
                OnFailure = failure => Console.Error.WriteLine(failure),
                Types = () => server.Core.Types.All.Select(served => served.Type).Distinct(),
            }, cancellationToken);
        Console.Out.WriteLine(JsonSerializer.Serialize(new EmbeddedAddress(server.Endpoint, token, server.AuthorityPem)));
        await Console.In.ReadToEndAsync(cancellationToken);
        return 0;
    }
}

internal sealed record EmbeddedAddress(Uri Endpoint, string Token, string AuthorityPem);
