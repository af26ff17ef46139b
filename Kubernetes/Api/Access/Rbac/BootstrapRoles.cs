using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Access.Rbac;

/// <summary>The roles and bindings that every cluster starts with.</summary>
internal static class BootstrapRoles
{
    private static readonly Lazy<IReadOnlyList<JsonObject>> Manifests = new(Read);

    /// <summary>A fresh copy of each, with its type.</summary>
    public static IEnumerable<(ResourceType Type, JsonObject Body)> All()
    {
        foreach (var manifest in Manifests.Value)
        {
            var body = (JsonObject)manifest.DeepClone();
            var metadata = body.Metadata();
            metadata.Section("labels")["kubernetes.io/bootstrapping"] = "rbac-defaults";
            metadata["annotations"] = new JsonObject { ["rbac.authorization.kubernetes.io/autoupdate"] = "true" };
            yield return (body.Text("kind") == "ClusterRole" ? ResourceTypes.ClusterRoles : ResourceTypes.ClusterRoleBindings, body);
        }
    }

    private static IReadOnlyList<JsonObject> Read()
    {
        using var stream = typeof(BootstrapRoles).Assembly.GetManifestResourceStream("bootstrap-roles.yaml")!;
        using var reader = new StreamReader(stream);
        return [.. YamlDocuments.ParseAll(reader.ReadToEnd()).Cast<JsonObject>()];
    }
}
