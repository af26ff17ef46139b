using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class JobKinds
{
    private const string Uid = "batch.kubernetes.io/controller-uid";

    public static ResourceType Jobs { get; } = new("batch", "v1", "Job", "jobs")
    {
        Categories = ["all"],
        Subresources = ["status"],
        CountsGenerations = true,
        Defaults = json =>
        {
            var spec = json.Section("spec");
            if (spec["completions"] is null && spec["parallelism"] is null)
            {
                spec["completions"] = 1;
            }

            spec.Default("parallelism", 1);
            spec.Default("backoffLimit", 6);
            spec.Default("completionMode", "NonIndexed");
            spec.Default("suspend", false);
            spec.Default("podReplacementPolicy", "TerminatingOrFailed");
            PodSpecDefaults.ApplyTemplate(spec);
        },
        PrepareCreate = Label,
        PrepareUpdate = (old, spec) =>
        {
            if (spec["selector"] is null)
            {
                spec.TakeFrom(old, "selector");
            }
        },
        Validate = Workload.Selecting("Never", "OnFailure"),
        ValidateUpdate = Workload.Fixed("selector", "completions", "template"),
        Columns =
        [
            Cells.Name,
            new("Status", row => Status(row.Json)),
            new("Completions", row => Completions(row.Json)),
            new("Duration", Duration),
            Cells.Age, .. Workload.Containers, Workload.Selector,
        ],
        SelectableFields = [.. SelectableField.Common, new("status.successful", "status.succeeded", Absent: "0")],
    };

    public static ResourceType CronJobs { get; } = new("batch", "v1", "CronJob", "cronjobs")
    {
        ShortNames = ["cj"],
        Categories = ["all"],
        Subresources = ["status"],
        CountsGenerations = true,
        Defaults = json =>
        {
            var spec = json.Section("spec");
            spec.Default("concurrencyPolicy", "Allow");
            spec.Default("suspend", false);
            spec.Default("successfulJobsHistoryLimit", 3);
            spec.Default("failedJobsHistoryLimit", 1);
            PodSpecDefaults.ApplyTemplate(spec.Section("jobTemplate").Section("spec"));
        },
        Validate = (json, errors) =>
        {
            if (json["spec"].Text("schedule") is not { Length: > 0 })
            {
                errors.Required("spec.schedule");
            }

            PodSpecValidation.Check(json["spec"]?["jobTemplate"]?["spec"]?["template"]?["spec"] as JsonObject, "spec.jobTemplate.spec.template.spec", errors);
        },
        Columns =
        [
            Cells.Name, Cells.Text("Schedule", "spec.schedule"), Cells.Text("Timezone", "spec.timeZone", Cells.None),
            new("Suspend", row => row.Json.At("spec", "suspend").IsTrue() ? "True" : "False"),
            Cells.Count("Active", "status.active"),
            new("Last Schedule", row => row.Json.At("status", "lastScheduleTime") is { ValueKind: JsonValueKind.String } time
                ? Cells.Since(time, row.Now) : Cells.None),
            Cells.Age,
            .. Cells.Containers("spec.jobTemplate.spec.template.spec"),
        ],
        Notice = _ => "CronJobs are not modelled here: nothing starts Jobs by their schedule.",
    };

    // A job's pods are told apart by labels that the server makes up.
    private static void Label(JsonObject json)
    {
        var spec = json.Section("spec");
        if (spec["manualSelector"]?.GetValue<bool>() == true)
        {
            return;
        }

        var (name, uid) = ((string)json["metadata"]!["name"]!, (string)json["metadata"]!["uid"]!);
        var labels = spec.Section("template").Section("metadata").Section("labels");
        labels.Default("controller-uid", uid);
        labels.Default(Uid, uid);
        labels.Default("job-name", name);
        labels.Default("batch.kubernetes.io/job-name", name);
        if (json.Metadata()["labels"] is not JsonObject { Count: > 0 })
        {
            // A job without labels of its own shows those of its pods.
            json.Metadata()["labels"] = labels.DeepClone();
        }

        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [Uid] = uid } };
    }

    private static string Status(JsonElement job) =>
        ((string[])["Complete", "Failed", "Suspended", "FailureTarget"]).FirstOrDefault(each => job.HasCondition(each))
        ?? (job.At("metadata", "deletionTimestamp").ValueKind == JsonValueKind.String ? "Terminating" : "Running");

    private static string Completions(JsonElement job)
    {
        var (succeeded, parallelism) = (job.At("status", "succeeded").Number(), job.At("spec", "parallelism").Number());
        return job.At("spec", "completions") is { ValueKind: JsonValueKind.Number } completions ? $"{succeeded}/{completions.Number()}"
            : parallelism > 1 ? $"{succeeded}/1 of {parallelism}" : $"{succeeded}/1";
    }

    private static JsonNode Duration(TableRow row)
    {
        if (!DateTimeOffset.TryParse(row.Json.At("status", "startTime").Text(), CultureInfo.InvariantCulture, out var start))
        {
            return "";
        }

        var isOver = DateTimeOffset.TryParse(row.Json.At("status", "completionTime").Text(), CultureInfo.InvariantCulture, out var end);
        return HumanDuration.Of((isOver ? end : row.Now) - start);
    }
}
