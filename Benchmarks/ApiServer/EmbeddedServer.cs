using System.CommandLine;
using System.Text.Json;
using CniMigration.Simulator.Api.Access;
using CniMigration.Simulator.Api.Client;
using CniMigration.Simulator.Api.Http;
using CniMigration.Simulator.Controllers;

namespace CniMigration.Benchmarks.ApiServer;

/// <summary>The embedded API server with its controllers, in a process of its own until its standard input ends.</summary>
internal static class EmbeddedServer
{
    public const string CommandName = "embedded-apiserver";

    public static Command CreateCommand()
    {
        var command = new Command(CommandName, "Run the embedded API server alone") { Hidden = true };
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var server = await CniMigration.Simulator.Api.Http.ApiServer.StartAsync(new ApiServerOptions(), cancellationToken);
        var token = Guid.NewGuid().ToString("N");
        server.Tokens.Add(token, new UserInfo("benchmark", ["system:masters"]));
        await using var controllers = await ControllerManager.StartAsync(new InProcessClient(server.Core, "kube-controller-manager"), TimeProvider.System,
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
