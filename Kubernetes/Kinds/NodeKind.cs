using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class NodeKind
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string NotReady = "node.kubernetes.io/not-ready";

    public static ResourceType Type { get; } = new("", "v1", "Node", "nodes")
    {
        Namespaced = false,
        ShortNames = ["no"],
        Subresources = ["proxy", "status"],
        IsCreatedWithStatus = true,
        TracksStatusOwners = false,
        Defaults = json =>
        {
            json.Section("spec");
            if (json["status"]?["capacity"] is JsonObject capacity)
            {
                json.Section("status").Default("allocatable", capacity.DeepClone());
            }
        },
        PrepareCreate = Taint,
        Validate = Taints,
        Columns =
        [
            Cells.Name,
            new("Status", row => Status(row.Json)),
            new("Roles", row => Roles(row.Json)),
            Cells.Age, Cells.Text("Version", "status.nodeInfo.kubeletVersion"),
            new("Internal-IP", row => Address(row.Json, "InternalIP"), Priority: 1),
            new("External-IP", row => Address(row.Json, "ExternalIP"), Priority: 1),
            Cells.Text("OS-Image", "status.nodeInfo.osImage", "<unknown>", priority: 1),
            Cells.Text("Kernel-Version", "status.nodeInfo.kernelVersion", "<unknown>", priority: 1),
            Cells.Text("Container-Runtime", "status.nodeInfo.containerRuntimeVersion", "<unknown>", priority: 1),
        ],
        SelectableFields = [.. SelectableField.Common, new("spec.unschedulable", Absent: "false")],
    };

    // A new node takes no pods until the node lifecycle controller has seen it ready.
    private static void Taint(JsonObject json)
    {
        var taints = json.Section("spec").List("taints");
        if (!taints.Any(taint => taint.Text("key") == NotReady && taint.Text("effect") == "NoSchedule"))
        {
            taints.Add((JsonNode)new JsonObject { ["key"] = NotReady, ["effect"] = "NoSchedule" });
        }
    }

    private static void Taints(JsonObject json, FieldErrors errors)
    {
        var index = 0;
        var seen = new HashSet<string>();
        foreach (var taint in json["spec"].Each("taints"))
        {
            var field = $"spec.taints[{index++}]";
            var (key, effect) = (taint.Text("key") ?? "", taint.Text("effect") ?? "");
            if (Names.QualifiedNameProblem(key) is { } problem)
            {
                errors.Invalid(field + ".key", key, problem);
            }

            if (effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            {
                errors.NotSupported(field + ".effect", effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
            }

            if (!seen.Add(key + ":" + effect))
            {
                errors.Duplicate(field, $"{key}:{effect}");
            }
        }
    }

    private static string Status(JsonElement node)
    {
        var ready = node.At("status", "conditions").Each().FirstOrDefault(condition => condition.At("type").Text() == "Ready");
        var status = ready.ValueKind == JsonValueKind.Undefined ? "Unknown" : ready.At("status").Text() == "True" ? "Ready" : "NotReady";
        return node.At("spec", "unschedulable").IsTrue() ? status + ",SchedulingDisabled" : status;
    }

    private static string Roles(JsonElement node)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var label in node.At("metadata", "labels").Fields())
        {
            if (label.Name.StartsWith(RolePrefix, StringComparison.Ordinal) && label.Name.Length > RolePrefix.Length)
            {
                roles.Add(label.Name[RolePrefix.Length..]);
            }
            else if (label.Name == "kubernetes.io/role" && label.Value.Text() is { Length: > 0 } role)
            {
                roles.Add(role);
            }
        }

        return Cells.OrNone(string.Join(',', roles));
    }

    private static string Address(JsonElement node, string type) =>
        Cells.OrNone(node.At("status", "addresses").Each().FirstOrDefault(address => address.At("type").Text() == type).At("address").Text());
}
