namespace CniMigration.Simulator.Nodes;

/// <summary>What a pod's containers are told and made of.</summary>
internal static class PodDetails
{
    public static string? Env(this Pod pod, string name) =>
        pod.Spec.Containers.SelectMany(container => container.Env).FirstOrDefault(variable => variable.Name == name)?.Value;

    /// <summary>The image's repository without its registry, tag and digest: <c>cilium/operator-aws</c>.</summary>
    public static IEnumerable<string> Repositories(this Pod pod) => pod.Spec.Containers.Select(container => Repository(container.Image));

    private static string Repository(string image)
    {
        var name = image.Split('@')[0];
        var slash = name.LastIndexOf('/');
        var colon = name.LastIndexOf(':');
        name = colon > slash ? name[..colon] : name;
        var parts = name.Split('/');
        return parts.Length > 1 && (parts[0].Contains('.', StringComparison.Ordinal) || parts[0].Contains(':', StringComparison.Ordinal))
            ? string.Join('/', parts[1..])
            : name;
    }
}
