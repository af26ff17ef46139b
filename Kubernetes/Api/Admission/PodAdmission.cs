using CniMigration.Kubernetes.Api.Admission.Amounts;
using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Admission;

/// <summary>What a new pod gets: a service account, tolerations, a priority, a quality of service.</summary>
internal static class PodAdmission
{
    private const int NodeFailureSeconds = 300;

    private static readonly string[] NodeFailures = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public static void Admit(ObjectStore store, JsonObject json)
    {
        var spec = json.Section("spec");
        spec.Default("serviceAccountName", "default");
        spec.Default("serviceAccount", (string)spec["serviceAccountName"]!);
        spec.Default("enableServiceLinks", true);
        Tolerate(spec);
        Prioritize(store, json, spec);
        json["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QualityOfService.Of(spec) };
    }

    private static void Tolerate(JsonObject spec)
    {
        var tolerations = spec["tolerations"] as JsonArray ?? [];
        foreach (var failure in NodeFailures)
        {
            if (tolerations.Any(toleration => Tolerates(toleration, failure)))
            {
                continue;
            }

            tolerations.Add((JsonNode)new JsonObject
            {
                ["key"] = failure,
                ["operator"] = "Exists",
                ["effect"] = "NoExecute",
                ["tolerationSeconds"] = NodeFailureSeconds,
            });
        }

        if (tolerations.Parent is null)
        {
            spec["tolerations"] = tolerations;
        }
    }

    private static bool Tolerates(JsonNode? toleration, string key) =>
        (toleration.Text("key") is null or "" || toleration.Text("key") == key) && toleration.Text("effect") is null or "" or "NoExecute";

    private static void Prioritize(ObjectStore store, JsonObject json, JsonObject spec)
    {
        ApiObject? found;
        if (spec.Text("priorityClassName") is { Length: > 0 } name)
        {
            found = store.Find(ResourceTypes.PriorityClasses, name)
                ?? throw ApiException.Forbidden(ResourceTypes.Pods, json["metadata"].Text("name") ?? "", $"no PriorityClass with name {name} was found");
        }
        else
        {
            found = store.Snapshot(ResourceTypes.PriorityClasses).Items.Values.FirstOrDefault(candidate => candidate.As<PriorityView>().GlobalDefault);
            if (found is not null)
            {
                spec["priorityClassName"] = found.Name;
            }
        }

        var priority = found?.As<PriorityView>();
        spec["priority"] = priority?.Value ?? 0;
        spec.Default("preemptionPolicy", priority?.PreemptionPolicy ?? "PreemptLowerPriority");
    }

    private sealed record PriorityView
    {
        public int Value { get; init; }

        public bool GlobalDefault { get; init; }

        public string PreemptionPolicy { get; init; } = "PreemptLowerPriority";
    }
}
