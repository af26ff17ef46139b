using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Defaulting;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Admission;

/// <summary>A new node takes no pods until the node lifecycle controller has seen it ready.</summary>
internal static class NodeAdmission
{
    private const string NotReady = "node.kubernetes.io/not-ready";

    public static void Admit(JsonObject json)
    {
        var spec = json.Section("spec");
        if (spec["taints"] is not JsonArray taints)
        {
            spec["taints"] = taints = [];
        }

        if (!taints.Any(taint => taint.Text("key") == NotReady && taint.Text("effect") == "NoSchedule"))
        {
            taints.Add((JsonNode)new JsonObject { ["key"] = NotReady, ["effect"] = "NoSchedule" });
        }
    }
}
