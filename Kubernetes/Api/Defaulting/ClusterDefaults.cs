using System.Text;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Defaulting;

/// <summary>What the cluster's own objects say where they say nothing.</summary>
internal static class ClusterDefaults
{
    public static void Secret(JsonObject json)
    {
        json.Default("type", "Opaque");
        if (json["stringData"] is not JsonObject texts)
        {
            return;
        }

        var data = json.Section("data");
        foreach (var (name, text) in texts)
        {
            data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes((string?)text ?? ""));
        }

        json.Remove("stringData");
    }

    public static void Namespace(JsonObject json)
    {
        if (json["metadata"].Text("name") is { } name)
        {
            json.Metadata().Section("labels")["kubernetes.io/metadata.name"] = name;
        }
    }

    public static void Node(JsonObject json)
    {
        json.Section("spec");
        if (json["status"]?["capacity"] is JsonObject capacity)
        {
            json.Section("status").Default("allocatable", capacity.DeepClone());
        }
    }

    public static void RoleBinding(JsonObject json)
    {
        json.Section("roleRef").Default("apiGroup", "rbac.authorization.k8s.io");
        foreach (var subject in json.Each("subjects").Where(subject => subject.Text("kind") is "User" or "Group"))
        {
            subject.Default("apiGroup", "rbac.authorization.k8s.io");
        }
    }

    public static void Autoscaler(JsonObject json) => json.Section("spec").Default("minReplicas", 1);

    public static void LimitRange(JsonObject json)
    {
        foreach (var limit in json["spec"].Each("limits").Where(limit => limit.Text("type") == "Container"))
        {
            foreach (var (from, to) in ((string, string)[])[("max", "default"), ("default", "defaultRequest"), ("min", "defaultRequest")])
            {
                foreach (var (name, value) in limit[from] as JsonObject ?? [])
                {
                    limit.Section(to).Default(name, value!.DeepClone());
                }
            }
        }
    }

    public static void CustomResourceDefinition(JsonObject json)
    {
        var spec = json.Section("spec");
        spec.Section("conversion").Default("strategy", "None");
        var names = spec.Section("names");
        if (names.Text("kind") is { } kind)
        {
            names.Default("singular", kind.ToLowerInvariant());
            names.Default("listKind", kind + "List");
        }
    }
}
