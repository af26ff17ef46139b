using System.Globalization;
using System.Text;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Nodes.Goldpinger;

/// <summary>What answers behind the API server's pod proxy. Of all programs here only goldpinger speaks HTTP.</summary>
internal sealed class ClusterPodNetwork : IPodDialer
{
    private volatile Wiring? wiring;

    /// <summary>What runs in goldpinger's pods.</summary>
    public GoldpingerProgram Goldpinger { get; } = new();

    public void Attach(ClusterContext cluster, NodeNetworks networks)
    {
        var reachability = new Reachability(cluster, networks);
        wiring = new Wiring(cluster, reachability, new GoldpingerMesh(cluster, reachability, new ProbeTargets(cluster, reachability), Goldpinger));
    }

    public Task<PodResponse> SendAsync(PodCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var address = call.Pod.As<Pod>().Status.PodIP;
        var pod = wiring?.Cluster.Cache.Pods.Find(call.Pod.Key) is { } present && present.Uid == call.Pod.Uid ? present : null;
        var listener = Listener(pod, address, call.Port);
        return Task.FromResult(Answer(wiring!.Cluster, wiring.Mesh, listener, call));
    }

    /// <inheritdoc/>
    public ApiObject Dial(string address, int port)
    {
        var candidates = wiring?.Cluster.Cache.Pods.All().Where(pod => pod.Status.PodIP == address && !pod.IsFinished) ?? [];
        return Listener(candidates.OrderBy(pod => pod.Spec.HostNetwork).ThenBy(pod => pod.IsDeleting).FirstOrDefault(), address, port).Pod.Source;
    }

    private GoldpingerPod Listener(Pod? pod, string address, int port)
    {
        if (wiring is not { } wired || pod is null || !wired.Reachability.ControlPlaneReaches(pod, new Traffic(port)))
        {
            throw new PodUnreachableException($"dial tcp {address}:{port}: i/o timeout");
        }

        return pod.Status.Phase == "Running" && GoldpingerPod.Is(pod) && Goldpinger.Answers(pod)
            && GoldpingerPod.Of(pod) is var listener && listener.Port == port
            ? listener
            : throw new PodUnreachableException($"dial tcp {address}:{port}: connect: connection refused");
    }

    private static PodResponse Answer(ClusterContext cluster, GoldpingerMesh mesh, GoldpingerPod asked, PodCall call)
    {
        if (call.Method is not ("GET" or "HEAD"))
        {
            return PodResponse.Text(405, $"method {call.Method} is not allowed, but [GET] are\n");
        }

        switch (call.Path.TrimEnd('/'))
        {
            case "/ping":
                return Json(200, new JsonObject { ["boot_time"] = GoldpingerMesh.Timestamp(asked.BootTime) });
            case "/check":
                return Json(200, mesh.Check(asked));
            case "/check_all":
                return Json(200, mesh.CheckAll(asked));
            case "/cluster_health":
                var (health, healthy) = mesh.ClusterHealth(asked);
                return Json(healthy ? 200 : 418, health);
            case "/healthz":
                return Json(200, new JsonObject
                {
                    ["OK"] = true,
                    ["duration-ns"] = 1000,
                    ["generated-at"] = GoldpingerMesh.Timestamp(cluster.Clock.GetUtcNow()),
                });
            case "/metrics":
                return Metrics(mesh, asked);
            default:
                return PodResponse.Text(404, "404 page not found\n");
        }
    }

    private static PodResponse Metrics(GoldpingerMesh mesh, GoldpingerPod asked)
    {
        var (healthy, unhealthy) = mesh.Count(asked);
        var instance = asked.Pod.Spec.NodeName;
        return PodResponse.Text(200, string.Create(CultureInfo.InvariantCulture, $$"""
            # HELP goldpinger_nodes_health_total Number of nodes seen as healthy/unhealthy from this instance's POV
            # TYPE goldpinger_nodes_health_total gauge
            goldpinger_nodes_health_total{goldpinger_instance="{{instance}}",status="healthy"} {{healthy}}
            goldpinger_nodes_health_total{goldpinger_instance="{{instance}}",status="unhealthy"} {{unhealthy}}
            # HELP goldpinger_cluster_health_total 1 if all check pass, 0 otherwise
            # TYPE goldpinger_cluster_health_total gauge
            goldpinger_cluster_health_total{goldpinger_instance="{{instance}}"} {{(unhealthy == 0 ? 1 : 0)}}

            """));
    }

    private static PodResponse Json(int status, JsonObject body) => new(status, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString()));

    private sealed record Wiring(ClusterContext Cluster, Reachability Reachability, GoldpingerMesh Mesh);
}
