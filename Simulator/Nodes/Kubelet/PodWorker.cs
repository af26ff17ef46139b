using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Nodes.Network;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Kubelet;

/// <summary>One pod's life on its node, from its volumes and its sandbox to its end.</summary>
internal sealed class PodWorker(ClusterContext cluster, NodeNetwork node, Pod pod, IPodProgram program) : IDisposable
{
    // A kubelet's own: pkg/kubelet/kubelet.go, backOffPeriod and MaxContainerBackOff.
    private const double FirstBackoff = 10;
    private const double LongestBackoff = 300;

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ending = new();
    private readonly CancellationTokenSource gone = new();
    private bool disposed;

    private string Containers => string.Join(", ", pod.Spec.Containers.Select(container => container.Name));

    /// <summary>Takes notice of what became of the pod.</summary>
    public void Observe(Pod present)
    {
        if (present.IsDeleting)
        {
            Cancel(ending);
        }
    }

    /// <summary>The pod is no longer in the API: whatever runs stops at once.</summary>
    public void Vanish() => Cancel(gone);

    public async Task RunAsync(CancellationToken nodeStopping)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(nodeStopping, gone.Token);
        try
        {
            await LiveAsync(life.Token);
            await EndAsync(life.Token);
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            node.Remove(pod.Uid);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            ending.Dispose();
            gone.Dispose();
        }
    }

    private void Cancel(CancellationTokenSource source)
    {
        lock (gate)
        {
            if (!disposed)
            {
                // Not here: what waits would go on in the midst of the informer's notification.
                _ = source.CancelAsync();
            }
        }
    }

    private async Task LiveAsync(CancellationToken life)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(life, ending.Token);
        try
        {
            await StartAsync(running.Token);
            var startedAt = await RunUntilItEndsWellAsync(running.Token);
            await ChangeStatusAsync(status => PodStatuses.Finished(status, pod, succeeded: true, startedAt, cluster.Clock.GetUtcNow()), life);
            node.Remove(pod.Uid);
            await cluster.Delay(Timeout.InfiniteTimeSpan, running.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested && !life.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Starts the program again each time that it crashes, after twice as long each time, and answers when it was started last.</summary>
    private async Task<DateTimeOffset> RunUntilItEndsWellAsync(CancellationToken stopping)
    {
        for (var crashes = 1; ; crashes++)
        {
            var startedAt = cluster.Clock.GetUtcNow();
            try
            {
                await program.RunAsync(new RunningPod(cluster, node, pod, SetReadyAsync), stopping);
                return startedAt;
            }
            catch (ContainerCrashException crash)
            {
                var backoff = TimeSpan.FromSeconds(Math.Min(FirstBackoff * Math.Pow(2, crashes - 1), LongestBackoff));
                var ended = new Crash(crash.ExitCode, crash.Reason, crash.Message, crashes);
                await ChangeStatusAsync(status => PodStatuses.Crashed(status, pod, ended, startedAt, cluster.Clock.GetUtcNow()), stopping);
                cluster.Api.Events.Warning(pod, "kubelet", "BackOff", $"Back-off restarting failed container {Containers} in pod {pod.Name}");
                await cluster.Delay(backoff, stopping);
                await ChangeStatusAsync(status => PodStatuses.Restarted(status, crashes, cluster.Clock.GetUtcNow()), stopping);
            }
        }
    }

    private async Task StartAsync(CancellationToken stopping)
    {
        await ChangeStatusAsync(status => PodStatuses.Creating(status, pod, node.Instance.Address, cluster.Clock.GetUtcNow()), stopping);
        await PodVolumes.WaitAsync(cluster, pod, stopping);
        var address = pod.Spec.HostNetwork ? node.Instance.Address : (await MakeSandboxAsync(stopping)).Address;
        await cluster.Delay(cluster.Timings.ContainerStart, stopping);
        await ChangeStatusAsync(status => PodStatuses.Running(status, pod, address, cluster.Clock.GetUtcNow()), stopping);
        cluster.Api.Events.Normal(pod, "kubelet", "Started", $"Started container {Containers}");
    }

    private async Task<Sandbox> MakeSandboxAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                var sandbox = node.Add(pod.Uid);
                await node.AnnounceAsync(pod, sandbox, stopping);
                return sandbox;
            }
            catch (SandboxException exception)
            {
                if (node.InCharge == CniKind.None)
                {
                    cluster.Api.Events.Warning(pod, "kubelet", "NetworkNotReady", "network is not ready: container runtime network not ready: "
                        + "NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: " + exception.Message);
                }
                else
                {
                    cluster.Api.Events.Warning(pod, "kubelet", "FailedCreatePodSandBox",
                        $"Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: {exception.Message}");
                }

                await WaitForNetworkAsync(stopping);
            }
        }
    }

    // The next try comes with the kubelet's backoff, or as soon as the CNI directory changes.
    private async Task WaitForNetworkAsync(CancellationToken stopping)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnChange() => changed.TrySetResult();
        node.ConfigurationChanged += OnChange;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            await Task.WhenAny(cluster.Delay(cluster.Timings.SandboxRetry, waiting.Token), changed.Task);
            stopping.ThrowIfCancellationRequested();
        }
        finally
        {
            node.ConfigurationChanged -= OnChange;
            await waiting.CancelAsync();
        }
    }

    private async Task EndAsync(CancellationToken life)
    {
        var present = cluster.Cache.Pods.Find(pod.Namespace, pod.Name);
        if (node.Find(pod.Uid) is not null || pod.Spec.HostNetwork)
        {
            cluster.Api.Events.Normal(pod, "kubelet", "Killing", $"Stopping container {Containers}");
            var grace = TimeSpan.FromSeconds(present?.Metadata.DeletionGracePeriodSeconds ?? pod.Spec.TerminationGracePeriodSeconds ?? 30);
            var stop = cluster.Paced(cluster.Timings.ContainerStop);
            await Task.Delay(grace < stop ? grace : stop, cluster.Clock, life);
        }

        try
        {
            var now = new DeleteOptions(GracePeriodSeconds: 0, Uid: pod.Uid);
            await cluster.Api.Client.DeleteAsync(ResourceTypes.Pods, pod.Namespace, pod.Name, now, life);
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Someone else removed it, and it may have a successor of the same name already.
        }
    }

    private Task<ApiObject?> SetReadyAsync(bool ready, CancellationToken cancellationToken) =>
        ChangeStatusAsync(status => PodStatuses.SetReady(status, pod, ready, cluster.Clock.GetUtcNow()), cancellationToken);

    private Task<ApiObject?> ChangeStatusAsync(Action<JsonObject> change, CancellationToken cancellationToken) =>
        cluster.Api.ChangeAsync(ResourceTypes.Pods, pod.Namespace, pod.Name, pod.Uid, body => change(body.Section("status")), cancellationToken, "status");
}
