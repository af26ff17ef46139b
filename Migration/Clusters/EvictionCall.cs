using System.Net;

namespace CniMigration.Migration.Clusters;

/// <summary>The request that evicts a pod, and only that pod: another one of the same name is left alone.</summary>
internal static class EvictionCall
{
    internal static Task SendAsync(IKubernetes client, string version, PodRef pod, bool dryRun, CancellationToken cancellationToken) =>
        client.CoreV1.CreateNamespacedPodEvictionAsync(
            new V1Eviction
            {
                ApiVersion = version,
                Kind = "Eviction",
                Metadata = new V1ObjectMeta { Name = pod.Name, NamespaceProperty = pod.Namespace },
                DeleteOptions = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = pod.Uid } },
            },
            pod.Name,
            pod.Namespace,
            dryRun: dryRun ? "All" : null,
            cancellationToken: cancellationToken);

    internal static bool MeansTwoBudgets(HttpOperationException refused) =>
        refused.Is(HttpStatusCode.InternalServerError) && refused.Reason().Contains("more than one", StringComparison.Ordinal);
}
