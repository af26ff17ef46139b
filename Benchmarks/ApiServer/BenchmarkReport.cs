using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace CniMigration.Benchmarks.ApiServer;

/// <summary>Both servers beside each other. A ratio is how many times better the embedded server is.</summary>
internal sealed class BenchmarkReport(ClusterSize size, ServerResult embedded, ServerResult? real)
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly (string Key, string Title, Func<ServerResult, double> Value, bool MoreIsBetter)[] Lines =
    [
        ("list", "LIST all pods, ms", result => result.ListMilliseconds, false),
        ("firstByte", "its first byte, ms", result => result.FirstByteMilliseconds, false),
        ("listSize", "its size, MB", result => result.ListMegabytes, false),
        ("labelList", "LIST by label, ms", result => result.LabelListMilliseconds, false),
        ("fieldList", "LIST by node, ms", result => result.FieldListMilliseconds, false),
        ("createRate", "creates a second", result => result.CreateRate, true),
        ("watchDelay", "watch delay, ms", result => result.WatchMilliseconds, false),
        ("memory", "memory, MB", result => result.MemoryMegabytes, false),
    ];

    public string ToJson()
    {
        var json = new JsonObject
        {
            ["nodes"] = size.Nodes,
            ["pods"] = size.Pods,
            ["embedded"] = Values(embedded),
            ["kubernetes"] = real is null ? null : Values(real),
            ["ratios"] = real is null ? null : new JsonObject(Lines.Select(line => KeyValuePair.Create(line.Key, (JsonNode?)Math.Round(Ratio(line), 2)))),
        };
        return json.ToJsonString(Camel);
    }

    public Table ToTable()
    {
        var table = new Table { Title = new TableTitle($"{size.Nodes} nodes, {size.Pods} pods"), UseSafeBorder = false };
        table.AddColumn("");
        table.AddColumn(new TableColumn("embedded").RightAligned());
        table.AddColumn(new TableColumn("kubernetes").RightAligned());
        table.AddColumn(new TableColumn("ratio").RightAligned());
        foreach (var line in Lines)
        {
            table.AddRow(line.Title, Show(line.Value(embedded)), real is null ? "-" : Show(line.Value(real)),
                real is null ? "-" : Ratio(line).ToString("0.00", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private double Ratio((string Key, string Title, Func<ServerResult, double> Value, bool MoreIsBetter) line)
    {
        var (ours, theirs) = (line.Value(embedded), line.Value(real!));
        return line.MoreIsBetter ? ours / theirs : theirs / ours;
    }

    private static JsonObject Values(ServerResult result) =>
        new(Lines.Select(line => KeyValuePair.Create(line.Key, (JsonNode?)Math.Round(line.Value(result), 2))));

    private static string Show(double value) => value.ToString(value < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
