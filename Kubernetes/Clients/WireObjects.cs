using System.Text;
using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Kubernetes.Clients;

/// <summary>What another API server sends, as this project's own objects.</summary>
internal static class WireObjects
{
    public static ApiObject Object(ResourceType type, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Object(type, document.RootElement, json);
    }

    public static ApiList List(ResourceType type, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var items = root.GetProperty("items") is { ValueKind: JsonValueKind.Array } array
            ? array.EnumerateArray().Select(item => Object(type, item, Bytes(item))) : [];
        return new ApiList([.. items], Version(root));
    }

    /// <summary>A line of a watch; null for a bookmark. Throws where the line is the end of the watch.</summary>
    public static ApiEvent? Event(ResourceType type, string line)
    {
        using var document = JsonDocument.Parse(line);
        var item = document.RootElement.GetProperty("object");
        return document.RootElement.GetProperty("type").GetString() switch
        {
            "ADDED" => new ApiEvent(ApiEventKind.Added, Object(type, item, Bytes(item))),
            "MODIFIED" => new ApiEvent(ApiEventKind.Modified, Object(type, item, Bytes(item))),
            "DELETED" => new ApiEvent(ApiEventKind.Deleted, Object(type, item, Bytes(item))),
            "BOOKMARK" => null,
            _ => throw Refusal(item.TryGetProperty("code", out var code) ? code.GetInt32() : 500, item.GetRawText(), null),
        };
    }

    /// <summary>The refusal that an answer means.</summary>
    public static ApiException Refusal(int code, string body, int? retryAfterSeconds)
    {
        JsonObject? status;
        try
        {
            status = JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            // Not everything that refuses is the API server itself.
            status = null;
        }

        return status is not null && (string?)status["kind"] == "Status"
            ? new ApiException(
                code, (string?)status["reason"] ?? "", (string?)status["message"] ?? body, (JsonObject?)status["details"]?.DeepClone(), retryAfterSeconds)
            : new ApiException(code, "", body.Trim(), null, retryAfterSeconds);
    }

    public static JsonObject? Options(DeleteOptions? options)
    {
        if (options is null)
        {
            return null;
        }

        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        if (options.GracePeriodSeconds is { } grace)
        {
            body["gracePeriodSeconds"] = grace;
        }

        if (options.PropagationPolicy is { } policy)
        {
            body["propagationPolicy"] = policy;
        }

        if (options.Uid is not null || options.ResourceVersion is not null)
        {
            var preconditions = new JsonObject();
            body["preconditions"] = preconditions;
            if (options.Uid is { } uid)
            {
                preconditions["uid"] = uid;
            }

            if (options.ResourceVersion is { } version)
            {
                preconditions["resourceVersion"] = version;
            }
        }

        return body;
    }

    // A write to a subresource such as an eviction is answered with something that is no object of the type, and may have no metadata.
    private static ApiObject Object(ResourceType type, JsonElement root, ReadOnlyMemory<byte> json)
    {
        var metadata = root.TryGetProperty("metadata", out var found) ? found : default;
        return new ApiObject
        {
            Type = type,
            Namespace = Text(metadata, "namespace"),
            Name = Text(metadata, "name") ?? "",
            Uid = Text(metadata, "uid") ?? "",
            ResourceVersion = Version(root),
            Json = json,
        };
    }

    private static byte[] Bytes(JsonElement item) => Encoding.UTF8.GetBytes(item.GetRawText());

    private static long Version(JsonElement root) =>
        root.TryGetProperty("metadata", out var metadata) && Text(metadata, "resourceVersion") is { Length: > 0 } version
            ? long.Parse(version, CultureInfo.InvariantCulture) : 0;

    private static string? Text(JsonElement metadata, string name) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(name, out var value) ? value.GetString() : null;
}
