using System.Globalization;
using System.Runtime.CompilerServices;
using CniMigration.Kubernetes.Api.Selectors;

namespace CniMigration.Simulator.Nodes.Goldpinger;

/// <summary>What a goldpinger pod is told by its environment (bloomberg/goldpinger, pkg/goldpinger/config.go).</summary>
internal sealed class GoldpingerPod
{
    private const int DefaultRefresh = 30;
    private static readonly ConditionalWeakTable<Pod, GoldpingerPod> Known = [];

    private GoldpingerPod(Pod pod)
    {
        Pod = pod;
        Selector = LabelQuery.Parse(pod.Env("LABEL_SELECTOR") ?? "app=goldpinger");
        RefreshInterval = TimeSpan.FromSeconds(Number("REFRESH_INTERVAL", DefaultRefresh));
        Port = Number("PORT", 8080);
        PingNumber = Number("PING_NUMBER", 0);
        CheckTimeout = Span("CHECK_TIMEOUT", TimeSpan.FromSeconds(1));
        CheckAllTimeout = Span("CHECK_ALL_TIMEOUT", TimeSpan.FromSeconds(5));
        HostsToResolve = Words("HOSTS_TO_RESOLVE");
        TcpTargets = Words("TCP_TARGETS");
        HttpTargets = Words("HTTP_TARGETS");
        NameHash = PeerChoice.Hash(pod.Name);
        BootTime = pod.Status.Conditions.Find("PodReadyToStartContainers")?.LastTransitionTime
            ?? pod.Status.StartTime ?? pod.Metadata.CreationTimestamp ?? DateTimeOffset.UnixEpoch;
        MemoryLimit = pod.Spec.Containers.Select(container => container.Resources.Limits.TryGetValue("memory", out var limit) ? limit.Milli / 1000 : 0).Max();
    }

    public Pod Pod { get; }

    public string Name => Pod.Name;

    public LabelQuery Selector { get; }

    /// <summary>0: it never asks its peers.</summary>
    public TimeSpan RefreshInterval { get; }

    public int Port { get; }

    /// <summary>How many peers it pings; 0 for all of them.</summary>
    public int PingNumber { get; }

    /// <summary>How long it waits for a peer's <c>/check</c>.</summary>
    public TimeSpan CheckTimeout { get; }

    /// <summary>How long it waits for all of them.</summary>
    public TimeSpan CheckAllTimeout { get; }

    public IReadOnlyList<string> HostsToResolve { get; }

    public IReadOnlyList<string> TcpTargets { get; }

    public IReadOnlyList<string> HttpTargets { get; }

    public ulong NameHash { get; }

    public DateTimeOffset BootTime { get; }

    /// <summary>In bytes; 0 for none.</summary>
    public Int128 MemoryLimit { get; }

    /// <summary>What is known of a pod; a pod that has changed is another object, and read anew.</summary>
    public static GoldpingerPod Of(Pod pod) => Known.GetValue(pod, static present => new GoldpingerPod(present));

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

    private int Number(string name, int otherwise) =>
        Pod.Env(name) is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>As Go writes it, in whole milliseconds or seconds.</summary>
    private TimeSpan Span(string name, TimeSpan otherwise) => Pod.Env(name) switch
    {
        null or "" => otherwise,
        var text when text.EndsWith("ms", StringComparison.Ordinal) => TimeSpan.FromMilliseconds(int.Parse(text.AsSpan(..^2), CultureInfo.InvariantCulture)),
        var text => TimeSpan.FromSeconds(int.Parse(text.AsSpan().TrimEnd('s'), CultureInfo.InvariantCulture)),
    };

    private string[] Words(string name) =>
        (Pod.Env(name) ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
