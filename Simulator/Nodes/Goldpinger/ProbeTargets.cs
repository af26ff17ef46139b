using System.Globalization;
using System.Net;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Nodes.Goldpinger;

/// <summary>Goldpinger's extra targets: names, TCP ports and URLs, inside the cluster and outside.</summary>
internal sealed class ProbeTargets(ClusterContext cluster, Reachability reachability)
{
    public IEnumerable<(string Target, JsonObject Result)> Probe(GoldpingerPod asked)
    {
        foreach (var host in asked.HostsToResolve)
        {
            yield return (host, Result("dns", ResolveProblem(asked.Pod, host)));
        }

        foreach (var target in asked.TcpTargets)
        {
            yield return (target, Result("tcp", ConnectProblem(asked.Pod, target)));
        }

        foreach (var target in asked.HttpTargets)
        {
            var url = new Uri(target);
            yield return (target, Result("http", ConnectProblem(asked.Pod, $"{url.Host}:{url.Port}")));
        }
    }

    private static JsonObject Result(string protocol, string? problem)
    {
        var result = new JsonObject { ["protocol"] = protocol, ["response-time-ms"] = 1 };
        if (problem is not null)
        {
            result["error"] = problem;
        }

        return result;
    }

    private string? ConnectProblem(Pod from, string target)
    {
        var colon = target.LastIndexOf(':');
        var (host, port) = (target[..colon], int.Parse(target.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture));
        if (!IPAddress.TryParse(host, out _) && ResolveProblem(from, host) is { } problem)
        {
            return $"dial tcp: {problem}";
        }

        return Service(host) is not { } service || Serves(from, service, port) ? null : $"dial tcp {target}: i/o timeout";
    }

    /// <summary>A lookup goes to one of the DNS pods that are ready, another one at each refresh.</summary>
    private string? ResolveProblem(Pod from, string host)
    {
        var servers = cluster.Cache.PodsByNamespace["kube-system"]
            .Where(pod => pod.IsReady && pod.IsActive && pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "kube-dns")
            .OrderBy(pod => pod.Name, StringComparer.Ordinal).ToList();
        var refresh = GoldpingerPod.Of(from).LastRefresh(cluster)?.ToUnixTimeSeconds() ?? 0;
        if (servers.Count == 0 || !reachability.Connects(from, servers[(int)(refresh % servers.Count)], new Traffic(53, "UDP")))
        {
            return $"lookup {host} on 10.100.0.10:53: read udp {from.Status.PodIP}:41022->10.100.0.10:53: i/o timeout";
        }

        return ServiceName(host) is not null && Service(host) is null ? $"lookup {host} on 10.100.0.10:53: no such host" : null;
    }

    private bool Serves(Pod from, Service service, int port)
    {
        if (!service.Spec.Ports.Any(candidate => candidate.Port == port))
        {
            return false;
        }

        // The API server's own service has no selector, and the control plane is always there.
        return service.Spec.Selector.Count == 0 || cluster.Cache.PodsByNamespace[service.Namespace].Any(pod =>
            pod.IsReady && pod.IsActive && service.Spec.Selector.All(label => pod.Metadata.Labels.GetValueOrDefault(label.Key) == label.Value)
            && reachability.Connects(from, pod, new Traffic(TargetPort(service, port, pod))));
    }

    private static int TargetPort(Service service, int port, Pod pod)
    {
        var target = service.Spec.Ports.First(candidate => candidate.Port == port).TargetPort ?? port;
        return target.Text is { } name
            ? pod.Spec.Containers.SelectMany(container => container.Ports).FirstOrDefault(declared => declared.Name == name)?.Number ?? port
            : target.Number;
    }

    private Service? Service(string host) => ServiceName(host) is var (name, @namespace)
        ? cluster.Cache.Services.Find(@namespace, name)
        : cluster.Cache.Services.All().FirstOrDefault(service => service.Spec.ClusterIP == host);

    /// <summary>The service that <c>name.namespace.svc</c> or <c>name.namespace.svc.cluster.local</c> names.</summary>
    private static (string Name, string Namespace)? ServiceName(string host)
    {
        var parts = host.TrimEnd('.').Split('.');
        return parts.Length >= 3 && parts[2] == "svc" ? (parts[0], parts[1]) : null;
    }
}
