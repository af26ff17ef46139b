using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace CniMigration.Benchmarks.Moves.Results;

/// <summary>All rivals beside each other, one table for each server and its controllers' rates.</summary>
internal static class MovesReport
{
    private const string Never = "never";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string ToJson(IEnumerable<MoveResult> results) =>
        new JsonObject { ["results"] = new JsonArray([.. results.Select(result => (JsonNode)Values(result))]) }.ToJsonString(Indented);

    public static IEnumerable<Table> ToTables(IEnumerable<MoveResult> results) =>
        results.GroupBy(result => (result.Cell.Server, result.Cell.Rates.Name)).Select(group => ToTable($"{group.Key.Server}, {group.Key.Name}", group));

    public static string Line(MoveResult result) =>
        $"{Seconds(result)} s (bound {Bound(result)} s), {result.Requests} requests, {result.Evictions} evictions, "
        + $"{result.BudgetViolations} budget violations, {Number(result.BelowReplicasPodSeconds)} below-replicas pod-seconds, "
        + $"{result.Arrived} of {result.Pods} pods, load {result.Load.ToString("0.0", CultureInfo.InvariantCulture)}"
        + (result.Failure is { } failure ? $": {failure}" : "");

    private static Table ToTable(string title, IEnumerable<MoveResult> results)
    {
        var table = new Table { Title = new TableTitle(title), UseSafeBorder = false };
        table.AddColumn("cluster");
        table.AddColumn("rival");
        foreach (var column in (string[])["seconds", "bound", "requests", "evictions", "budget violations", "below replicas, pod-s"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var result in results)
        {
            table.AddRow(
                $"{result.Cell.Plan.Name}, {result.Cell.Plan.Nodes}", result.Cell.Rival.Title, Seconds(result), Bound(result), $"{result.Requests}",
                $"{result.Evictions}",
                $"{result.BudgetViolations}", Number(result.BelowReplicasPodSeconds));
        }

        return table;
    }

    private static JsonObject Values(MoveResult result) => new()
    {
        ["server"] = result.Cell.Server,
        ["flags"] = result.Cell.Rates.Name,
        ["cluster"] = result.Cell.Plan.Name,
        ["nodes"] = result.Cell.Plan.Nodes,
        ["rival"] = result.Cell.Rival.Name,
        ["seconds"] = Rounded(result.Seconds),
        ["boundSeconds"] = Rounded(result.BoundSeconds),
        ["requests"] = result.Requests,
        ["writes"] = result.Writes,
        ["evictions"] = result.Evictions,
        ["budgetViolations"] = result.BudgetViolations,
        ["belowReplicasPodSeconds"] = Rounded(result.BelowReplicasPodSeconds),
        ["arrived"] = result.Arrived,
        ["pods"] = result.Pods,
        ["load"] = result.Load,
        ["failure"] = result.Failure,
    };

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 1) : null;

    private static string Seconds(MoveResult result) => result.Seconds is { } seconds ? Number(seconds) : $"{Never}, {result.Arrived} of {result.Pods} pods";

    private static string Bound(MoveResult result) => result.BoundSeconds is { } bound ? Number(bound) : Never;

    private static string Number(double value) => value.ToString(value is > 0 and < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
