using System.CommandLine;
using CniMigration.Benchmarks.Servers;
using CniMigration.ControlPlane;
using Spectre.Console;

namespace CniMigration.Benchmarks.ApiServer;

/// <summary>Runs the same load against the embedded API server and the real one.</summary>
internal static class ApiServerCommand
{
    public static Command Create()
    {
        var nodes = new Option<int>("--nodes") { Description = "How many nodes the cluster has", DefaultValueFactory = _ => 1000 };
        var pods = new Option<int>("--pods") { Description = "How many pods the cluster has", DefaultValueFactory = _ => 20000 };
        var json = new Option<bool>("--json") { Description = "Write one JSON document to stdout and nothing else" };
        var command = new Command("apiserver", "LIST, selector LIST, create rate, watch delay and memory of the embedded API server and of the real one")
        {
            nodes, pods, json,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(new ClusterSize(parsed.GetValue(nodes), parsed.GetValue(pods)), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ClusterSize size, bool asJson, CancellationToken cancellationToken)
    {
        void Say(string text)
        {
            if (!asJson)
            {
                Console.Error.WriteLine(text);
            }
        }

        Say($"embedded: {size.Nodes} nodes, {size.Pods} pods");
        var embedded = await EmbeddedAsync(size, cancellationToken);
        ServerResult? real = null;
        if (ControlPlaneInstallation.Find() is { } installation)
        {
            Say("kubernetes: the same");
            real = await RealAsync(installation, size, cancellationToken);
        }
        else
        {
            Say(ControlPlaneInstallation.HowToInstall);
        }

        var report = new BenchmarkReport(size, embedded, real);
        if (asJson)
        {
            Console.Out.WriteLine(report.ToJson());
        }
        else
        {
            AnsiConsole.Write(report.ToTable());
        }

        return 0;
    }

    private static async Task<ServerResult> EmbeddedAsync(ClusterSize size, CancellationToken cancellationToken)
    {
        await using var process = await EmbeddedProcess.StartAsync(cancellationToken);
        using var api = new ApiConnection(process.Endpoint, process.Token, process.AuthorityPem);
        return await new ServerBenchmark(api, size, () => ProcessMemory.OfProcess(process.Id)).RunAsync(cancellationToken);
    }

    // Without its controllers: it is the API server and its store that are measured, and they would evict from nodes that nobody keeps alive.
    private static async Task<ServerResult> RealAsync(ControlPlaneInstallation installation, ClusterSize size, CancellationToken cancellationToken)
    {
        await using var controlPlane = await KubernetesControlPlane.StartAsync(installation, new ControlPlaneOptions
        {
            ControllerManager = false,
            Scheduler = false,
            ApiServerFlags = ["--max-requests-inflight=2000", "--max-mutating-requests-inflight=1000", "--disable-admission-plugins=ServiceAccount"],
        }, cancellationToken);
        using var api = new ApiConnection(controlPlane.Endpoint, controlPlane.Token, controlPlane.AuthorityPem);
        return await new ServerBenchmark(api, size, () => ProcessMemory.OfFolder(controlPlane.Folder)).RunAsync(cancellationToken);
    }
}
