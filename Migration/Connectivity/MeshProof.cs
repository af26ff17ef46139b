using System.Text.Json;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Gates;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Connectivity;

/// <summary>
/// Proves that all goldpinger pods reach each other: read through the API server from one pod on each side, so the control plane's way to both is proved too.
/// Where each pod pings a sample of the others, all are read, and the proof says how strong it is.
/// </summary>
/// <remarks>
/// Goldpinger answers from a cache. A first reading is only what later ones are held against: a reading counts when every pair was tried again since
/// the one before. That needs no clock but goldpinger's own.
/// </remarks>
internal sealed class MeshProof(IKubernetes cluster, TimeProvider time, Waiter waiter, ConnectivityRequest request)
{
    private const string WholeMesh = "";

    /// <summary>Goldpinger waits up to a twentieth longer between two pings (JITTER_FACTOR), and then for the answer.</summary>
    private const double Round = 1.1;

    private Dictionary<string, MeshReading> before = [];
    private int passes;
    private int taken;
    private int unhealthyReadings;
    private string? lastComplaint;
    private string? seen;
    private DateTimeOffset nextReading;
    private MeshStrength? strength;

    internal async Task<ConnectivityResult> ProveAsync(CancellationToken cancellationToken)
    {
        var (expected, healthy) = (0, 0);
        await waiter.ProveAsync(
            $"the mesh of goldpinger pods healthy {request.Passes} time(s) in a row",
            request.Timeout,
            "Nothing was changed by this check; see the pairs, repair the way between them (security groups, network ACLs, routes), and run again.",
            async token =>
            {
                var (look, pods, pairs) = await LookAsync(token);
                (expected, healthy) = (pods, pairs);
                return look;
            },
            cancellationToken,
            async token => Unsteady() ?? await LateNodes.OfAsync(cluster, await UnservedAsync(token), token));

        return new ConnectivityResult(expected, healthy, 0) { Strength = $"{strength}" };
    }

    private async Task<(Look Look, int Pods, int Pairs)> LookAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < nextReading)
        {
            return (Look.WaitingFor(seen ?? $"{passes} healthy reading(s); the pods have not all tried each other again yet"), 0, 0);
        }

        var (pods, missing) = await MeshPods.ReadAsync(cluster, request, cancellationToken);
        if (pods is null)
        {
            return (StartOver(missing), 0, 0);
        }

        Dictionary<string, MeshReading> readings;
        try
        {
            readings = pods.IsSampled ? await SampleAsync(pods, cancellationToken) : await ObserveAsync(pods, cancellationToken);
        }
        catch (UnreachedPodException unreached)
        {
            var side = pods.CiliumNodes.Contains(pods.NodeOf[unreached.Pod]) ? "cilium" : request.Source.Side;
            return (StartOver($"the API server does not reach {unreached.Pod} on {pods.NodeOf[unreached.Pod]} ({side}): {unreached.Message}"), 0, 0);
        }

        taken++;
        if (readings.Values.FirstOrDefault(reading => !reading.IsHealthy) is { } unhealthy)
        {
            unhealthyReadings++;
            lastComplaint = MeshComplaint.Of(unhealthy, pods);
            return (StartOver(lastComplaint), 0, 0);
        }

        var reading = readings.Values.First();
        strength = MeshStrength.Of(reading, pods);
        return strength.Missing.Count > 0 ? (StartOver(Short.List(strength.Missing)), 0, 0) : (Count(readings), pods.NodeOf.Count, reading.Tried);
    }

    /// <summary>What one pod on each side knows of all.</summary>
    private async Task<Dictionary<string, MeshReading>> ObserveAsync(MeshPods pods, CancellationToken cancellationToken)
    {
        var readings = new Dictionary<string, MeshReading>();
        foreach (var (_, pod) in pods.Observers)
        {
            try
            {
                readings[pod] = MeshReading.Of(
                    await GoldpingersAsync(CheckAllReport.ReadAsync(cluster, request, pod, cancellationToken), $"Pod {request.Namespace}/{pod}", "/check_all"),
                    pods.Names);
            }
            catch (HttpOperationException refused)
            {
                throw new UnreachedPodException(pod, refused);
            }
        }

        return readings;
    }

    /// <summary>What all pods know of some. It costs a call for each, so they are given the time to try again all that they try.</summary>
    private async Task<Dictionary<string, MeshReading>> SampleAsync(MeshPods pods, CancellationToken cancellationToken)
    {
        nextReading = time.GetUtcNow() + (pods.Sampling.Refresh * Round);
        var report = await GoldpingersAsync(
            CheckAllReport.GatherAsync(cluster, request, [.. pods.Names], cancellationToken), $"A pod of namespace {request.Namespace}", "/check");
        return new Dictionary<string, MeshReading> { [WholeMesh] = MeshReading.OfSample(report, pods.Names) };
    }

    private async Task<IEnumerable<string?>> UnservedAsync(CancellationToken cancellationToken) =>
        (await cluster.PodsAsync(request.Namespace, request.Selector, cancellationToken)).Where(pod => !pod.IsReady()).Select(pod => pod.Spec.NodeName);

    /// <summary>Pods that reach each other only now and then may be seen at a good moment at the end.</summary>
    private Cause? Unsteady() => lastComplaint is null || unhealthyReadings == taken ? null : new Cause(
        $". {unhealthyReadings} of {taken} readings were unhealthy{(seen == lastComplaint ? "" : $", the last of these: {lastComplaint}")}",
        "Pods that reach each other only now and then point to lost packets, a full connection table, or one of several interfaces or routes: "
        + "follow the pairs named here, and run again. Nothing was changed by this check.");

    private Look Count(Dictionary<string, MeshReading> readings)
    {
        seen = null;
        if (before.Count == 0 || readings.Keys.Any(pod => !before.ContainsKey(pod)))
        {
            before = readings;
            return Look.WaitingFor("one healthy reading, to be held against the next");
        }

        if (readings.Any(reading => !reading.Value.IsNewerThan(before[reading.Key])))
        {
            return Look.WaitingFor($"{passes} healthy reading(s); the pods have not all tried each other again yet");
        }

        before = readings;
        return ++passes >= request.Passes ? Look.Done : Look.WaitingFor($"{passes} healthy reading(s)");
    }

    private Look StartOver(string missing)
    {
        before = [];
        passes = 0;
        seen = missing;
        return Look.WaitingFor(missing);
    }

    private async Task<CheckAllReport> GoldpingersAsync(Task<CheckAllReport> answer, string who, string path)
    {
        try
        {
            return await answer;
        }
        catch (JsonException unreadable)
        {
            throw new GateFailedException(
                $"{who} answers {path} on port {request.Port} with something that is not goldpinger's report: {unreadable.Message}", unreadable);
        }
    }
}
