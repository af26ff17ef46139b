using System.Globalization;
using System.Text.Json;

namespace CniMigration.Kubernetes.Api.Tables;

/// <summary>Workloads, as <c>kubectl get</c> shows them.</summary>
internal static class WorkloadColumns
{
    private static readonly string[] Template = ["spec", "template", "spec"];
    private static readonly TableColumn Selector = new("Selector", row => Cells.Selector(row.Json.At("spec", "selector")), Priority: 1);

    public static TableColumn[] Deployments { get; } =
    [
        Cells.Name,
        new("Ready", row => $"{row.Json.At("status", "readyReplicas").Number()}/{row.Json.At("spec", "replicas").Number()}"),
        Cells.Number("Up-to-date", "status", "updatedReplicas"),
        Cells.Number("Available", "status", "availableReplicas"),
        Cells.Age,
        .. Cells.Containers(Template),
        Selector,
    ];

    public static TableColumn[] ReplicaSets { get; } =
    [
        Cells.Name,
        Cells.Number("Desired", "spec", "replicas"),
        Cells.Number("Current", "status", "replicas"),
        Cells.Number("Ready", "status", "readyReplicas"),
        Cells.Age,
        .. Cells.Containers(Template),
        Selector,
    ];

    public static TableColumn[] DaemonSets { get; } =
    [
        Cells.Name,
        Cells.Number("Desired", "status", "desiredNumberScheduled"),
        Cells.Number("Current", "status", "currentNumberScheduled"),
        Cells.Number("Ready", "status", "numberReady"),
        Cells.Number("Up-to-date", "status", "updatedNumberScheduled"),
        Cells.Number("Available", "status", "numberAvailable"),
        new("Node Selector", row => Cells.Labels(row.Json.At("spec", "template", "spec", "nodeSelector"))),
        Cells.Age,
        .. Cells.Containers(Template),
        Selector,
    ];

    public static TableColumn[] StatefulSets { get; } =
    [
        Cells.Name,
        new("Ready", row => $"{row.Json.At("status", "readyReplicas").Number()}/{row.Json.At("spec", "replicas").Number()}"),
        Cells.Age,
        .. Cells.Containers(Template),
    ];

    public static TableColumn[] Jobs { get; } =
    [
        Cells.Name,
        new("Status", row => JobStatus(row.Json)),
        new("Completions", row => Completions(row.Json)),
        new("Duration", row => JobDuration(row)),
        Cells.Age,
        .. Cells.Containers(Template),
        Selector,
    ];

    public static TableColumn[] CronJobs { get; } =
    [
        Cells.Name,
        Cells.Text("Schedule", ["spec", "schedule"]),
        Cells.Text("Timezone", ["spec", "timeZone"], Cells.None),
        new("Suspend", row => row.Json.At("spec", "suspend").IsTrue() ? "True" : "False"),
        new("Active", row => row.Json.At("status", "active").Each().Count(), "integer"),
        new("Last Schedule", row => row.Json.At("status", "lastScheduleTime") is { ValueKind: JsonValueKind.String } time
            ? Cells.Since(time, row.Now) : Cells.None),
        Cells.Age,
        .. Cells.Containers("spec", "jobTemplate", "spec", "template", "spec"),
    ];

    public static TableColumn[] ControllerRevisions { get; } =
    [
        Cells.Name,
        new("Controller", row => Cells.OrNone(row.Json.At("metadata", "ownerReferences").Each().Where(owner => owner.At("controller").IsTrue())
            .Select(owner => $"{owner.At("kind").Text().ToLowerInvariant()}.apps/{owner.At("name").Text()}").FirstOrDefault() ?? "")),
        Cells.Number("Revision", "revision"),
        Cells.Age,
    ];

    public static TableColumn[] Budgets { get; } =
    [
        Cells.Name,
        Cells.Text("Min Available", ["spec", "minAvailable"], "N/A"),
        Cells.Text("Max Unavailable", ["spec", "maxUnavailable"], "N/A"),
        Cells.Number("Allowed Disruptions", "status", "disruptionsAllowed"),
        Cells.Age,
    ];

    public static TableColumn[] Autoscalers { get; } =
    [
        Cells.Name,
        new("Reference", row => $"{row.Json.At("spec", "scaleTargetRef", "kind").Text()}/{row.Json.At("spec", "scaleTargetRef", "name").Text()}"),
        new("Targets", row => Cells.OrNone(string.Join(", ", row.Json.At("spec", "metrics").Each().Select(Target)))),
        Cells.Text("MinPods", ["spec", "minReplicas"], "<unset>"),
        Cells.Number("MaxPods", "spec", "maxReplicas"),
        Cells.Number("Replicas", "status", "currentReplicas"),
        Cells.Age,
    ];

    // Nothing measures here.
    private static string Target(JsonElement metric)
    {
        var type = metric.At("type").Text();
        var about = metric.At($"{char.ToLowerInvariant(type[0])}{type[1..]}");
        var (target, resource) = (about.At("target"), about.At("name").Text());
        var wanted = target.At("averageUtilization") is { ValueKind: JsonValueKind.Number } share ? $"{share.GetRawText()}%"
            : target.At("averageValue").Text() is { Length: > 0 } average ? average : target.At("value").Text();
        return (resource.Length > 0 ? $"{resource}: " : "") + $"<unknown>/{wanted}";
    }

    private static string JobStatus(JsonElement job)
    {
        bool Has(string type) => job.At("status", "conditions").Each()
            .Any(condition => condition.At("type").Text() == type && condition.At("status").Text() == "True");
        return Has("Complete") ? "Complete" : Has("Failed") ? "Failed" : Has("Suspended") ? "Suspended" : Has("FailureTarget") ? "FailureTarget"
            : job.At("metadata", "deletionTimestamp").ValueKind == JsonValueKind.String ? "Terminating" : "Running";
    }

    private static string Completions(JsonElement job)
    {
        var succeeded = job.At("status", "succeeded").Number();
        if (job.At("spec", "completions").ValueKind == JsonValueKind.Number)
        {
            return $"{succeeded}/{job.At("spec", "completions").Number()}";
        }

        var parallelism = job.At("spec", "parallelism").Number();
        return parallelism > 1 ? $"{succeeded}/1 of {parallelism}" : $"{succeeded}/1";
    }

    private static string JobDuration(TableRow row)
    {
        if (!DateTimeOffset.TryParse(row.Json.At("status", "startTime").Text(), CultureInfo.InvariantCulture, out var start))
        {
            return "";
        }

        var isOver = DateTimeOffset.TryParse(row.Json.At("status", "completionTime").Text(), CultureInfo.InvariantCulture, out var end);
        return HumanDuration.Of((isOver ? end : row.Now) - start);
    }
}
