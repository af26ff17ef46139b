using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using CniMigration.Benchmarks.Moves.Clusters;
using CniMigration.Benchmarks.Servers;

namespace CniMigration.Benchmarks.Moves.Watching;

/// <summary>
/// The kubelets of all nodes: a pod that is bound is Ready some time later, one that is deleted is gone some time later, and a volume is held by one pod at a
/// time.
/// </summary>
internal sealed class HollowNodes(ApiConnection api, ClusterPlan plan, TimeProvider clock, CancellationToken stopping) : IPodListener
{
    private readonly Dictionary<string, SemaphoreSlim> volumes =
        plan.Workloads.Where(workload => workload.HoldsVolume).ToDictionary(workload => workload.Name, _ => new SemaphoreSlim(1));

    private readonly ConcurrentDictionary<string, PodLife> lives = new();
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int addresses;

    /// <summary>How long a pod takes to be Ready once it has its volume.</summary>
    public TimeSpan StartTime { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a pod takes to end.</summary>
    public TimeSpan EndTime { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Ends only with what went wrong.</summary>
    public Task Failure => failed.Task;

    public void Changed(PodView? before, PodView? now)
    {
        if (now is null)
        {
            if (lives.TryRemove(before!.Uid, out var over))
            {
                over.Leave();
            }
        }
        else if (now.Node.Length > 0)
        {
            var life = lives.GetOrAdd(now.Uid, _ => new PodLife(volumes.GetValueOrDefault(now.App)));
            if (now is { IsPending: true, IsEnding: false } && life.Begins())
            {
                _ = KeepAsync(StartAsync(now, life));
            }

            if (now.IsEnding && life.Ends())
            {
                _ = KeepAsync(EndAsync(now));
            }
        }
    }

    private async Task StartAsync(PodView pod, PodLife life)
    {
        if (await life.HasVolumeAsync(stopping))
        {
            await Task.Delay(StartTime, clock, stopping);
            await SendAsync(HttpMethod.Patch, $"{pod.Path}/status", Running(pod), "application/strategic-merge-patch+json");
        }
    }

    private async Task EndAsync(PodView pod)
    {
        await Task.Delay(EndTime, clock, stopping);
        await SendAsync(HttpMethod.Delete, pod.Path, $$$"""{"gracePeriodSeconds":0,"preconditions":{"uid":"{{{pod.Uid}}}"}}""", "application/json");
    }

    private async Task KeepAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            failed.TrySetException(exception);
        }
    }

    private async Task SendAsync(HttpMethod method, string path, string json, string type)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, type) };
        using var response = await api.Http.SendAsync(request, stopping);

        // The pod may have gone, or been taken away, meanwhile.
        if (!response.IsSuccessStatusCode && response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict))
        {
            throw new InvalidOperationException(
                $"A node's {method} {path} was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(stopping)}");
        }
    }

    private string Running(PodView pod)
    {
        var now = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var address = Interlocked.Increment(ref addresses);
        return $$$"""
            {"metadata":{"uid":"{{{pod.Uid}}}"},"status":{"phase":"Running","startTime":"{{{now}}}",
             "podIP":"10.{{{address / 62500}}}.{{{address / 250 % 250}}}.{{{(address % 250) + 1}}}",
             "conditions":[{"type":"Initialized","status":"True","lastTransitionTime":"{{{now}}}"},{"type":"ContainersReady","status":"True",
              "lastTransitionTime":"{{{now}}}"},
              {"type":"Ready","status":"True","lastTransitionTime":"{{{now}}}"}],
             "containerStatuses":[{"name":"app","image":"registry.example.com/app:1","imageID":"","ready":true,"started":true,"restartCount":0,
              "state":{"running":{"startedAt":"{{{now}}}"} } }]} }
            """;
    }
}
