using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Discovery;

/// <summary>All groups, versions and resources in one document, as newer clients ask for them.</summary>
internal static class AggregatedDiscovery
{
    /// <summary>The version of the document that a client accepts; null where it wants the plain lists.</summary>
    public static string? VersionFor(HttpRequest request)
    {
        foreach (var offer in request.Headers.Accept.SelectMany(header => (header ?? "").Split(',')))
        {
            var parts = offer.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] != "application/json")
            {
                continue;
            }

            if (!parts.Contains("as=APIGroupDiscoveryList"))
            {
                return null;
            }

            if (parts.Contains("g=apidiscovery.k8s.io") && parts.FirstOrDefault(part => part is "v=v2" or "v=v2beta1") is { } version)
            {
                return version["v=".Length..];
            }
        }

        return null;
    }

    public static string ContentType(string version) => $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList";

    /// <param name="version">The version of the document.</param>
    /// <param name="groups">The groups, each with its versions, the preferred one first.</param>
    /// <param name="resources">The resources of a group's version, as the plain lists have them.</param>
    public static JsonObject Of(
        string version, IEnumerable<(string Group, IReadOnlyList<string> Versions)> groups, Func<string, string, JsonObject> resources) => new()
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = "apidiscovery.k8s.io/" + version,
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. groups.Select(group => (JsonNode)new JsonObject
        {
            ["metadata"] = group.Group.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Group },
            ["versions"] = new JsonArray([.. group.Versions.Select(each => (JsonNode)new JsonObject
            {
                ["version"] = each,
                ["resources"] = Resources(group.Group, each, resources(group.Group, each)),
                ["freshness"] = "Current",
            })]),
        })]),
        };

    private static JsonArray Resources(string group, string version, JsonObject list)
    {
        var result = new JsonArray();
        var byName = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var resource in list.Each("resources"))
        {
            var (name, kind) = (resource.Text("name")!, ResponseKind(group, version, resource));
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            if (slash >= 0 && byName.TryGetValue(name[..slash], out var owner))
            {
                var below = owner["subresources"] as JsonArray ?? [];
                owner["subresources"] = below.Parent is null ? below : owner["subresources"];
                below.Add(
                    (JsonNode)new JsonObject { ["subresource"] = name[(slash + 1)..], ["responseKind"] = kind, ["verbs"] = resource["verbs"]?.DeepClone() });
                continue;
            }

            var entry = new JsonObject
            {
                ["resource"] = name,
                ["responseKind"] = kind,
                ["scope"] = resource["namespaced"]?.GetValue<bool>() == true ? "Namespaced" : "Cluster",
                ["singularResource"] = resource.Text("singularName"),
                ["verbs"] = resource["verbs"]?.DeepClone(),
            };
            foreach (var field in (string[])["shortNames", "categories"])
            {
                if (resource[field] is { } names)
                {
                    entry[field] = names.DeepClone();
                }
            }

            byName[name] = entry;
            result.Add((JsonNode)entry);
        }

        return result;
    }

    private static JsonObject ResponseKind(string group, string version, JsonObject resource) => new()
    {
        ["group"] = resource.Text("group") ?? group,
        ["version"] = resource.Text("version") ?? version,
        ["kind"] = resource.Text("kind"),
    };
}
