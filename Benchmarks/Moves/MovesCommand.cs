using System.CommandLine;
using CniMigration.Benchmarks.Moves.Clusters;
using CniMigration.Benchmarks.Moves.Results;
using CniMigration.Benchmarks.Moves.Rivals;
using CniMigration.Benchmarks.Servers;
using CniMigration.ControlPlane;
using Spectre.Console;

namespace CniMigration.Benchmarks.Moves;

/// <summary>Runs the move and its rivals over the same clusters.</summary>
internal static class MovesCommand
{
    private const string Raised = "raised";

    /// <summary>A file has no width of its own.</summary>
    private const int FileWidth = 160;

    public static Command Create()
    {
        var servers = Choice("--server", "On which control plane; all that are there by default", MoveServer.Embedded, MoveServer.Kubernetes);
        var flags = Choice(
            "--flags", "With which rates of the controllers: raised (--kube-api-qps=500 --kube-api-burst=500) or default; both by default", Raised, "default");
        var clusters = Choice("--cluster", "Which workloads; both by default", [.. ClusterPlan.Names]);
        var rivals = Choice("--rival", "Who moves; all by default", [.. Rival.All.Select(rival => rival.Name)]);
        var sizes = new Option<int[]>("--size") { Description = "How many old nodes; 20 and 60 by default", AllowMultipleArgumentsPerToken = true };
        var kubectl = new Option<string>("--kubectl")
        {
            Description = "The kubectl of the rivals; that of the installed control plane by default, else the one on the path",
        };
        var deadlock = new Option<int>("--deadlock-after")
        {
            Description = "Seconds without a pod that moves after which a rival counts as one that never ends",
            DefaultValueFactory = _ => 60,
        };
        var load = new Option<double>("--max-load")
        {
            Description = "The machine's load average above which a measurement waits, at most 5 minutes",
            DefaultValueFactory = _ => 3,
        };
        var json = new Option<bool>("--json") { Description = "Write one JSON document to stdout and nothing else" };
        var command = new Command("moves", "How long, and at what cost, workloads leave their nodes by this project's move and by kubectl")
        {
            servers, flags, clusters, sizes, rivals, kubectl, deadlock, load, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new MoveBenchmarkOptions(parsed.GetValue(kubectl) ?? ControlPlaneInstallation.Find()?.Kubectl ?? "kubectl",
                TimeSpan.FromSeconds(parsed.GetValue(deadlock)), parsed.GetValue(load));
            var cells =
                from server in Or(parsed.GetValue(servers), MoveServer.Available)
                from rates in ClientRates.All.Where(rates =>
                    parsed.GetValue(flags) is not { Length: > 0 } chosen || chosen.Contains(rates == ClientRates.Raised ? Raised : "default"))
                from cluster in Or(parsed.GetValue(clusters), ClusterPlan.Names)
                from size in Or(parsed.GetValue(sizes), [20, 60])
                from rival in Rival.All.Where(rival => parsed.GetValue(rivals) is not { Length: > 0 } chosen || chosen.Contains(rival.Name))
                select new MoveCell(server, rates, ClusterPlan.Of(cluster, size), rival);
            return RunAsync([.. cells], options, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static Option<string[]> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static IReadOnlyList<T> Or<T>(T[]? chosen, IReadOnlyList<T> all) => chosen is { Length: > 0 } ? chosen : all;

    private static async Task<int> RunAsync(IReadOnlyList<MoveCell> cells, MoveBenchmarkOptions options, bool asJson, CancellationToken cancellationToken)
    {
        var results = new List<MoveResult>();
        foreach (var cell in cells)
        {
            await Console.Error.WriteLineAsync($"{cell} ({results.Count + 1} of {cells.Count})");
            results.Add(await new MoveBenchmark(options, TimeProvider.System, text => Console.Error.WriteLine($"  {text}")).RunAsync(cell, cancellationToken));
            await Console.Error.WriteLineAsync($"  {MovesReport.Line(results[^1])}");
        }

        if (asJson)
        {
            Console.Out.WriteLine(MovesReport.ToJson(results));
        }
        else
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
                Out = new AnsiConsoleOutput(Console.Out),
            });
            if (Console.IsOutputRedirected)
            {
                console.Profile.Width = FileWidth;
            }

            foreach (var table in MovesReport.ToTables(results))
            {
                console.Write(table);
            }
        }

        return 0;
    }
}
