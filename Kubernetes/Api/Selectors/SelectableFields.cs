using System.Text.Json;

namespace CniMigration.Kubernetes.Api.Selectors;

/// <summary>The fields by which each type can be selected.</summary>
internal static class SelectableFields
{
    private static readonly string[] Common = ["metadata.name", "metadata.namespace"];

    private static readonly Dictionary<ResourceType, string[]> ByType = new()
    {
        [ResourceTypes.Pods] =
        [
            .. Common, "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase",
            "status.podIP", "status.nominatedNodeName",
        ],
        [ResourceTypes.Events] =
        [
            .. Common, "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
        [ResourceTypes.Secrets] = [.. Common, "type"],
        [ResourceTypes.Namespaces] = [.. Common, "status.phase"],
        [ResourceTypes.Nodes] = [.. Common, "spec.unschedulable"],
        [ResourceTypes.ReplicaSets] = [.. Common, "status.replicas"],
        [ResourceTypes.Jobs] = [.. Common, "status.successful"],
        [ResourceTypes.Services] = [.. Common, "spec.clusterIP", "spec.type"],
    };

    // What a field reads as where the object leaves it out.
    private static readonly Dictionary<string, string> Absent = new()
    {
        ["spec.unschedulable"] = "false",
        ["spec.hostNetwork"] = "false",
        ["status.replicas"] = "0",
        ["status.successful"] = "0",
    };

    // Fields whose selector has another name than their place in the object.
    private static readonly Dictionary<string, string> Places = new()
    {
        ["reportingComponent"] = "source.component",
        ["source"] = "source.component",
        ["status.successful"] = "status.succeeded",
    };

    public static int IndexOf(ResourceType type, string field) => Array.IndexOf(Of(type), field);

    /// <summary>Whether a type can be selected by its name and namespace only.</summary>
    public static bool HasOnlyCommon(ResourceType type) => !ByType.ContainsKey(type);

    public static string[] ValuesOf(ApiObject item)
    {
        using var document = JsonDocument.Parse(item.Json);
        return [.. Of(item.Type).Select(field => ValueOf(document.RootElement, field))];
    }

    private static string[] Of(ResourceType type) => ByType.GetValueOrDefault(type, Common);

    private static string ValueOf(JsonElement element, string field)
    {
        foreach (var part in Places.GetValueOrDefault(field, field).Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(part, out element))
            {
                return Absent.GetValueOrDefault(field, "");
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
    }
}
