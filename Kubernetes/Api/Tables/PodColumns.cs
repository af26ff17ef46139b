using System.Text.Json;

namespace CniMigration.Kubernetes.Api.Tables;

/// <summary>Pods, as <c>kubectl get pods</c> shows them.</summary>
internal static class PodColumns
{
    public static TableColumn[] All { get; } =
    [
        Cells.Name,
        new("Ready", Ready),
        new("Status", row => Status(row.Json)),
        new("Restarts", Restarts),
        Cells.Age,
        Cells.Text("IP", ["status", "podIP"], Cells.None, priority: 1),
        Cells.Text("Node", ["spec", "nodeName"], Cells.None, priority: 1),
        Cells.Text("Nominated Node", ["status", "nominatedNodeName"], Cells.None, priority: 1),
        new("Readiness Gates", _ => Cells.None, Priority: 1),
    ];

    private static System.Text.Json.Nodes.JsonNode Ready(TableRow row)
    {
        var statuses = row.Json.At("status", "containerStatuses").Each().ToList();
        var total = row.Json.At("spec", "containers").Each().Count();
        return $"{statuses.Count(status => status.At("ready").IsTrue())}/{total}";
    }

    private static System.Text.Json.Nodes.JsonNode Restarts(TableRow row) =>
        row.Json.At("status", "containerStatuses").Each().Sum(status => status.At("restartCount").Number()).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Status(JsonElement pod)
    {
        var reason = pod.At("status", "reason").Text();
        if (reason.Length == 0)
        {
            reason = pod.At("status", "phase").Text();
        }

        if (Scheduling(pod) is { } gated)
        {
            reason = gated;
        }

        var initializing = Initializing(pod);
        if (initializing is not null)
        {
            reason = initializing;
        }
        else
        {
            reason = Running(pod, reason);
        }

        if (pod.At("metadata", "deletionTimestamp").ValueKind == JsonValueKind.String)
        {
            reason = pod.At("status", "reason").Text() == "NodeLost" ? "Unknown" : "Terminating";
        }

        return reason;
    }

    private static string? Scheduling(JsonElement pod) =>
        pod.At("status", "conditions").Each().Any(condition => condition.At("type").Text() == "PodScheduled"
            && condition.At("reason").Text() == "SchedulingGated") ? "SchedulingGated" : null;

    private static string? Initializing(JsonElement pod)
    {
        var statuses = pod.At("status", "initContainerStatuses").Each().ToList();
        var total = pod.At("spec", "initContainers").Each().Count();
        for (var index = 0; index < statuses.Count; index++)
        {
            var state = statuses[index].At("state");
            var terminated = state.At("terminated");
            if (terminated.ValueKind == JsonValueKind.Object && terminated.At("exitCode").Number() == 0)
            {
                continue;
            }

            if (terminated.ValueKind == JsonValueKind.Object)
            {
                var why = terminated.At("reason").Text();
                return "Init:" + (why.Length > 0 ? why : "ExitCode:" + terminated.At("exitCode").Number());
            }

            var waiting = state.At("waiting", "reason").Text();
            return waiting is not ("" or "PodInitializing") ? "Init:" + waiting : $"Init:{index}/{total}";
        }

        return null;
    }

    private static string Running(JsonElement pod, string reason)
    {
        var running = false;
        foreach (var status in pod.At("status", "containerStatuses").Each().Reverse())
        {
            var state = status.At("state");
            var (waiting, terminated) = (state.At("waiting", "reason").Text(), state.At("terminated"));
            if (waiting.Length > 0)
            {
                reason = waiting;
            }
            else if (terminated.ValueKind == JsonValueKind.Object)
            {
                var why = terminated.At("reason").Text();
                reason = why.Length > 0 ? why : "ExitCode:" + terminated.At("exitCode").Number();
            }
            else if (status.At("ready").IsTrue() && state.At("running").ValueKind == JsonValueKind.Object)
            {
                running = true;
            }
        }

        if (reason != "Completed" || !running)
        {
            return reason;
        }

        var ready = pod.At("status", "conditions").Each().Any(condition => condition.At("type").Text() == "Ready" && condition.At("status").Text() == "True");
        return ready ? "Running" : "NotReady";
    }
}
