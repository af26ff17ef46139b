namespace CniMigration.Kubernetes.Api.Subresources;

/// <summary>The API server's way to pods: what answers at a pod's port, as seen from the control plane.</summary>
internal interface IPodNetwork
{
    /// <summary>Calls a pod. Throws a <see cref="PodUnreachableException"/> where nothing answers.</summary>
    Task<PodResponse> SendAsync(PodCall call, CancellationToken cancellationToken);
}
