using System.Net;
using CniMigration.Migration.Errors;
using CniMigration.Migration.State;
using CniMigration.Migration.Workloads.Planning;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Evicts single pods: asks only when the budget seems to allow it, and asks again, within a bound, when the server says no.</summary>
internal sealed class Evictor(MoveContext context, string version)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Returns when the eviction was accepted, or the pod is gone or replaced.</summary>
    internal async Task EvictAsync(PodRef pod, CancellationToken cancellationToken)
    {
        var start = context.Time.GetTimestamp();
        var jitter = new Random(Seed(pod));
        var pause = FirstPause;
        for (var refusal = await TryAsync(pod, cancellationToken); refusal is not null; refusal = await TryAsync(pod, cancellationToken))
        {
            if (context.Time.GetElapsedTime(start) >= context.Request.BudgetTimeout)
            {
                throw new WaitTimedOutException(
                    $"pod {pod} on {pod.Node}: no eviction was allowed within {context.Request.BudgetTimeout.TotalMinutes:0} min ({refusal.Value.Why})");
            }

            await Task.Delay(refusal.Value.RetryAfter ?? pause * (0.5 + (jitter.NextDouble() / 2)), context.Time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static int Seed(PodRef pod) => pod.Uid.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));

    /// <summary>Null when the pod goes or is gone; else why not yet, and when to ask again.</summary>
    private async Task<(string Why, TimeSpan? RetryAfter)?> TryAsync(PodRef pod, CancellationToken cancellationToken)
    {
        if (await HeldByAsync(pod, cancellationToken) is { } held)
        {
            return (held, null);
        }

        try
        {
            await context.Client.CoreV1.CreateNamespacedPodEvictionAsync(
                new V1Eviction
                {
                    ApiVersion = version,
                    Kind = "Eviction",
                    Metadata = new V1ObjectMeta { Name = pod.Name, NamespaceProperty = pod.Namespace },
                    DeleteOptions = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = pod.Uid } },
                },
                pod.Name,
                pod.Namespace,
                cancellationToken: cancellationToken);
            context.CountEviction();
            return null;
        }
        catch (HttpOperationException refused) when (refused.IsNotFound() || refused.IsConflict())
        {
            // Gone, or another pod bears its name by now.
            return null;
        }
        catch (HttpOperationException refused) when (refused.Is(HttpStatusCode.TooManyRequests))
        {
            return (refused.Reason(), refused.RetryAfter());
        }
        catch (HttpOperationException refused) when (refused.Is(HttpStatusCode.InternalServerError) && refused.Reason().Contains("more than one", StringComparison.Ordinal))
        {
            throw new GateFailedException($"pod {pod}: {refused.Reason()} Leave one budget over it.", refused);
        }
        catch (HttpOperationException refused) when ((int)refused.Response.StatusCode >= 500)
        {
            return (refused.Reason(), refused.RetryAfter());
        }
    }

    private async Task<string?> HeldByAsync(PodRef pod, CancellationToken cancellationToken)
    {
        var live = (await context.View.PodsAsync(cancellationToken)).FirstOrDefault(p => p.Metadata.Uid == pod.Uid);
        return live is null || !live.IsReady()
            ? null
            : (await context.View.BudgetsAsync(cancellationToken)).Over(live).FirstOrDefault(b => b.Status is { DisruptionsAllowed: 0 })?.Text();
    }
}
