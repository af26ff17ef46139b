using System.Text.Json;
using CniMigration.Migration.Clusters;

namespace CniMigration.Migration.Connectivity;

/// <summary>
/// One reading of goldpinger's /check_all from one pod on each side, held against those of its pods that have been Ready for a while: the others may
/// be on the move themselves, and pings are only as fresh as goldpinger's last round. The gate at the end of a stage asks for more.
/// </summary>
internal sealed class MeshSample(IKubernetes cluster, TimeProvider time, MeshRequest request) : IConnectivitySample
{
    /// <summary>As long as two of goldpinger's default rounds of pings, and no less than two of its rounds.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(60);

    private int taken;

    /// <inheritdoc />
    public async Task<string?> ComplaintAsync(CancellationToken cancellationToken)
    {
        var pods = await cluster.PodsAsync(request.Namespace, request.Selector, cancellationToken);
        var sampling = MeshSampling.Of(pods);
        var nodeOf = pods.Where(pod => IsSettled(pod, sampling.Refresh * 2)).ToDictionary(p => p.Metadata.Name, p => p.Spec.NodeName);
        var cilium = await cluster.NodeNamesAsync(request.CiliumNodeSelector, cancellationToken);
        var old = await cluster.NodeNamesAsync(request.OldNodeSelector, cancellationToken);
        var mesh = new MeshPods(nodeOf, [], cilium) { Sampling = sampling };
        var observers = new[] { (Name: request.Source.Side, Nodes: old), (Name: "cilium", Nodes: cilium) }
            .Select(side => (Side: side.Name, Pod: Observer(mesh, side.Nodes)))
            .Where(observer => observer.Pod is not null)
            .Select(observer => (observer.Side, Pod: observer.Pod!))
            .ToList();
        taken++;
        foreach (var (side, pod) in observers)
        {
            if (await ComplaintAsync(side, pod, mesh with { Observers = observers }, cancellationToken) is { } complaint)
            {
                return complaint;
            }
        }

        return null;
    }

    private async Task<string?> ComplaintAsync(string side, string pod, MeshPods pods, CancellationToken cancellationToken)
    {
        try
        {
            var report = await CheckAllReport.ReadAsync(cluster, request, pod, cancellationToken);
            var reading = pods.IsSampled ? MeshReading.OfSample(report, pods.Names) : MeshReading.Of(report, pods.Names);
            return reading.FailingPairs.Count == 0 ? null : MeshComplaint.Of(reading, pods);
        }
        catch (HttpOperationException refused)
        {
            return $"the API server does not reach {pod} on {pods.NodeOf[pod]} ({side}): {refused.Reason()}";
        }
        catch (JsonException unreadable)
        {
            return $"{pod} on {pods.NodeOf[pod]} answers /check_all with something that is not goldpinger's report: {unreadable.Message}";
        }
    }

    /// <summary>Each side is read from one pod; where that one sees a sample, from another one each time.</summary>
    private string? Observer(MeshPods mesh, HashSet<string> nodes)
    {
        var there = mesh.NodeOf.Where(p => nodes.Contains(p.Value)).Select(p => p.Key).Order(StringComparer.Ordinal).ToList();
        return there.Count == 0 ? null : there[mesh.IsSampled ? taken % there.Count : 0];
    }

    private bool IsSettled(V1Pod pod, TimeSpan rounds) => !pod.IsTerminating() && !pod.IsFinished()
        && pod.Status?.Conditions?.FirstOrDefault(c => c is { Type: "Ready", Status: "True" }) is { LastTransitionTime: { } since }
        && time.GetUtcNow() - since > (rounds > Settled ? rounds : Settled);
}
