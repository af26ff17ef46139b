using CniMigration.Migration.State;
using CniMigration.Migration.Waiting;
using CniMigration.Migration.Workloads.Planning;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>The waits for pods to end: those that were told to, and those that do so by themselves.</summary>
internal static class PodEndings
{
    private const string Remedy = "See why they do not end: their preStop hooks, their finalizers, their node's kubelet";
    private static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(30);

    /// <summary>Waits until the pods are gone: as long as the longest grace period among them, and the bound after it.</summary>
    internal static Task GoneAsync(this MoveContext context, string whose, IReadOnlyCollection<PodRef> pods, CancellationToken cancellationToken)
    {
        var grace = pods
            .Select(p => context.Workloads.Pod(p) is { } live && (live.Metadata.DeletionGracePeriodSeconds ?? live.Spec?.TerminationGracePeriodSeconds) is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : DefaultGrace)
            .DefaultIfEmpty(DefaultGrace)
            .Max();
        return context.Wait.UntilAsync(
            $"{pods.Count} pod(s) of {whose} gone",
            grace + context.Request.TerminationTimeout,
            Remedy,
            () => All([.. pods.Select(context.Workloads.Pod).OfType<k8s.Models.V1Pod>().Select(PodText.Lingering)]),
            cancellationToken);
    }

    /// <summary>Waits until the pods have finished or are gone.</summary>
    internal static Task FinishedAsync(this MoveContext context, WorkloadPlan plan, CancellationToken cancellationToken) => context.Wait.UntilAsync(
        $"{plan.Workload} finished",
        context.Request.BudgetTimeout,
        "Let it finish, or delete it, and run again",
        () => All([.. plan.Pods.Where(p => context.Workloads.Pod(p) is { } live && !live.IsFinished()).Select(p => $"pod {p} still runs on {p.Node}")]),
        cancellationToken);

    /// <summary>Waits until no workload pod is ending on the nodes that were left.</summary>
    internal static Task NothingEndingAsync(this MoveContext context, CancellationToken cancellationToken) => context.Wait.UntilAsync(
        "no pod ending on the nodes that were left",
        context.Request.TerminationTimeout,
        Remedy,
        () =>
        {
            var source = context.SourceNodes();
            return All([.. context.Cluster.Pods.All
                .Where(p => p.IsTerminating() && p.IsWorkload() && source.Contains(p.Spec?.NodeName ?? ""))
                .Select(p => $"pod {p.Ref()} on {p.Spec.NodeName}")]);
        },
        cancellationToken);

    /// <summary>Every one is named: this is what somebody has to look after.</summary>
    private static Look All(IReadOnlyCollection<string> missing) => missing.Count == 0 ? Look.Done : Look.WaitingFor(string.Join("; ", missing));
}
