using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class PodKinds
{
    private static readonly string[] Changeable = ["activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "schedulingGates"];

    public static ResourceType Pods { get; } = new("", "v1", "Pod", "pods")
    {
        ShortNames = ["po"],
        Categories = ["all"],
        Subresources = ["attach", "binding", "ephemeralcontainers", "eviction", "exec", "log", "portforward", "proxy", "status"],
        TracksStatusOwners = false,
        AnswersDeletionWithObject = true,
        Defaults = json => PodSpecDefaults.Apply(json.Section("spec")),
        Validate = (json, errors) => PodSpecValidation.Check(json["spec"] as JsonObject, "spec", errors),
        ValidateUpdate = Unchanged,
        Columns =
        [
            Cells.Name,
            new("Ready", row => $"{Containers(row).Count(status => status.At("ready").IsTrue())}/{row.Json.At("spec", "containers").Each().Count()}"),
            new("Status", row => Status(row.Json)),
            new("Restarts", row => $"{Containers(row).Sum(status => status.At("restartCount").Number())}"),
            Cells.Age, Cells.Text("IP", "status.podIP", Cells.None, priority: 1),
            Cells.Text("Node", "spec.nodeName", Cells.None, priority: 1),
            Cells.Text("Nominated Node", "status.nominatedNodeName", Cells.None, priority: 1),
            new("Readiness Gates", _ => Cells.None, Priority: 1),
        ],
        SelectableFields =
        [
            .. SelectableField.Common, new("spec.nodeName"), new("spec.restartPolicy"), new("spec.schedulerName"), new("spec.serviceAccountName"),
            new("spec.hostNetwork", Absent: "false"), new("status.phase"), new("status.podIP"), new("status.nominatedNodeName"),
        ],
    };

    public static ResourceType PodTemplates { get; } = new("", "v1", "PodTemplate", "podtemplates")
    {
        AnswersDeletionWithObject = true,
        Defaults = PodSpecDefaults.ApplyTemplate,
        Columns =
        [
            Cells.Name,
            .. Cells.Containers("template.spec").Select(column => column with { Priority = 0 }),
            Cells.Labels("Pod Labels", "template.metadata.labels"),
        ],
    };

    private static void Unchanged(JsonObject old, JsonObject json, FieldErrors errors)
    {
        var (before, after) = ((JsonObject)old["spec"]!.DeepClone(), (JsonObject)json["spec"]!.DeepClone());
        foreach (var list in (string[])["containers", "initContainers"])
        {
            foreach (var container in before.Each(list).Concat(after.Each(list)))
            {
                container.Remove("image");
            }
        }

        if (!Workload.SameBut(before, after, Changeable))
        {
            errors.Forbidden("spec", "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` "
                + "(allow it to be set to 1 if it was previously negative)");
        }

        if (!old["spec"].Each("tolerations").All(toleration => json["spec"].Each("tolerations").Any(other => JsonNode.DeepEquals(toleration, other))))
        {
            errors.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
        }
    }

    private static IEnumerable<JsonElement> Containers(TableRow row) => row.Json.At("status", "containerStatuses").Each();

    private static string Status(JsonElement pod)
    {
        var reason = pod.At("status", "reason").Text();
        if (pod.At("metadata", "deletionTimestamp").ValueKind == JsonValueKind.String)
        {
            return reason == "NodeLost" ? "Unknown" : "Terminating";
        }

        var isGated = pod.At("status", "conditions").Each()
            .Any(condition => condition.At("type").Text() == "PodScheduled" && condition.At("reason").Text() == "SchedulingGated");
        return Initializing(pod) ?? Running(pod, isGated ? "SchedulingGated" : reason.Length > 0 ? reason : pod.At("status", "phase").Text());
    }

    private static string? Initializing(JsonElement pod)
    {
        var statuses = pod.At("status", "initContainerStatuses").Each().ToList();
        var index = statuses.FindIndex(each =>
            each.At("state", "terminated") is not { ValueKind: JsonValueKind.Object } terminated || terminated.At("exitCode").Number() != 0);
        if (index < 0)
        {
            return null;
        }

        var state = statuses[index].At("state");
        var waiting = state.At("waiting", "reason").Text();
        return "Init:" + (state.At("terminated") is { ValueKind: JsonValueKind.Object } terminated ? Ended(terminated)
            : waiting is not ("" or "PodInitializing") ? waiting : $"{index}/{pod.At("spec", "initContainers").Each().Count()}");
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
                reason = Ended(terminated);
            }
            else if (status.At("ready").IsTrue() && state.At("running").ValueKind == JsonValueKind.Object)
            {
                running = true;
            }
        }

        return reason != "Completed" || !running ? reason : pod.HasCondition("Ready") ? "Running" : "NotReady";
    }

    private static string Ended(JsonElement terminated) =>
        terminated.At("reason").Text() is { Length: > 0 } reason ? reason : "ExitCode:" + terminated.At("exitCode").Number();
}
