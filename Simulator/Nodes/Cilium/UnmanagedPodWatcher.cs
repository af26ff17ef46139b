using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>Deletes DNS pods that have no CiliumEndpoint, one at a time, so that they come back managed.</summary>
internal sealed class UnmanagedPodWatcher(ClusterContext cluster, CiliumConfig config, ResourceType endpoints)
{
    private static readonly TimeSpan MinimalAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenRestarts = TimeSpan.FromMinutes(5);

    private DateTimeOffset next = DateTimeOffset.MinValue;
    private DateTimeOffset lastRestart = DateTimeOffset.MinValue;

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var now = cluster.Clock.GetUtcNow();
        if (config.UnmanagedPodInterval == 0 || now < next)
        {
            return;
        }

        next = now.AddSeconds(config.UnmanagedPodInterval);
        if (now - lastRestart < BetweenRestarts)
        {
            return;
        }

        foreach (var pod in cluster.Cache.Pods.All().Where(pod => IsCandidate(pod, now)))
        {
            if (await cluster.Api.Client.GetAsync(endpoints, pod.Namespace, pod.Name, cancellationToken) is not null)
            {
                continue;
            }

            lastRestart = now;
            cluster.Api.Events.Normal(pod, "cilium-operator", "RestartedUnmanagedPod", "Restarted because Cilium does not manage it");
            await cluster.Api.Client.DeleteAsync(ResourceTypes.Pods, pod.Namespace, pod.Name, new DeleteOptions(Uid: pod.Uid), cancellationToken);
            return;
        }
    }

    private static bool IsCandidate(Pod pod, DateTimeOffset now) =>
        pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "kube-dns"
        && !pod.Spec.HostNetwork
        && pod.IsActive
        && pod.Status.StartTime is { } started
        && now - started > MinimalAge;
}
