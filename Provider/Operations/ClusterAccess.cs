using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using k8s;

namespace CniMigration.Provider.Operations;

/// <summary>The cluster of the provider's configuration, opened when it is first needed: a preview may never need it.</summary>
internal sealed class ClusterAccess(TimeProvider time) : IDisposable
{
    private readonly Lock opening = new();
    private string? kubeconfig;
    private IKubernetes? cluster;

    public IKubernetes Cluster
    {
        get
        {
            lock (opening)
            {
                return cluster ??= ClusterConnection.Open(
                    kubeconfig ?? throw new InvalidKubeconfigException(
                        "The provider's kubeconfig is not known yet, so that no cluster can be reached. " +
                        "Run an update first: it comes from the cluster's outputs."),
                    time);
            }
        }
    }

    /// <summary>Whether there is a kubeconfig: in a preview it may still be to come.</summary>
    public bool IsKnown
    {
        get
        {
            lock (opening)
            {
                return kubeconfig is not null;
            }
        }
    }

    public void Configure(string? text)
    {
        lock (opening)
        {
            cluster?.Dispose();
            (cluster, kubeconfig) = (null, text);
        }
    }

    public void Dispose() => Configure(null);
}
