using System.Collections.Concurrent;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Goldpinger;

/// <summary>goldpinger in its pod: it works until it is stopped, or killed for want of memory; then its kubelet starts it again.</summary>
internal sealed class GoldpingerProgram : IPodProgram
{
    private const int Killed = 137;

    private readonly PlainProgram plain = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> kills = new(StringComparer.Ordinal);

    public async Task RunAsync(RunningPod pod, CancellationToken stopping)
    {
        var kill = kills[pod.Pod.Uid] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var work = plain.RunAsync(pod, life.Token);
        if (await Task.WhenAny(work, kill.Task) == work)
        {
            kills.TryRemove(pod.Pod.Uid, out _);
            await work;
            return;
        }

        await life.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new ContainerCrashException(Killed, "", "OOMKilled");
    }

    /// <summary>Whether it answers: one that was killed does not, until it is started again.</summary>
    public bool Answers(Pod pod) => !kills.TryGetValue(pod.Uid, out var kill) || !kill.Task.IsCompleted;

    public void Kill(Pod pod)
    {
        if (kills.TryGetValue(pod.Uid, out var kill))
        {
            kill.TrySetResult();
        }
    }
}
