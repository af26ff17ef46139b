namespace CniMigration.Kubernetes.Api.Http;

/// <summary>What a resource path points at.</summary>
internal sealed record RequestTarget(string Group, string Version, string? Namespace, string Resource, string? Name, string? Subresource, string? Rest)
{
    /// <summary>Reads a path below <c>/api/v1</c> or <c>/apis/group/version</c>; null for every other path.</summary>
    public static RequestTarget? Parse(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments switch
        {
            ["api", var version, _, ..] => Parse("", version, segments[2..], path),
            ["apis", var group, var version, _, ..] => Parse(group, version, segments[3..], path),
            _ => null,
        };
    }

    private static RequestTarget Parse(string group, string version, string[] segments, string path)
    {
        string? @namespace = null;
        if (segments is ["namespaces", var name, not ("status" or "finalize"), ..])
        {
            @namespace = Uri.UnescapeDataString(name);
            segments = segments[2..];
        }

        var target = new RequestTarget(group, version, @namespace, segments[0],
            segments.Length > 1 ? Uri.UnescapeDataString(segments[1]) : null,
            segments.Length > 2 ? segments[2] : null, null);
        return segments.Length > 3 || target.Subresource == "proxy" ? target with { Rest = Remainder(segments, path) } : target;
    }

    // A proxied path is handed on as it came, its trailing slash included.
    private static string Remainder(string[] segments, string path)
    {
        var rest = "/" + string.Join('/', segments.Skip(3));
        return path.EndsWith('/') && !rest.EndsWith('/') ? rest + "/" : rest;
    }
}
