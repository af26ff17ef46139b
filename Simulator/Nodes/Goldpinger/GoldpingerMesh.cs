using System.Globalization;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Nodes.Goldpinger;

/// <summary>
/// What goldpinger pods see of each other. Nobody pings in the background: a result is worked out when it is asked for, as of the last refresh.
/// </summary>
internal sealed class GoldpingerMesh(ClusterContext cluster, Reachability reachability, ProbeTargets probes, GoldpingerProgram program)
{
    /// <summary>Everything that the asked pod pings, and what each of them answers to <c>/check</c>.</summary>
    /// <exception cref="PodUnreachableException">It was killed over the answer.</exception>
    public JsonObject CheckAll(GoldpingerPod asked)
    {
        var targets = Targets(asked);
        var pings = targets.Sum(target => (long)(target.PingNumber > 0 ? Math.Min(target.PingNumber, targets.Count) : targets.Count));
        if (AnswerCost.DoesNotFit(asked, pings))
        {
            program.Kill(asked.Pod);
            throw new PodUnreachableException("EOF");
        }

        var inTime = AnswerCost.ReadInTime(asked, targets.Count, pings);
        var hosts = new JsonArray();
        var responses = new JsonObject();
        var probeResults = new JsonObject();
        foreach (var target in targets)
        {
            var status = target.Pod.Status;
            hosts.Add((JsonNode)new JsonObject { ["podName"] = target.Name, ["hostIP"] = status.HostIP, ["podIP"] = status.PodIP });
            var response = new JsonObject { ["HostIP"] = status.HostIP, ["PodIP"] = status.PodIP };
            responses[target.Name] = response;
            if (!Answers(asked.Pod, target) || inTime-- <= 0)
            {
                response["OK"] = false;
                response["error"] = Timeout(target.Pod, "/check");
                continue;
            }

            var check = Check(target);
            CollectProbes(probeResults, target.Name, (JsonObject)check["probeResults"]!);
            response["OK"] = true;
            response["response"] = check;
        }

        return new JsonObject { ["hosts"] = hosts, ["probeResults"] = probeResults, ["responses"] = responses };
    }

    /// <summary>What a pod found at its last refresh.</summary>
    public JsonObject Check(GoldpingerPod asked)
    {
        var results = new JsonObject();
        var probeResults = new JsonObject();
        if (asked.LastRefresh(cluster) is { } refreshed)
        {
            foreach (var target in Targets(asked).Where(target => target.BootTime <= refreshed))
            {
                results[target.Name] = Ping(asked.Pod, target, refreshed);
            }

            foreach (var (target, result) in probes.Probe(asked))
            {
                probeResults[target] = new JsonArray(result);
            }
        }

        return new JsonObject { ["podResults"] = results, ["probeResults"] = probeResults };
    }

    public (JsonObject Body, bool Healthy) ClusterHealth(GoldpingerPod asked)
    {
        // As the real one: it counts who answers, and wants each of them to ping whom it pings itself, which no sample does.
        var targets = Targets(asked);
        var answers = targets.ToLookup(target => Answers(asked.Pod, target), target => target.Pod.Status.HostIP);
        var healthy = !answers[false].Any() && (asked.PingNumber == 0 || targets.All(target => Targets(target).SequenceEqual(targets)));
        return (new JsonObject
        {
            ["OK"] = healthy,
            ["duration-ns"] = 2_000_000,
            ["generated-at"] = Timestamp(cluster.Clock.GetUtcNow()),
            ["nodesHealthy"] = Texts(answers[true].Distinct()),
            ["nodesTotal"] = answers.SelectMany(group => group).Distinct().Count(),
            ["nodesUnhealthy"] = Texts(answers[false].Distinct()),
        }, healthy);
    }

    public (int Healthy, int Unhealthy) Count(GoldpingerPod asked)
    {
        var results = ((JsonObject)Check(asked)["podResults"]!).Select(result => (bool)result.Value!["OK"]!).ToList();
        return (results.Count(ok => ok), results.Count(ok => !ok));
    }

    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private JsonObject Ping(Pod from, GoldpingerPod target, DateTimeOffset at)
    {
        var to = target.Pod;
        var ok = Answers(from, target) && !Flaps(from, to, at);
        var result = new JsonObject
        {
            ["OK"] = ok,
            ["HostIP"] = to.Status.HostIP,
            ["PodIP"] = to.Status.PodIP,
            ["PingTime"] = Timestamp(at),
            ["status-code"] = ok ? 200 : 504,
        };
        if (ok)
        {
            result["response"] = new JsonObject { ["boot_time"] = Timestamp(target.BootTime) };
            result["response-time-ms"] = from.Spec.NodeName == to.Spec.NodeName ? 1 : 2;
        }
        else
        {
            result["error"] = Timeout(to, "/ping");
        }

        return result;
    }

    private bool Answers(Pod from, GoldpingerPod to) =>
        GoldpingerPod.Is(to.Pod) && program.Answers(to.Pod) && reachability.Connects(from, to.Pod, new Traffic(to.Port));

    // Ten seconds of every fifty are good: single readings pass, several in a row do not.
    private bool Flaps(Pod from, Pod to, DateTimeOffset at) => at.ToUnixTimeSeconds() % 50 >= 10
        && reachability.GivenBy(from) is { } sender && reachability.GivenBy(to) is { } receiver && sender != receiver
        && cluster.Faults.Hits(FaultCatalogue.GateFlaps, $"{from.Spec.NodeName} {to.Spec.NodeName}");

    /// <summary>Whom a pod pings: what its selector finds, or as many of these as it is told to.</summary>
    private List<GoldpingerPod> Targets(GoldpingerPod asked)
    {
        var all = cluster.Cache.PodsByNamespace[asked.Pod.Namespace]
            .Where(pod => pod.Status.Phase == "Running" && pod.Status.PodIP.Length > 0 && asked.Selector.Matches(pod.Metadata.Labels))
            .OrderBy(pod => pod.Name, StringComparer.Ordinal)
            .Select(GoldpingerPod.Of)
            .ToList();
        return PeerChoice.Of(asked.Name, all, asked.PingNumber);
    }

    private static void CollectProbes(JsonObject all, string podName, JsonObject ofPod)
    {
        foreach (var (target, result) in ofPod)
        {
            all[target] ??= new JsonObject();
            all[target]![podName] = result!.DeepClone();
        }
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static string Timeout(Pod target, string path) =>
        $"Get \"http://{target.Status.PodIP}:8080{path}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
}
