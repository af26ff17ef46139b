using CniMigration.Migration.Reporting;
using CniMigration.Migration.Waiting;
using k8s;

namespace CniMigration.Provider.Operations;

/// <summary>What one call of the engine works with.</summary>
/// <param name="Cluster">The cluster of the provider's kubeconfig.</param>
/// <param name="Time">The clock of all waiting.</param>
/// <param name="Reporter">The engine's log.</param>
/// <param name="Timeout">The custom timeout of the resource; zero for none.</param>
/// <param name="Cancelled">The engine's wish to stop.</param>
internal sealed record Operation(IKubernetes Cluster, TimeProvider Time, IReporter Reporter, TimeSpan Timeout, CancellationToken Cancelled)
{
    public Waiter Wait => new(Time, Reporter);

    /// <summary>How long to wait: the custom timeout where there is one, else the resource's own.</summary>
    public TimeSpan Bound(TimeSpan own) => Timeout > TimeSpan.Zero ? Timeout : own;
}
