using System.Text.Json;

namespace CniMigration.Kubernetes.Api.Tables;

/// <summary>Quotas, classes, drivers and webhooks, as <c>kubectl get</c> shows them.</summary>
internal static class PolicyColumns
{
    private const string Limits = "limits.";

    public static TableColumn[] Quotas { get; } =
    [
        Cells.Name,
        Cells.Age,
        new("Request", row => Amounts(row, limits: false)),
        new("Limit", row => Amounts(row, limits: true)),
    ];

    public static TableColumn[] LimitRanges { get; } = [Cells.Name, Cells.Text("Created At", ["metadata", "creationTimestamp"])];

    public static TableColumn[] RuntimeClasses { get; } = [Cells.Name, Cells.Text("Handler", ["handler"]), Cells.Age];

    public static TableColumn[] IngressClasses { get; } =
    [
        Cells.Name,
        Cells.Text("Controller", ["spec", "controller"]),
        new("Parameters", row => row.Json.At("spec", "parameters") is { ValueKind: JsonValueKind.Object } parameters
            ? string.Join('.', ((string[])[parameters.At("kind").Text(), parameters.At("apiGroup").Text()]).Where(part => part.Length > 0)) + "/" + parameters.At("name").Text()
            : Cells.None),
        Cells.Age,
    ];

    public static TableColumn[] Webhooks { get; } = [Cells.Name, new("Webhooks", row => row.Json.At("webhooks").Each().Count(), "integer"), Cells.Age];

    public static TableColumn[] CsiNodes { get; } = [Cells.Name, new("Drivers", row => row.Json.At("spec", "drivers").Each().Count(), "integer"), Cells.Age];

    public static TableColumn[] PodTemplates { get; } =
        [Cells.Name, .. Cells.Containers("template", "spec").Select(column => column with { Priority = 0 }), new("Pod Labels", row => Cells.Labels(row.Json.At("template", "metadata", "labels")))];

    public static TableColumn[] ReplicationControllers { get; } =
    [
        Cells.Name,
        Cells.Number("Desired", "spec", "replicas"),
        Cells.Number("Current", "status", "replicas"),
        Cells.Number("Ready", "status", "readyReplicas"),
        Cells.Age,
        .. Cells.Containers("spec", "template", "spec"),
        new("Selector", row => Cells.Labels(row.Json.At("spec", "selector")), Priority: 1),
    ];

    private static string Amounts(TableRow row, bool limits) => string.Join(", ", row.Json.At("status", "hard").Fields()
        .Where(field => field.Name.StartsWith(Limits, StringComparison.Ordinal) == limits).OrderBy(field => field.Name, StringComparer.Ordinal)
        .Select(field => $"{field.Name}: {Used(row, field.Name)}/{field.Value.Text()}"));

    private static string Used(TableRow row, string name) => row.Json.At("status", "used", name).Text() is { Length: > 0 } used ? used : "0";
}
