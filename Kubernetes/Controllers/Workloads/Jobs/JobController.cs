using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Workloads.Jobs;

/// <summary>Runs a Job's pods until enough of them succeeded, or too many failed.</summary>
internal sealed class JobController(ControllerContext context) : WorkloadController<Job>(context, context.Cache.Jobs)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(10);

    public override string Name => "job-controller";

    protected override LabelSelector? SelectorOf(Job workload) => null;

    protected override async Task ReconcileAsync(Job workload, CancellationToken cancellationToken)
    {
        if (workload.IsDeleting)
        {
            return;
        }

        if (IsFinished(workload))
        {
            await ExpireAsync(workload, cancellationToken);
            return;
        }
        if (workload.Spec.CompletionMode != "NonIndexed")
        {
            Context.Events.Warning(
                workload, Name, "NotModelled", $"Completion mode {workload.Spec.CompletionMode} is not modelled here; nothing acts on this Job.");
            return;
        }
        var pods = Cache.PodsByController[workload.Uid];
        var active = pods.Where(pod => pod.IsActive).ToList();
        var succeeded = pods.Count(pod => pod.Status.Phase == "Succeeded");
        var failed = pods.Where(pod => pod.Status.Phase == "Failed").ToList();
        var verdict = Judge(workload, succeeded, failed.Count);
        if (verdict is not null || workload.Spec.Suspend)
        {
            foreach (var pod in active)
            {
                await Pods.DeleteAsync(workload, pod, cancellationToken);
            }
        }
        else
        {
            await ScaleAsync(workload, active, succeeded, failed, cancellationToken);
        }
        await ReportAsync(workload, succeeded, failed.Count, verdict, cancellationToken);
    }

    private (string Type, string Reason, string Message)? Judge(Job job, int succeeded, int failed)
    {
        if (failed > job.Spec.BackoffLimit)
        {
            return ("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }

        if (job.Spec.ActiveDeadlineSeconds is { } deadline && job.Status.StartTime is { } start)
        {
            var left = start.AddSeconds(deadline) - Context.Now;
            if (left <= TimeSpan.Zero)
            {
                return ("Failed", "DeadlineExceeded", "Job was active longer than specified deadline");
            }

            Queue.AddAfter(job.Key, left);
        }
        var noneRuns = Cache.PodsByController[job.Uid].All(pod => pod.IsFinished);
        var complete = job.Spec.Completions is { } completions ? succeeded >= completions : succeeded > 0 && noneRuns;
        return complete ? ("Complete", "CompletionsReached", "Reached expected number of succeeded pods") : null;
    }

    private async Task ScaleAsync(Job job, List<Pod> active, int succeeded, List<Pod> failed, CancellationToken cancellationToken)
    {
        var wanted = job.Spec.Parallelism ?? 1;
        if (job.Spec.Completions is { } completions)
        {
            wanted = Math.Min(wanted, completions - succeeded);
        }
        else if (succeeded > 0)
        {
            wanted = active.Count;
        }

        foreach (var pod in PodDeletionOrder.Sort(active, active).Take(Math.Max(0, active.Count - wanted)))
        {
            await Pods.DeleteAsync(job, pod, cancellationToken);
        }

        if (active.Count >= wanted)
        {
            return;
        }

        if (WaitAfterFailure(failed) is { } wait && wait > TimeSpan.Zero)
        {
            Queue.AddAfter(job.Key, wait);
            return;
        }
        var template = PodTemplates.Copy(job);
        for (var missing = wanted - active.Count; missing > 0; missing--)
        {
            await Pods.CreateAsync(job, template, _ => { }, cancellationToken);
        }
    }

    private TimeSpan? WaitAfterFailure(List<Pod> failed)
    {
        if (failed.Count == 0)
        {
            return null;
        }

        var last = failed.Max(pod => pod.Status.Conditions.Max(condition => condition.LastTransitionTime) ?? pod.Metadata.CreationTimestamp) ?? Context.Now;
        var doubled = FirstBackoff * Math.Pow(2, Math.Min(failed.Count - 1, 10));
        var backoff = doubled < LongestBackoff ? doubled : LongestBackoff;
        return last + backoff - Context.Now;
    }

    private async Task ReportAsync(
        Job job, int succeeded, int failed, (string Type, string Reason, string Message)? verdict, CancellationToken cancellationToken)
    {
        var active = Cache.PodsByController[job.Uid].Where(pod => pod.IsActive).ToList();
        var now = Context.Now;
        await Context.UpdateStatusAsync(job, status =>
        {
            if (status["startTime"] is null && !job.Spec.Suspend)
            {
                status["startTime"] = now.Timestamp();
            }

            status.SetCount("active", active.Count);
            status["ready"] = active.Count(pod => pod.IsReady);
            status.SetCount("succeeded", succeeded);
            status.SetCount("failed", failed);
            if (job.Spec.Suspend)
            {
                status.SetCondition(now, "Suspended", "True", "JobSuspended", "Job suspended");
            }
            else if (job.Status.Conditions.IsTrue("Suspended"))
            {
                status.SetCondition(now, "Suspended", "False", "JobResumed", "Job resumed");
            }

            if (verdict is not { } end)
            {
                return;
            }

            status.SetCondition(now, end.Type, "True", end.Reason, end.Message);
            if (end.Type == "Complete")
            {
                status["completionTime"] = now.Timestamp();
            }
        }, cancellationToken);
        if (verdict is { Type: "Complete" })
        {
            Context.Events.Normal(job, Name, "Completed", "Job completed");
        }
        else if (verdict is { } failure)
        {
            Context.Events.Warning(job, Name, failure.Reason, failure.Message);
        }
    }

    private async Task ExpireAsync(Job job, CancellationToken cancellationToken)
    {
        if (job.Spec.TtlSecondsAfterFinished is not { } seconds)
        {
            return;
        }

        var finished = job.Status.Conditions.Where(condition => condition is { IsTrue: true, Type: "Complete" or "Failed" })
            .Max(condition => condition.LastTransitionTime);
        var left = (finished ?? Context.Now).AddSeconds(seconds) - Context.Now;
        if (left > TimeSpan.Zero)
        {
            Queue.AddAfter(job.Key, left);
        }
        else
        {
            await Context.DeleteAsync(job, cancellationToken, propagation: "Background");
        }
    }

    private static bool IsFinished(Job job) => job.Status.Conditions.IsTrue("Complete") || job.Status.Conditions.IsTrue("Failed");
}
