using System.Globalization;
using CniMigration.Kubernetes.Api.Selectors;

namespace CniMigration.Simulator.Nodes.Goldpinger;

/// <summary>What a goldpinger pod is told by its environment.</summary>
internal sealed record GoldpingerPod(Pod Pod)
{
    private const int DefaultRefresh = 30;

    public LabelQuery Selector { get; } = LabelQuery.Parse(Pod.Env("LABEL_SELECTOR") ?? "app=goldpinger");

    /// <summary>0: it never asks its peers.</summary>
    public TimeSpan RefreshInterval { get; } = TimeSpan.FromSeconds(
        Pod.Env("REFRESH_INTERVAL") is { Length: > 0 } seconds ? int.Parse(seconds, CultureInfo.InvariantCulture) : DefaultRefresh);

    public int Port { get; } = Pod.Env("PORT") is { Length: > 0 } port ? int.Parse(port, CultureInfo.InvariantCulture) : 8080;

    public IReadOnlyList<string> HostsToResolve { get; } = Words(Pod.Env("HOSTS_TO_RESOLVE"));

    public IReadOnlyList<string> TcpTargets { get; } = Words(Pod.Env("TCP_TARGETS"));

    public IReadOnlyList<string> HttpTargets { get; } = Words(Pod.Env("HTTP_TARGETS"));

    public DateTimeOffset BootTime => Pod.Status.Conditions.Find("PodReadyToStartContainers")?.LastTransitionTime
        ?? Pod.Status.StartTime ?? Pod.Metadata.CreationTimestamp ?? DateTimeOffset.UnixEpoch;

    public static bool Is(Pod pod) => pod.Spec.Containers.Any(container => container.Image.Contains("goldpinger", StringComparison.Ordinal));

    /// <summary>When it pinged its peers last, as of now; null before the first time.</summary>
    public DateTimeOffset? LastRefresh(ClusterContext cluster)
    {
        var (now, interval) = (cluster.Clock.GetUtcNow(), cluster.Paced(RefreshInterval));
        if (interval == TimeSpan.Zero || now < BootTime)
        {
            return null;
        }

        return BootTime + (interval * Math.Floor((now - BootTime) / interval));
    }

    private static string[] Words(string? text) =>
        (text ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
