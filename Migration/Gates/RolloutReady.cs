using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Sides;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Gates;

/// <summary>
/// What is expected of a rollout: also that nodes of a selector hold no pod of it, terminating ones included, and whether no pod at all will do.
/// </summary>
internal sealed record RolloutExpectation(WorkloadRef Workload, string? AbsentOnSelector, bool AllowZero, TimeSpan Timeout);

/// <summary>Waits until a workload's rollout is done.</summary>
internal sealed class RolloutReady(IKubernetes cluster, Waiter waiter)
{
    /// <summary>Answers how many pods are Ready then.</summary>
    public async Task<int> WaitAsync(RolloutExpectation expected, CancellationToken cancellationToken)
    {
        var ready = 0;
        var what = $"{expected.Workload} rolled out" + (expected.AbsentOnSelector is { } selector ? $", with no pod on nodes of '{selector}'" : "");
        await waiter.UntilAsync(what, expected.Timeout, Remedy(expected.Workload), async token =>
        {
            if (await Workload.In(cluster, expected.Workload).ReadAsync(token) is not { } workload)
            {
                return Look.WaitingFor("there is no such workload");
            }

            ready = workload.Ready;
            if (workload.Unsettled is { } unsettled)
            {
                return Look.WaitingFor(unsettled);
            }

            if (workload.Desired == 0 && !expected.AllowZero)
            {
                return Look.WaitingFor("it wants no pod at all");
            }

            return expected.AbsentOnSelector is { } absent && await PodsOnAsync(workload, absent, token) is { Count: > 0 } there
                ? Look.WaitingFor($"still there: {Short.List(there)}")
                : Look.Done;
        }, cancellationToken, token => CauseAsync(expected.Workload, token));
        return ready;
    }

    private async Task<List<string>> PodsOnAsync(Workload workload, string nodeSelector, CancellationToken cancellationToken)
    {
        var nodes = await cluster.NodeNamesAsync(nodeSelector, cancellationToken);
        if (nodes.Count == 0)
        {
            return [];
        }

        var pods = await cluster.PodsAsync(workload.Metadata.NamespaceProperty, LabelSelectors.Format(workload.Selector), cancellationToken);
        return [.. pods.Where(pod => nodes.Contains(pod.Spec.NodeName ?? "")).Select(pod => $"{pod.Metadata.Name} on {pod.Spec.NodeName}")];
    }

    private async Task<Cause?> CauseAsync(WorkloadRef reference, CancellationToken cancellationToken)
    {
        if (await Workload.In(cluster, reference).ReadAsync(cancellationToken) is not { } workload)
        {
            return null;
        }

        var pods = (await cluster.PodsAsync(reference.Namespace, LabelSelectors.Format(workload.Selector), cancellationToken))
            .Where(pod => !pod.IsReady())
            .ToList();
        var seen = pods.Count == 0 ? "" : $" (not Ready: {Short.List(pods.Select(Describe))})";
        var trouble = reference is { Kind: "DaemonSet", Namespace: CiliumNames.Namespace, Name: CiliumNames.DaemonSet }
            ? await new AgentTrouble(cluster).OfAsync([.. pods.Select(pod => pod.Spec.NodeName ?? "")], cancellationToken)
            : await LateNodes.OfAsync(cluster, pods.Select(pod => pod.Spec.NodeName), cancellationToken);
        return trouble is null ? new Cause(seen, null) : trouble with { Seen = seen + trouble.Seen };
    }

    private static string Describe(V1Pod pod) =>
        $"{pod.Metadata.Name}{(pod.Spec.NodeName is { Length: > 0 } node ? $" on {node}" : " on no node")}, {State(pod)}";

    private static string State(V1Pod pod) =>
        pod.Status?.ContainerStatuses?.Select(container => container.State?.Waiting?.Reason).FirstOrDefault(reason => reason is not null)
        ?? pod.Status?.Phase ?? "unknown";

    private static string Remedy(WorkloadRef workload) =>
        $"See `kubectl -n {workload.Namespace} describe {workload.Kind.ToLowerInvariant()} {workload.Name}`, its pods' events "
        + $"and their log (`kubectl -n {workload.Namespace} logs {workload.Kind.ToLowerInvariant()}/{workload.Name}`), then run again.";
}
