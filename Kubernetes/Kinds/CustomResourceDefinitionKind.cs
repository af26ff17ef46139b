using CniMigration.Kubernetes.CustomSchemas;
using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class CustomResourceDefinitionKind
{
    private const string RulesNotice = "Rules in x-kubernetes-validations are not evaluated here: objects are held to the rest of their schema only.";
    private const string WebhookNotice = "Conversion webhooks are not called here: only the version that is stored can be read and written.";

    public static ResourceType Type { get; } = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions")
    {
        Namespaced = false,
        ShortNames = ["crd", "crds"],
        Subresources = ["status"],
        CountsGenerations = true,
        IsCreatedWithStatus = true,
        IsStatusSettled = true,
        Defaults = json =>
        {
            var spec = json.Section("spec");
            spec.Section("conversion").Default("strategy", "None");
            var names = spec.Section("names");
            if (names.Text("kind") is { } kind)
            {
                names.Default("singular", kind.ToLowerInvariant());
                names.Default("listKind", kind + "List");
            }
        },
        Validate = Validate,
        Columns = [Cells.Name, Cells.Created],
        Notice = definition => string.Join(' ', Notices(definition)) is { Length: > 0 } notice ? notice : null,
    };

    private static void Validate(JsonObject json, FieldErrors errors)
    {
        var spec = json["spec"];
        var expected = $"{spec?["names"].Text("plural")}.{spec.Text("group")}";
        var name = json["metadata"].Text("name") ?? "";
        if (name != expected)
        {
            errors.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }

        if (spec?["preserveUnknownFields"]?.GetValueKind() == JsonValueKind.True)
        {
            errors.Invalid("spec.preserveUnknownFields", true, "must be false");
        }

        var versions = spec.Each("versions").ToList();
        if (versions.Count(version => version["storage"]?.GetValue<bool>() == true) != 1)
        {
            errors.Invalid("spec.versions", spec?["versions"]?.DeepClone(), "must have exactly one version marked as storage version");
        }

        if (spec.Text("scope") is not ("Namespaced" or "Cluster"))
        {
            errors.NotSupported("spec.scope", spec.Text("scope") ?? "", "Cluster", "Namespaced");
        }

        for (var index = 0; index < versions.Count; index++)
        {
            if (versions[index]["schema"]?["openAPIV3Schema"] is not JsonObject schema)
            {
                errors.Required($"spec.versions[{index}].schema.openAPIV3Schema", "schemas are required");
            }
            else
            {
                SchemaRules.CheckRoot(schema, $"spec.versions[{index}].schema.openAPIV3Schema", errors);
            }
        }
    }

    private static IEnumerable<string> Notices(ApiObject definition)
    {
        if (definition.Json.Span.IndexOf("\"x-kubernetes-validations\""u8) >= 0)
        {
            yield return RulesNotice;
        }

        if (definition.ToJson()["spec"]?["conversion"].Text("strategy") == "Webhook")
        {
            yield return WebhookNotice;
        }
    }
}
