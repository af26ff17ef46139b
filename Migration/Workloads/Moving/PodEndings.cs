using CniMigration.Migration.Waiting;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>The waits for pods to end: those that were told to, and those that do so by themselves.</summary>
internal static class PodEndings
{
    private const string Remedy = "See why they do not end: their preStop hooks, their finalizers, their node's kubelet";
    private static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(30);

    /// <summary>Waits until the pods are gone: as long as the longest grace period among them, and the bound after it.</summary>
    internal static Task GoneAsync(
        this MoveContext context, string whose, IReadOnlyCollection<PodRef> pods, CancellationToken cancellationToken, Turns.Turn? turn = null) =>
        context.Wait.UntilAsync(
            $"{pods.Count} pod(s) of {whose} gone",
            Grace(pods.Select(context.Workloads.Pod).OfType<V1Pod>()) + context.Request.TerminationTimeout,
            Remedy,
            () =>
            {
                var look = All([.. pods.Select(context.Workloads.Pod).OfType<V1Pod>().Select(PodText.Lingering)]);
                return turn?.Watch(look) ?? look;
            },
            cancellationToken);

    /// <summary>Waits until the pods have finished or are gone.</summary>
    internal static Task FinishedAsync(this MoveContext context, WorkloadPlan plan, CancellationToken cancellationToken) => context.Wait.UntilAsync(
        $"{plan.Workload} finished",
        context.Request.BudgetTimeout,
        "Let it finish, or delete it, and run again",
        () => All([.. plan.Pods.Where(p => context.Workloads.Pod(p) is { } live && !live.IsFinished()).Select(p => $"pod {p} still runs on {p.Node}")]),
        cancellationToken);

    /// <summary>Waits until no workload pod is ending on the nodes that were left.</summary>
    internal static Task NothingEndingAsync(this MoveContext context, CancellationToken cancellationToken)
    {
        return context.Wait.UntilAsync(
            "no pod ending on the nodes that were left",
            Grace(Ending()) + context.Request.TerminationTimeout,
            Remedy,
            () => All([.. Ending().Select(PodText.Lingering)]),
            cancellationToken);

        IEnumerable<V1Pod> Ending()
        {
            var source = context.SourceNodes();
            return context.Cluster.Pods.All.Where(p => p.IsTerminating() && p.IsWorkload() && source.Contains(p.Spec?.NodeName ?? ""));
        }
    }

    /// <summary>The longest that one of them may take before it is told to hurry.</summary>
    private static TimeSpan Grace(IEnumerable<V1Pod> pods) => pods
        .Select(p => (p.Metadata.DeletionGracePeriodSeconds ?? p.Spec?.TerminationGracePeriodSeconds) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : DefaultGrace)
        .DefaultIfEmpty(DefaultGrace)
        .Max();

    /// <summary>Every one is named: this is what somebody has to look after.</summary>
    private static Look All(IReadOnlyCollection<string> missing) => missing.Count == 0 ? Look.Done : Look.WaitingFor(string.Join("; ", missing));
}
