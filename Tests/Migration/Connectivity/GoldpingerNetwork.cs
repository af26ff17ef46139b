using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Migration.Connectivity;
using CniMigration.Tests.Migration.Clusters;
using k8s.Models;

namespace CniMigration.Tests.Migration.Connectivity;

/// <summary>Answers /check_all for every goldpinger pod of a cluster, with the failures that a test asks for.</summary>
internal sealed class GoldpingerNetwork : IPodNetwork
{
    /// <summary>What looks for it where the tests put it.</summary>
    public static readonly ConnectivityRequest Request = new()
    {
        Namespace = "goldpinger",
        Selector = "mesh=true",
        DaemonSet = "goldpinger",
        Deployment = "goldpinger-deploy",
        OldNodeSelector = "side=old",
        CiliumNodeSelector = "side=cilium",
        Timeout = TimeSpan.FromSeconds(60),
    };

    public TestCluster? Cluster { get; set; }

    /// <summary>Whom a pod asks: all, or fewer.</summary>
    public Func<IReadOnlyList<V1Pod>, V1Pod, IReadOnlyList<V1Pod>> Peers { get; set; } = (pods, _) => pods;

    /// <summary>The error of one pod's ping of another, or null when it succeeds.</summary>
    public Func<V1Pod, V1Pod, string?> Ping { get; set; } = (_, _) => null;

    /// <summary>The error of a pod's DNS probe, or null when it succeeds.</summary>
    public Func<V1Pod, string?> Probe { get; set; } = _ => null;

    /// <summary>Whether the control plane reaches a node's pods.</summary>
    public Func<string, bool> Reaches { get; set; } = _ => true;

    /// <summary>Whether the pods still try each other.</summary>
    public bool Frozen { get; set; }

    public async Task<PodResponse> SendAsync(PodCall call, CancellationToken cancellationToken)
    {
        var pods = (await Cluster!.PodsAsync()).Where(p => p.Metadata.Labels?.ContainsKey("mesh") == true && p.Status?.PodIP is not null).ToList();
        var asked = pods.Single(p => p.Metadata.Uid == call.Pod.Uid);
        if (!Reaches(asked.Spec.NodeName))
        {
            throw new PodUnreachableException($"dial tcp {asked.Status.PodIP}:{call.Port}: i/o timeout");
        }

        return (call.Path, call.Port) switch
        {
            ("/check_all", 8080) => PodResponse.Json(Report(Peers(pods, asked), pods).ToJsonString()),
            ("/check", 8080) => PodResponse.Json(Check(asked, pods).ToJsonString()),
            _ => PodResponse.Text(404, "not found"),
        };
    }

    private JsonObject Report(IReadOnlyList<V1Pod> asked, IReadOnlyList<V1Pod> pods) => new()
    {
        ["hosts"] = new JsonArray([.. asked.Select(p => new JsonObject { ["podName"] = p.Metadata.Name, ["podIP"] = p.Status.PodIP })]),
        ["responses"] = Map(asked, from => new JsonObject { ["OK"] = true, ["response"] = Check(from, pods) }),
    };

    private JsonObject Check(V1Pod from, IReadOnlyList<V1Pod> pods) => new()
    {
        ["podResults"] = Map(Peers(pods, from), to => Result(from, to)),
        ["probeResults"] = new JsonObject { ["kubernetes.default"] = new JsonArray(new JsonObject { ["protocol"] = "dns", ["error"] = Probe(from) }) },
    };

    private JsonObject Result(V1Pod from, V1Pod to)
    {
        var at = Frozen ? DateTimeOffset.UnixEpoch : Cluster!.Time.GetUtcNow();
        var result = new JsonObject { ["OK"] = true, ["PingTime"] = at.ToString("O"), ["status-code"] = 200 };
        if (Ping(from, to) is { } error)
        {
            result["OK"] = false;
            result["error"] = error;
        }

        return result;
    }

    private static JsonObject Map(IEnumerable<V1Pod> pods, Func<V1Pod, JsonObject> value) =>
        new(pods.Select(pod => KeyValuePair.Create(pod.Metadata.Name, (JsonNode?)value(pod))));
}
