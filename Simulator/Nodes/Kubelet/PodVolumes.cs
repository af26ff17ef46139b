using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Simulator.Nodes.Kubelet;

/// <summary>A pod's containers start once all its persistent volumes are attached to its node.</summary>
internal static class PodVolumes
{
    public static async Task WaitAsync(ClusterContext cluster, Pod pod, CancellationToken cancellationToken)
    {
        var claims = pod.Spec.Volumes.Select(volume => volume.PersistentVolumeClaim?.ClaimName).OfType<string>().ToList();
        if (claims.Count == 0)
        {
            return;
        }

        while (!claims.All(claim => IsAttached(cluster.Cache, pod, claim)))
        {
            await cluster.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    private static bool IsAttached(ClusterCache cache, Pod pod, string claimName) =>
        cache.Claims.Find(pod.Namespace, claimName) is { IsBound: true } claim
        && cache.AttachmentsByVolume[claim.Spec.VolumeName].Any(attachment => attachment.Spec.NodeName == pod.Spec.NodeName && attachment.Status.Attached);
}
