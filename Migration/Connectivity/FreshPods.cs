using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Connectivity;

/// <summary>
/// Proves that a pod which starts now gets an address and becomes Ready, on each side that has nodes: pods that run already prove nothing of the kind.
/// </summary>
internal sealed class FreshPods(IKubernetes cluster, TimeProvider time, Waiter waiter, ConnectivityRequest request)
{
    private const string Label = RecordNames.Prefix + "fresh-pod";
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(60);

    /// <summary>Who cancels is not kept waiting: what is left is deleted when the next check begins.</summary>
    private static readonly TimeSpan HastyCleanUpTime = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, (string Pod, string Node)> started = [];

    internal async Task ProveAsync(CancellationToken cancellationToken)
    {
        await DeleteAllAsync(cancellationToken);
        try
        {
            var goldpinger = await cluster.AppsV1.ReadNamespacedDaemonSetAsync(request.DaemonSet, request.Namespace, cancellationToken: cancellationToken);
            await AllReadyAsync(goldpinger, cancellationToken);
        }
        finally
        {
            // What was started must go also when the run was cancelled.
            using var bounded = new CancellationTokenSource(cancellationToken.IsCancellationRequested ? HastyCleanUpTime : CleanUpTime, time);
            await DeleteAllAsync(bounded.Token);
        }
    }

    private async Task AllReadyAsync(V1DaemonSet goldpinger, CancellationToken cancellationToken)
    {
        await waiter.ProveAsync(
            "one fresh pod on each side Ready",
            request.Timeout,
            "Existing pods may still reach each other while new ones get no address: see the events of these pods and the CNI's log on their nodes.",
            async token => Look.At([.. (await MissingAsync(goldpinger, token)).OfType<string>()]),
            cancellationToken);
    }

    private async Task<IReadOnlyList<string?>> MissingAsync(V1DaemonSet goldpinger, CancellationToken cancellationToken)
    {
        var pods = await PodsAsync(cancellationToken);
        return
        [
            await MissingAsync(request.OldNodeSelector, pods, goldpinger, cancellationToken),
            await MissingAsync(request.CiliumNodeSelector, pods, goldpinger, cancellationToken),
        ];
    }

    /// <summary>
    /// What the side lacks; null where it has its fresh pod, or no node. A pod that has ended, or whose node has gone or failed, proves nothing either way:
    /// another one is started.
    /// </summary>
    private async Task<string?> MissingAsync(string side, List<V1Pod> pods, V1DaemonSet goldpinger, CancellationToken cancellationToken)
    {
        var nodes = await cluster.NodesAsync(side, cancellationToken);
        if (nodes.Count == 0)
        {
            return null;
        }

        var ready = nodes.Where(n => n.IsReady()).ToList();
        var last = started.TryGetValue(side, out var mine) ? pods.Find(p => p.Metadata.Name == mine.Pod) : null;
        if (last is not null && !last.IsFinished() && ready.Any(n => n.Metadata.Name == mine.Node))
        {
            return last.IsReady() ? null : Describe(last);
        }

        if (ready.MinBy(n => n.Metadata.Name, StringComparer.Ordinal) is not { } node)
        {
            return $"none of the {nodes.Count} node(s) of '{side}' is Ready";
        }

        var created = await cluster.CoreV1.CreateNamespacedPodAsync(
            FreshPod.On(node, goldpinger, request, Label), request.Namespace, fieldManager: FieldManagers.Migration, cancellationToken: cancellationToken);
        started[side] = (created.Metadata.Name, node.Metadata.Name);
        return $"{created.Metadata.Name} on {node.Metadata.Name} was only just started" + (last?.IsFinished() == true ? $", as {Describe(last)}" : "");
    }

    private static string Describe(V1Pod pod) =>
        $"{pod.Metadata.Name} on {pod.Spec.NodeName ?? "no node"} is {pod.Status?.Phase ?? "unknown"}"
        + (pod.Status?.ContainerStatuses?.Select(c => c.State?.Waiting?.Reason).FirstOrDefault(why => why is not null) is { } reason ? $" ({reason})" : "")
        + (pod.Status?.PodIP is null or "" ? ", without an address" : "");

    private Task<List<V1Pod>> PodsAsync(CancellationToken cancellationToken) => cluster.PodsAsync(request.Namespace, $"{Label}=true", cancellationToken);

    private async Task DeleteAllAsync(CancellationToken cancellationToken)
    {
        foreach (var pod in await PodsAsync(cancellationToken))
        {
            await cluster.CoreV1.DeleteNamespacedPodAsync(
                pod.Metadata.Name, request.Namespace, gracePeriodSeconds: 0, cancellationToken: cancellationToken).OrNullAsync();
        }
    }
}
