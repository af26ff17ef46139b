using System.Globalization;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Defaulting;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Validation;

/// <summary>What services, nodes, budgets and the like must hold.</summary>
internal static class ClusterValidation
{
    public static void Service(JsonObject json, FieldErrors errors)
    {
        var spec = json["spec"] as JsonObject;
        var type = spec.Text("type");
        if (type is not ("ClusterIP" or "NodePort" or "LoadBalancer" or "ExternalName"))
        {
            errors.NotSupported("spec.type", type ?? "", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        }

        var ports = spec.Each("ports").ToList();
        if (ports.Count == 0 && type != "ExternalName" && spec.Text("clusterIP") != "None")
        {
            errors.Required("spec.ports");
        }

        for (var index = 0; index < ports.Count; index++)
        {
            if (ports[index].Number("port") is not (>= 1 and <= 65535))
            {
                errors.Invalid($"spec.ports[{index}].port", ports[index]["port"]?.DeepClone() ?? JsonValue.Create(0), "must be between 1 and 65535, inclusive");
            }

            if (ports.Count > 1 && ports[index].Text("name") is null or "")
            {
                errors.Required($"spec.ports[{index}].name");
            }
        }
    }

    public static void Node(JsonObject json, FieldErrors errors)
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

    public static void Budget(JsonObject json, FieldErrors errors)
    {
        var spec = json["spec"] as JsonObject;
        if (spec?["minAvailable"] is not null && spec["maxUnavailable"] is not null)
        {
            errors.Invalid("spec", spec.DeepClone(), "minAvailable and maxUnavailable cannot be both set");
        }

        foreach (var bound in (string[])["minAvailable", "maxUnavailable"])
        {
            Bound(spec?[bound], $"spec.{bound}", errors);
        }
    }

    private static void Bound(JsonNode? bound, string field, FieldErrors errors)
    {
        if (bound is JsonValue value && value.TryGetValue<string>(out var text))
        {
            if (!text.EndsWith('%') || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var share))
            {
                errors.Invalid(field, text, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
            }
            else if (share > 100)
            {
                errors.Invalid(field, text, "must not be greater than 100%");
            }
        }
        else if (bound is JsonValue number && number.TryGetValue<long>(out var count) && count < 0)
        {
            errors.Invalid(field, count, "must be greater than or equal to 0");
        }
    }

    public static void ConfigMap(JsonObject json, FieldErrors errors) => Data(json, errors);

    public static void Secret(JsonObject json, FieldErrors errors) => Data(json, errors);

    public static void Claim(JsonObject json, FieldErrors errors)
    {
        var spec = json["spec"];
        if (spec?["accessModes"] is not JsonArray { Count: > 0 })
        {
            errors.Required("spec.accessModes", "at least 1 access mode is required");
        }

        if (spec?["resources"]?["requests"]?["storage"] is null)
        {
            errors.Required("spec.resources[storage]");
        }
    }

    public static void CustomResourceDefinition(JsonObject json, FieldErrors errors)
    {
        var spec = json["spec"];
        var expected = $"{spec?["names"].Text("plural")}.{spec.Text("group")}";
        var name = json["metadata"].Text("name") ?? "";
        if (name != expected)
        {
            errors.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }

        if (spec?["preserveUnknownFields"]?.GetValueKind() == System.Text.Json.JsonValueKind.True)
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
                CustomResources.SchemaRules.CheckRoot(schema, $"spec.versions[{index}].schema.openAPIV3Schema", errors);
            }
        }
    }

    private static void Data(JsonObject json, FieldErrors errors)
    {
        foreach (var (key, _) in json["data"] as JsonObject ?? [])
        {
            if (key.Length is 0 or > 253 || !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') || key is "." or "..")
            {
                errors.Invalid($"data[{key}]", key, "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or "
                    + "'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
            }
        }
    }
}
