using CniMigration.Kubernetes.Api.Versions;

namespace CniMigration.Kubernetes.Api.Discovery;

/// <summary>The lists of groups, versions and resources.</summary>
internal sealed class DiscoveryDocuments(TypeRegistry types)
{
    private static readonly string[] AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    // Newest first, as the real server prefers them; custom groups come after these.
    private static readonly (string Group, string Version)[] Virtual = [("authentication.k8s.io", "v1"), ("authorization.k8s.io", "v1")];

    public static JsonObject CoreVersions(string host) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = host }),
    };

    public static JsonObject Paths(IEnumerable<string> groups) => new()
    {
        ["paths"] = new JsonArray([.. ((string[])["/api", "/api/v1", "/apis"]).Concat(groups.Select(group => "/apis/" + group))
            .Concat(["/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"]).Select(path => (JsonNode)path)]),
    };

    /// <summary>The core group alone, or all the others, in one document.</summary>
    public JsonObject Aggregated(string version, bool core) => AggregatedDiscovery.Of(version,
        core ? [("", ["v1"])]
            : GroupVersions().GroupBy(each => each.Group, each => each.Version).Select(group => (group.Key, (IReadOnlyList<string>)[.. group])),
        (group, each) => Resources(group, each)!);

    public IEnumerable<string> GroupNames() => GroupVersions().Select(each => each.Group).Distinct();

    public JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. GroupNames().Select(group => (JsonNode)GroupContent(group))]),
    };

    public JsonObject? Group(string group)
    {
        if (!GroupNames().Contains(group))
        {
            return null;
        }

        var content = GroupContent(group);
        content.Insert(0, "kind", "APIGroup");
        content.Insert(1, "apiVersion", "v1");
        return content;
    }

    public JsonObject? Resources(string group, string version)
    {
        var isVirtual = Virtual.Contains((group, version));
        var served = types.All.Where(each => each.Group == group && each.Version == version).ToList();
        if (served.Count == 0 && !isVirtual)
        {
            return null;
        }

        var resources = served.SelectMany(Resource).Concat(UnstoredResources.Of(group));
        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : group + "/" + version,
            ["resources"] = new JsonArray([.. resources.OrderBy(each => (string?)each["name"], StringComparer.Ordinal)]),
        };
    }

    private IEnumerable<(string Group, string Version)> GroupVersions() =>
        types.All.Where(served => served.Group.Length > 0).Select(served => (served.Group, served.Version)).Concat(Virtual).Distinct();

    private JsonObject GroupContent(string group)
    {
        var versions = GroupVersions().Where(each => each.Group == group).Select(each => each.Version).ToList();
        return new JsonObject
        {
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions.Select(version => (JsonNode)VersionContent(group, version))]),
            ["preferredVersion"] = VersionContent(group, versions[0]),
        };
    }

    private static JsonObject VersionContent(string group, string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static IEnumerable<JsonObject> Resource(ServedResource served)
    {
        var type = served.Type;
        var resource = new JsonObject
        {
            ["name"] = type.Plural,
            ["singularName"] = type.Singular,
            ["namespaced"] = type.Namespaced,
            ["kind"] = type.Kind,
            ["verbs"] = Strings(AllVerbs),
            ["storageVersionHash"] = Convert.ToBase64String(BitConverter.GetBytes(Hash(type.QualifiedName))),
        };
        if (type.ShortNames.Count > 0)
        {
            resource["shortNames"] = Strings(type.ShortNames);
        }

        if (type.Categories.Count > 0)
        {
            resource["categories"] = Strings(type.Categories);
        }

        yield return resource;
        foreach (var subresource in served.Subresources)
        {
            yield return SubresourceEntry(type, subresource);
        }
    }

    private static JsonObject SubresourceEntry(ResourceType type, string subresource)
    {
        var (group, version, kind, verbs) = subresource switch
        {
            "scale" => ("autoscaling", "v1", "Scale", (string[])["get", "patch", "update"]),
            "eviction" => ("policy", "v1", "Eviction", ["create"]),
            "binding" => ("", "", "Binding", ["create"]),
            "token" => ("authentication.k8s.io", "v1", "TokenRequest", ["create"]),
            "finalize" => ("", "", type.Kind, ["update"]),
            "log" => ("", "", type.Kind, ["get"]),
            "attach" or "exec" or "portforward" => ("", "", $"Pod{char.ToUpperInvariant(subresource[0])}{subresource[1..]}Options", ["create", "get"]),
            "proxy" => ("", "", type.Kind + "ProxyOptions", ["create", "delete", "get", "patch", "update"]),
            _ => ("", "", type.Kind, ["get", "patch", "update"]),
        };
        var entry = new JsonObject
        {
            ["name"] = $"{type.Plural}/{subresource}",
            ["singularName"] = "",
            ["namespaced"] = type.Namespaced,
            ["kind"] = kind,
            ["verbs"] = Strings(verbs),
        };
        if (version.Length > 0)
        {
            entry["group"] = group;
            entry["version"] = version;
        }

        return entry;
    }

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    // Stable between runs, unlike a string's own hash code.
    private static long Hash(string text) => text.Aggregate(1125899906842597L, (hash, letter) => unchecked((31 * hash) + letter));
}
