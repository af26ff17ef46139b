using System.Net;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>
/// Holds a plan against the server: one pod of each workload that is to be evicted is evicted by a dry run, which checks rights, admission and the
/// budget, and changes nothing. Servers before policy/v1 evictions (1.22) are not asked.
/// </summary>
internal sealed class EvictionTrial(IKubernetes client, MoveRequest request)
{
    internal async Task<MovePlan> ConfirmAsync(MovePlan plan, CancellationToken cancellationToken)
    {
        var tried = plan.Workloads.Where(w => w.Wave > 0 && w.Method is MoveMethod.Evict or MoveMethod.EvictInOrder).DistinctBy(w => w.Workload).ToList();
        if (tried.Count == 0 || await EvictionVersion.DiscoverAsync(client, cancellationToken) is not ("policy/v1" and var version))
        {
            return plan;
        }

        var blockers = plan.Blockers.ToList();
        var warnings = plan.Warnings.ToList();
        var refusals = new Dictionary<WorkloadRef, string>();
        foreach (var workload in tried)
        {
            // The last one: those that are not Ready go first, and their budget may let them go where it holds the others.
            var pod = workload.Pods[^1];
            try
            {
                await EvictionCall.SendAsync(client, version, pod, dryRun: true, cancellationToken);
            }
            catch (HttpOperationException refused) when (refused.IsNotFound() || refused.IsConflict())
            {
                // It went meanwhile: the next plan is made without it.
            }
            catch (HttpOperationException refused) when (refused.Is(HttpStatusCode.TooManyRequests))
            {
                warnings.Add(
                    $"{workload.Workload}: its budget refuses at this moment ({refused.Reason()}); the move waits for it, "
                        + $"{Durations.Of(request.BudgetTimeout)} at most");
            }
            catch (HttpOperationException refused)
            {
                refusals[workload.Workload] = $"the API server refuses its eviction: {refused.Reason()}";
                blockers.Add(new Blocker(pod.ToString(), refusals[workload.Workload], "remove what refuses it"));
            }
        }

        return plan with
        {
            Workloads = [.. plan.Workloads
                .Select(w => refusals.TryGetValue(w.Workload, out var why) && w.Wave > 0 ? Blocked(w, why) : w)
                .OrderBy(w => w.Wave == 0)],
            Blockers = [.. blockers.OrderBy(b => b.Pod, StringComparer.Ordinal)],
            Warnings = [.. warnings.Order(StringComparer.Ordinal)],
        };
    }

    private static WorkloadPlan Blocked(WorkloadPlan plan, string why) =>
        plan with { Method = MoveMethod.Blocked, Reason = why, Wave = 0, AtOnce = 0, AtMost = TimeSpan.Zero };
}
