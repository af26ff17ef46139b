using System.Text.Json;
using CniMigration.Benchmarks.Moves.Clusters;

namespace CniMigration.Benchmarks.Moves.Watching;

/// <summary>A pod, as far as nodes and the observer need to know it.</summary>
internal sealed record PodView(string Uid, string Name, string App, string Node, bool IsReady, bool IsPending, bool IsEnding)
{
    public bool IsHealthy => IsReady && !IsEnding;

    public string Path => $"/api/v1/namespaces/{Manifests.Namespace}/pods/{Name}";

    public static PodView Of(JsonElement pod)
    {
        var metadata = pod.GetProperty("metadata");
        var status = pod.GetProperty("status");
        return new PodView(
            metadata.GetProperty("uid").GetString()!,
            metadata.GetProperty("name").GetString()!,
            metadata.TryGetProperty("labels", out var labels) && labels.TryGetProperty(Manifests.AppLabel, out var app) ? app.GetString()! : "",
            pod.GetProperty("spec").TryGetProperty("nodeName", out var node) ? node.GetString()! : "",
            status.TryGetProperty("conditions", out var conditions) && conditions.EnumerateArray().Any(IsReadyCondition),
            !status.TryGetProperty("phase", out var phase) || phase.GetString() is "Pending",
            metadata.TryGetProperty("deletionTimestamp", out _));
    }

    private static bool IsReadyCondition(JsonElement condition) =>
        condition.GetProperty("type").GetString() == "Ready" && condition.GetProperty("status").GetString() == "True";
}
