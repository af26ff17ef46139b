using System.Collections.Concurrent;

namespace CniMigration.Kubernetes.Clients;

/// <summary>Where a server serves a type.</summary>
internal sealed record ServedType(string ApiVersion, string Plural, bool Namespaced)
{
    private string Root => ApiVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{ApiVersion}" : $"api/{ApiVersion}";

    public string Path(string? @namespace, string? name = null, string? subresource = null)
    {
        var collection = Namespaced && @namespace is not null ? $"{Root}/namespaces/{@namespace}/{Plural}" : $"{Root}/{Plural}";
        return (name, subresource) switch
        {
            (null, _) => collection,
            (_, null) => $"{collection}/{name}",
            _ => $"{collection}/{name}/{subresource}",
        };
    }
}

/// <summary>Which version of each type a server serves, by its discovery: an older server knows budgets as policy/v1beta1 only.</summary>
internal sealed class ServedVersions
{
    private readonly ConcurrentDictionary<(string Group, string Plural), Task<ServedType>> known = new();
    private Task<string>? eviction;

    public async Task<ServedType> FindAsync(HttpClient http, ResourceType type, CancellationToken cancellationToken)
    {
        var key = (type.Group, type.Plural);
        try
        {
            return await known.GetOrAdd(key, _ => DiscoverAsync(http, type, cancellationToken));
        }
        catch
        {
            // The next one asks again: the first may only have been cancelled.
            known.TryRemove(key, out _);
            throw;
        }
    }

    /// <summary>The version of Eviction that the server takes.</summary>
    public async Task<string> EvictionVersionAsync(HttpClient http, CancellationToken cancellationToken)
    {
        if (eviction is not { IsCompletedSuccessfully: true } answered)
        {
            eviction = answered = DiscoverEvictionAsync(http, cancellationToken);
        }

        return await answered;
    }

    private static async Task<ServedType> DiscoverAsync(HttpClient http, ResourceType type, CancellationToken cancellationToken)
    {
        var served = new ServedType(type.ApiVersion, type.Plural, type.Namespaced);
        if (type.Group.Length == 0 || await ServesAsync(http, type.ApiVersion, type.Plural, cancellationToken))
        {
            return served;
        }

        foreach (var version in (await ReadAsync(http, $"apis/{type.Group}", cancellationToken))?["versions"] as JsonArray ?? [])
        {
            if ((string?)version?["groupVersion"] is { } other && await ServesAsync(http, other, type.Plural, cancellationToken))
            {
                return served with { ApiVersion = other };
            }
        }

        throw new ApiException(404, "NotFound", $"the server could not find the requested resource: it serves no {type.QualifiedName}");
    }

    private static async Task<string> DiscoverEvictionAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var resource = Resources(await ReadAsync(http, "api/v1", cancellationToken)).First(resource => (string?)resource["name"] == "pods/eviction");
        return $"{resource["group"]}/{resource["version"]}";
    }

    private static async Task<bool> ServesAsync(HttpClient http, string groupVersion, string plural, CancellationToken cancellationToken) =>
        Resources(await ReadAsync(http, $"apis/{groupVersion}", cancellationToken)).Any(resource => (string?)resource["name"] == plural);

    private static IEnumerable<JsonObject> Resources(JsonObject? list) => (list?["resources"] as JsonArray ?? []).OfType<JsonObject>();

    private static async Task<JsonObject?> ReadAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(path, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode == System.Net.HttpStatusCode.NotFound ? null
            : response.IsSuccessStatusCode ? (JsonObject?)JsonNode.Parse(text)
            : throw WireObjects.Refusal((int)response.StatusCode, text, null);
    }
}
