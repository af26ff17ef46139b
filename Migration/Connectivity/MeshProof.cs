using System.Text.Json;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Gates;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Connectivity;

/// <summary>
/// Proves that all goldpinger pods reach each other: read through the API server from one pod on each side, so the control plane's way to both is proved too.
/// </summary>
/// <remarks>
/// Goldpinger answers from a cache. A first reading is only what later ones are held against: a reading counts when every pair was tried again since
/// the one before. That needs no clock but goldpinger's own.
/// </remarks>
internal sealed class MeshProof(IKubernetes cluster, Waiter waiter, ConnectivityRequest request)
{
    private Dictionary<string, MeshReading> before = [];
    private int passes;
    private int taken;
    private int unhealthyReadings;
    private string? lastComplaint;
    private string? seen;

    internal async Task<ConnectivityResult> ProveAsync(CancellationToken cancellationToken)
    {
        var expected = 0;
        await waiter.ProveAsync(
            $"the mesh of goldpinger pods healthy {request.Passes} time(s) in a row",
            request.Timeout,
            "Nothing was changed by this check; see the pairs, repair the way between them (security groups, network ACLs, routes), and run again.",
            async token =>
            {
                var (look, pods) = await LookAsync(token);
                expected = pods;
                return look;
            },
            cancellationToken,
            async token => Unsteady() ?? await LateNodes.OfAsync(cluster, await UnservedAsync(token), token));

        return new ConnectivityResult(expected, expected * expected, 0);
    }

    private async Task<(Look Look, int Pods)> LookAsync(CancellationToken cancellationToken)
    {
        var (pods, missing) = await MeshPods.ReadAsync(cluster, request, cancellationToken);
        if (pods is null)
        {
            return (StartOver(missing), 0);
        }

        var readings = new Dictionary<string, MeshReading>();
        foreach (var (side, pod) in pods.Observers)
        {
            try
            {
                readings[pod] = MeshReading.Of(await CheckAllAsync(pod, cancellationToken), pods.Names);
            }
            catch (HttpOperationException refused)
            {
                return (StartOver($"the API server does not reach {pod} on {pods.NodeOf[pod]} ({side}): {refused.Reason()}"), 0);
            }
        }

        taken++;
        if (readings.Values.FirstOrDefault(reading => !reading.IsHealthy) is { } unhealthy)
        {
            unhealthyReadings++;
            lastComplaint = MeshComplaint.Of(unhealthy, pods);
            return (StartOver(lastComplaint), 0);
        }

        return (Count(readings), pods.NodeOf.Count);
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

    private async Task<CheckAllReport> CheckAllAsync(string pod, CancellationToken cancellationToken)
    {
        try
        {
            return await CheckAllReport.ReadAsync(cluster, request, pod, cancellationToken);
        }
        catch (JsonException unreadable)
        {
            throw new GateFailedException(
                $"Pod {request.Namespace}/{pod} answers /check_all on port {request.Port} with something that is not goldpinger's report: "
                + unreadable.Message,
                unreadable);
        }
    }
}
