using System.Security.Cryptography;
using k8s.Exceptions;
using YamlDotNet.Core;

namespace CniMigration.Migration.Clusters;

/// <summary>
/// Opens the cluster that a kubeconfig names. This is the one place where a client is made: the package's own hears neither of its bound nor of a
/// cancellation while an answer stands still in its middle, so that all clients go through the handler that reads whole answers and asks again.
/// </summary>
public static class ClusterConnection
{
    /// <summary>
    /// A client that repeats what may pass and says plainly what will not. It connects, and runs the kubeconfig's command, on the first call.
    /// </summary>
    /// <param name="kubeconfig">The kubeconfig's text.</param>
    /// <param name="time">The clock of all pauses.</param>
    /// <param name="wires">What stands between the client's patience and the network; nothing by default.</param>
    /// <exception cref="InvalidKubeconfigException">The text names no server, or is not a kubeconfig.</exception>
    public static IKubernetes Open(string kubeconfig, TimeProvider time, params DelegatingHandler[] wires)
    {
        try
        {
            return Open(Kubeconfig.Parse(kubeconfig, time), time, wires);
        }
        catch (Exception unusable) when (unusable
            is KubeConfigException or YamlException or FormatException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidKubeconfigException($"The kubeconfig cannot be used: {unusable.Message.TrimEnd('.')}.", unusable);
        }
    }

    internal static IKubernetes Open(KubernetesClientConfiguration configuration, TimeProvider time, params DelegatingHandler[] wires)
    {
        configuration.HttpClientTimeout = new ClusterResilienceOptions().Patience;
        configuration.UserAgent = FieldManagers.Migration;
        var patience = new ClusterResilienceHandler(time, credentials: configuration.TokenProvider is { } tokens ? tokens.GetAuthenticationHeaderAsync : null);
        return new Kubernetes(configuration, [patience, .. wires]);
    }
}
