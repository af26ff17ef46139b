using CniMigration.Kubernetes.Api.Schema;

namespace CniMigration.Kubernetes.Api.Ownership;

/// <summary>Names the fields and list elements of an object as FieldsV1 does.</summary>
internal static class PathElement
{
    public static string Field(string name) => "f:" + name;

    public static string Of(JsonNode? element, IFieldSchema list)
    {
        if (list.List == ListKind.Set)
        {
            return "v:" + (element?.ToJsonString(ApiJson.Options) ?? "null");
        }

        var keys = new JsonObject();
        foreach (var key in list.Keys.Order(StringComparer.Ordinal))
        {
            if ((element?[key] ?? Default(key)) is { } value)
            {
                keys[key] = value.DeepClone();
            }
        }

        return "k:" + keys.ToJsonString(ApiJson.Options);
    }

    /// <summary>As messages write it: <c>.spec.containers[name="a"]</c>.</summary>
    public static string Describe(string element)
    {
        if (element.StartsWith("f:", StringComparison.Ordinal))
        {
            return "." + element[2..];
        }

        if (element.StartsWith("v:", StringComparison.Ordinal))
        {
            return "[=" + element[2..] + "]";
        }

        var keys = (JsonObject)JsonNode.Parse(element[2..])!;
        return "[" + string.Join(',', keys.Select(key => $"{key.Key}={key.Value?.ToJsonString(ApiJson.Options)}")) + "]";
    }

    private static JsonValue? Default(string key) => key == "protocol" ? JsonValue.Create("TCP") : null;
}
