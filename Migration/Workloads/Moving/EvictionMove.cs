using CniMigration.Migration.Errors;
using CniMigration.Migration.Workloads.Planning;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Moves the pods of one workload by evictions, and waits for their replacements.</summary>
internal sealed class EvictionMove(MoveContext context, Evictor evictor)
{
    /// <summary>As many at once as the budget allows; without a budget, one after the other.</summary>
    internal async Task MoveAsync(WorkloadPlan plan, CancellationToken cancellationToken)
    {
        var before = await context.ReadyCountAsync(plan.Workload, cancellationToken);
        if (await HasBudgetAsync(plan, cancellationToken))
        {
            foreach (var pod in plan.Pods)
            {
                await evictor.EvictAsync(pod, cancellationToken);
            }

            await ReplacedAsync(plan, plan.Pods, before, cancellationToken);
            return;
        }

        await MoveOneByOneAsync(plan, before, evictor.EvictAsync, cancellationToken);
    }

    /// <summary>One after the other, in the plan's order.</summary>
    internal async Task MoveInOrderAsync(WorkloadPlan plan, CancellationToken cancellationToken) =>
        await MoveOneByOneAsync(plan, await context.ReadyCountAsync(plan.Workload, cancellationToken), evictor.EvictAsync, cancellationToken);

    /// <summary>Deletes one after the other, past the budget, which is what the consent was given for.</summary>
    internal async Task RecreateAsync(WorkloadPlan plan, CancellationToken cancellationToken) =>
        await MoveOneByOneAsync(plan, await context.ReadyCountAsync(plan.Workload, cancellationToken), DeleteAsync, cancellationToken);

    private async Task MoveOneByOneAsync(
        WorkloadPlan plan, int before, Func<PodRef, CancellationToken, Task> remove, CancellationToken cancellationToken)
    {
        foreach (var pod in plan.Pods)
        {
            await remove(pod, cancellationToken);
            await ReplacedAsync(plan, [pod], before, cancellationToken);
        }
    }

    private async Task ReplacedAsync(WorkloadPlan plan, IReadOnlyList<PodRef> pods, int before, CancellationToken cancellationToken)
    {
        await context.GoneAsync(plan.Workload.ToString(), pods, cancellationToken);
        await context.ReadyAgainAsync(plan.Workload, before, cancellationToken);
    }

    private async Task<bool> HasBudgetAsync(WorkloadPlan plan, CancellationToken cancellationToken)
    {
        var uids = plan.Pods.Select(p => p.Uid).ToHashSet();
        var budgets = await context.View.BudgetsAsync(cancellationToken);
        return (await context.View.PodsAsync(cancellationToken)).Where(p => uids.Contains(p.Metadata.Uid)).Any(p => budgets.Over(p).Count > 0);
    }

    private async Task DeleteAsync(PodRef pod, CancellationToken cancellationToken)
    {
        try
        {
            await context.Client.CoreV1.DeleteNamespacedPodAsync(
                pod.Name,
                pod.Namespace,
                new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = pod.Uid } },
                cancellationToken: cancellationToken);
        }
        catch (HttpOperationException refused) when (refused.IsNotFound() || refused.IsConflict())
        {
            // Gone, or another pod bears its name by now.
        }
    }
}
