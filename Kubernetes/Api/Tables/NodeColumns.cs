using System.Text.Json;

namespace CniMigration.Kubernetes.Api.Tables;

/// <summary>Nodes, as <c>kubectl get nodes</c> shows them.</summary>
internal static class NodeColumns
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static TableColumn[] All { get; } =
    [
        Cells.Name,
        new("Status", row => Status(row.Json)),
        new("Roles", row => Roles(row.Json)),
        Cells.Age,
        Cells.Text("Version", ["status", "nodeInfo", "kubeletVersion"]),
        new("Internal-IP", row => Address(row.Json, "InternalIP"), Priority: 1),
        new("External-IP", row => Address(row.Json, "ExternalIP"), Priority: 1),
        Cells.Text("OS-Image", ["status", "nodeInfo", "osImage"], "<unknown>", priority: 1),
        Cells.Text("Kernel-Version", ["status", "nodeInfo", "kernelVersion"], "<unknown>", priority: 1),
        Cells.Text("Container-Runtime", ["status", "nodeInfo", "containerRuntimeVersion"], "<unknown>", priority: 1),
    ];

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
