using CniMigration.Migration.Errors;
using k8s;

namespace CniMigration.Migration.Clusters;

/// <summary>Opens the cluster that a kubeconfig names.</summary>
public static class ClusterConnection
{
    /// <summary>A client that repeats what may pass and says plainly what will not. It connects on the first call.</summary>
    /// <exception cref="InvalidKubeconfigException">The text names no server, or is not a kubeconfig.</exception>
    public static IKubernetes Open(string kubeconfig, TimeProvider time) => Open(Kubeconfig.Parse(kubeconfig), time);

    internal static IKubernetes Open(KubernetesClientConfiguration configuration, TimeProvider time)
    {
        configuration.HttpClientTimeout = new ClusterResilienceOptions().Patience;
        configuration.UserAgent = Records.RecordNames.FieldManager;
        return new Kubernetes(configuration, new ClusterResilienceHandler(
            time, credentials: configuration.TokenProvider is { } tokens ? tokens.GetAuthenticationHeaderAsync : null));
    }
}
