namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Pods in messages: what they do, and why not more.</summary>
internal static class PodText
{
    /// <summary>A pod that should be gone.</summary>
    internal static string Lingering(V1Pod pod) =>
        $"pod {pod.Ref()} on {pod.Spec?.NodeName}"
        + (pod.IsTerminating() ? $" is ending since {pod.Metadata.DeletionTimestamp:HH:mm:ss}" : " is not ending")
        + (pod.Metadata.Finalizers is { Count: > 0 } finalizers ? $", held by {string.Join(", ", finalizers)}" : "");

    /// <summary>The pods that should be Ready and are not, the first few of them.</summary>
    internal static string Unready(IEnumerable<V1Pod> pods) => string.Concat(pods
        .Where(p => !p.IsReady())
        .Take(3)
        .Select(p => $"; {p.Metadata.Name} is {(p.IsTerminating() ? "ending" : p.Status?.Phase ?? "unknown")}{Why(p)}"));

    /// <summary>What its conditions say of it.</summary>
    internal static string Why(V1Pod pod) => pod.Status?.Conditions?.FirstOrDefault(c => c.Status == "False" && c.Message is { Length: > 0 }) is { } condition
        ? $" ({condition.Message})"
        : "";
}
