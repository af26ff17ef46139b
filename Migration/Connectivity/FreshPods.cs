using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Nodes;
using CniMigration.Migration.Records;
using CniMigration.Migration.State;
using CniMigration.Migration.Waiting;
using k8s;
using k8s.Models;

namespace CniMigration.Migration.Connectivity;

/// <summary>Proves that a pod which starts now gets an address and becomes Ready, on each side that has nodes: pods that run already prove nothing of the kind.</summary>
internal sealed class FreshPods(IKubernetes cluster, TimeProvider time, Waiter waiter, ConnectivityRequest request)
{
    private const string Label = RecordNames.Prefix + "fresh-pod";
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(60);

    /// <summary>Who cancels is not kept waiting: what is left is deleted when the next check begins.</summary>
    private static readonly TimeSpan HastyCleanUpTime = TimeSpan.FromSeconds(2);

    internal async Task ProveAsync(CancellationToken ct)
    {
        await DeleteAllAsync(ct);
        try
        {
            var daemons = await cluster.AppsV1.ReadNamespacedDaemonSetAsync(request.DaemonSet, request.Namespace, cancellationToken: ct);
            foreach (var selector in new[] { request.OldNodeSelector, request.CiliumNodeSelector })
            {
                if ((await cluster.NodesAsync(selector, ct)).Where(n => n.IsReady()).MinBy(n => n.Metadata.Name) is { } node)
                {
                    await cluster.CoreV1.CreateNamespacedPodAsync(
                        FreshPod.On(node, daemons, request, Label), request.Namespace, fieldManager: RecordNames.FieldManager, cancellationToken: ct);
                }
            }

            await AllReadyAsync(ct);
        }
        finally
        {
            // What was started must go also when the run was cancelled.
            using var bounded = new CancellationTokenSource(ct.IsCancellationRequested ? HastyCleanUpTime : CleanUpTime, time);
            await DeleteAllAsync(bounded.Token);
        }
    }

    private async Task AllReadyAsync(CancellationToken ct)
    {
        try
        {
            await waiter.UntilAsync(
                "one fresh pod on each side Ready",
                request.Timeout,
                "Existing pods may still reach each other while new ones get no address: see the events of these pods and the CNI's log on their nodes.",
                async token => Look.At([.. (await PodsAsync(token)).Where(p => !p.IsReady()).Select(Describe)]),
                ct);
        }
        catch (WaitTimedOutException late)
        {
            throw new GateFailedException(late.Message, late);
        }
    }

    private static string Describe(V1Pod pod) =>
        $"{pod.Metadata.Name} on {pod.Spec.NodeName ?? "no node"} is {pod.Status?.Phase ?? "unknown"}"
        + (pod.Status?.ContainerStatuses?.Select(c => c.State?.Waiting?.Reason).FirstOrDefault(reason => reason is not null) is { } reason ? $" ({reason})" : "")
        + (pod.Status?.PodIP is null or "" ? ", without an address" : "");

    private Task<List<V1Pod>> PodsAsync(CancellationToken ct) => cluster.PodsAsync(request.Namespace, $"{Label}=true", ct);

    private async Task DeleteAllAsync(CancellationToken ct)
    {
        foreach (var pod in await PodsAsync(ct))
        {
            await cluster.CoreV1.DeleteNamespacedPodAsync(pod.Metadata.Name, request.Namespace, gracePeriodSeconds: 0, cancellationToken: ct).OrNullAsync();
        }
    }
}
