using CniMigration.Migration.State;
using CniMigration.Migration.Waiting;
using CniMigration.Migration.Workloads.Planning;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>The waits that follow an eviction or a restart: old pods gone, new ones Ready.</summary>
internal static class PodWaits
{
    /// <summary>Waits until the pods are gone, as long as the longest grace period among them and the bound after it.</summary>
    internal static async Task GoneAsync(this MoveContext context, string whose, IReadOnlyCollection<PodRef> pods, CancellationToken cancellationToken)
    {
        var uids = pods.Select(p => p.Uid).ToHashSet();
        var grace = (await context.View.PodsAsync(cancellationToken))
            .Where(p => uids.Contains(p.Metadata.Uid))
            .Max(p => p.Metadata.DeletionGracePeriodSeconds ?? p.Spec?.TerminationGracePeriodSeconds) ?? 30;
        await context.Wait.UntilAsync(
            $"{pods.Count} pod(s) of {whose} gone",
            TimeSpan.FromSeconds(grace) + context.Request.TerminationTimeout,
            "See why they do not end: their preStop hooks, their finalizers, their node's kubelet",
            async ct => Look.At([.. (await context.View.PodsAsync(ct)).Where(p => uids.Contains(p.Metadata.Uid)).Select(Lingering)]),
            cancellationToken);
    }

    /// <summary>Waits until the pods have finished or are gone.</summary>
    internal static Task FinishedAsync(this MoveContext context, WorkloadPlan plan, CancellationToken cancellationToken)
    {
        var uids = plan.Pods.Select(p => p.Uid).ToHashSet();
        return context.Wait.UntilAsync(
            $"{plan.Workload} finished",
            context.Request.BudgetTimeout,
            "Let it finish, or delete it, and run again",
            async ct => Look.At([.. (await context.View.PodsAsync(ct))
                .Where(p => uids.Contains(p.Metadata.Uid) && !p.IsFinished())
                .Select(p => $"pod {p.Ref()} still runs on {p.Spec.NodeName}")]),
            cancellationToken);
    }

    /// <summary>How many pods of the workload are Ready and stay.</summary>
    internal static async Task<int> ReadyCountAsync(this MoveContext context, WorkloadRef workload, CancellationToken cancellationToken) =>
        await context.View.WantedAsync(workload, cancellationToken) is { Selector: var selector }
            ? (await context.View.PodsAsync(cancellationToken)).Count(p => Belongs(p, workload, selector) && p.IsReady() && !p.IsTerminating())
            : 0;

    /// <summary>Waits until as many pods are Ready as the workload wants at that moment, or as were Ready before, if that was less.</summary>
    internal static Task ReadyAgainAsync(this MoveContext context, WorkloadRef workload, int before, CancellationToken cancellationToken) =>
        context.Wait.UntilAsync(
            $"the pods of {workload} replaced and Ready",
            context.Request.RolloutTimeout,
            "See the events of its pods",
            async ct =>
            {
                if (await context.View.WantedAsync(workload, ct) is not { } wanted)
                {
                    return Look.Done;
                }

                var pods = (await context.View.PodsAsync(ct)).Where(p => Belongs(p, workload, wanted.Selector) && !p.IsTerminating()).ToList();
                var ready = pods.Count(p => p.IsReady());
                return ready >= Math.Min(wanted.Replicas, before)
                    ? Look.Done
                    : Look.WaitingFor($"{ready} of {Math.Min(wanted.Replicas, before)} Ready{Unready(pods)}");
            },
            cancellationToken);

    private static bool Belongs(V1Pod pod, WorkloadRef workload, V1LabelSelector selector) =>
        pod.Metadata.NamespaceProperty == workload.Namespace && !pod.IsFinished() && selector.Selects(pod.Metadata.Labels);

    private static string Unready(IEnumerable<V1Pod> pods) => string.Concat(pods
        .Where(p => !p.IsReady())
        .Take(3)
        .Select(p => $"; {p.Metadata.Name} is {p.Status?.Phase ?? "unknown"}{p.Status?.Conditions?.FirstOrDefault(c => c.Status == "False")?.Message switch
        {
            { Length: > 0 } message => $" ({message})",
            _ => "",
        }}"));

    private static string Lingering(V1Pod pod) =>
        $"pod {pod.Ref()} on {pod.Spec?.NodeName}"
        + (pod.IsTerminating() ? $" is ending since {pod.Metadata.DeletionTimestamp:HH:mm:ss}" : " is not ending")
        + (pod.Metadata.Finalizers is { Count: > 0 } finalizers ? $", held by {string.Join(", ", finalizers)}" : "");
}
