using System.Collections.Concurrent;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Goldpinger;

/// <summary>goldpinger in its pod: it works until it is stopped, or killed for want of memory; then its kubelet starts it again.</summary>
internal sealed class GoldpingerProgram : IPodProgram
{
    /// <summary>The kubelet's first pause before it starts a container again.</summary>
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(10);

    private readonly PlainProgram plain = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> running = new(StringComparer.Ordinal);

    public async Task RunAsync(RunningPod pod, CancellationToken stopping)
    {
        while (true)
        {
            using var life = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            running[pod.Pod.Uid] = life;
            try
            {
                await plain.RunAsync(pod, life.Token);
                return;
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                await RestartAsync(pod, stopping);
            }
            finally
            {
                running.TryRemove(pod.Pod.Uid, out _);
            }
        }
    }

    /// <summary>Whether it answers: one that was killed does not, until it is started again.</summary>
    public bool Answers(Pod pod) => !running.TryGetValue(pod.Uid, out var life) || !life.IsCancellationRequested;

    public void Kill(Pod pod)
    {
        if (running.TryGetValue(pod.Uid, out var life))
        {
            _ = life.CancelAsync();
        }
    }

    private static async Task RestartAsync(RunningPod pod, CancellationToken stopping)
    {
        var (cluster, killed) = (pod.Cluster, pod.Cluster.Clock.GetUtcNow());
        await pod.SetReadyAsync(false, stopping);
        await WriteAsync(container =>
        {
            container["started"] = false;
            container["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "CrashLoopBackOff" } };
            container["lastState"] = new JsonObject
            {
                ["terminated"] = new JsonObject { ["exitCode"] = 137, ["reason"] = "OOMKilled", ["finishedAt"] = killed.Timestamp() },
            };
        });
        cluster.Api.Events.Warning(pod.Pod, "kubelet", "BackOff", $"Back-off restarting failed container in pod {pod.Pod.Name}");
        await cluster.Delay(Backoff, stopping);
        await WriteAsync(container =>
        {
            container["started"] = true;
            container["restartCount"] = (int)container["restartCount"]! + 1;
            container["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = cluster.Clock.GetUtcNow().Timestamp() } };
        });

        Task WriteAsync(Action<JsonObject> change) => cluster.Api.ChangeAsync(ResourceTypes.Pods, pod.Pod.Namespace, pod.Pod.Name, pod.Pod.Uid, body =>
        {
            foreach (var container in body.Section("status").List("containerStatuses").OfType<JsonObject>())
            {
                change(container);
            }
        }, stopping, "status");
    }
}
