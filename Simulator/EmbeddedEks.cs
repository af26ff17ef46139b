using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Cloud.Helm;
using CniMigration.Simulator.Observation;

namespace CniMigration.Simulator;

/// <summary>An AWS account with one EKS cluster in this process, true enough to rehearse a migration on.</summary>
public sealed class EmbeddedEks : IAsyncDisposable
{
    private EmbeddedEks(TimeProvider clock, EksCloud cloud, HelmReleases helm, ClusterObserver observer)
    {
        Clock = clock;
        Cloud = cloud;
        Helm = helm;
        Observer = observer;
    }

    /// <summary>The clock that everything in it follows.</summary>
    public TimeProvider Clock { get; }

    /// <summary>AWS. It starts without a cluster.</summary>
    public EksCloud Cloud { get; }

    /// <summary>Helm, pointed at the cluster.</summary>
    public HelmReleases Helm { get; }

    /// <summary>What an onlooker sees of the cluster.</summary>
    public ClusterObserver Observer { get; }

    /// <summary>Starts an account without a cluster.</summary>
    public static Task<EmbeddedEks> StartAsync(EmbeddedEksOptions options, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        throw new NotImplementedException();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
