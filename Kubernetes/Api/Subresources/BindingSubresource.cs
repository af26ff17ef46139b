using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Subresources;

/// <summary>Puts a pod on a node, once.</summary>
internal static class BindingSubresource
{
    public static ApiObject Bind(ApiCore core, string @namespace, string name, JsonObject binding, WriteContext context) =>
        core.Change(ResourceTypes.Pods, @namespace, name, pod => Bound(pod, binding, core.Clock), context with { Subresource = "binding" });

    private static JsonObject Bound(ApiObject pod, JsonObject binding, TimeProvider clock)
    {
        var json = pod.ToJson();
        var spec = json.Section("spec");
        var target = binding["target"];
        if (target.Text("name") is not { Length: > 0 } node || target.Text("kind") is not (null or "" or "Node"))
        {
            throw new ApiException(500, "", "target.name: Required value");
        }

        if (binding["metadata"].Text("uid") is { Length: > 0 } uid && uid != pod.Uid)
        {
            throw Refused(pod, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {pod.Uid}");
        }

        if (json.IsBeingDeleted())
        {
            throw Refused(pod, $"pod {pod.Name} is being deleted, cannot be assigned to a host");
        }

        if (spec.Text("nodeName") is { Length: > 0 } present)
        {
            throw Refused(pod, $"pod {pod.Name} is already assigned to node \"{present}\"");
        }

        spec["nodeName"] = node;
        foreach (var (key, value) in binding["metadata"]?["annotations"] as JsonObject ?? [])
        {
            json.Metadata().Section("annotations")[key] = value?.DeepClone();
        }

        Scheduled(json.Section("status"), clock);
        return json;
    }

    private static void Scheduled(JsonObject status, TimeProvider clock)
    {
        if (status["conditions"] is not JsonArray conditions)
        {
            status["conditions"] = conditions = [];
        }

        if (conditions.FirstOrDefault(condition => condition.Text("type") == "PodScheduled") is { } old)
        {
            conditions.Remove(old);
        }

        conditions.Add((JsonNode)new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "True",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = ObjectMetadata.Timestamp(clock.GetUtcNow()),
        });
    }

    private static ApiException Refused(ApiObject pod, string problem) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on pods/binding \"{pod.Name}\": {problem}",
            new JsonObject { ["name"] = pod.Name, ["kind"] = "pods/binding" });
}
