using CniMigration.Migration.Reporting;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Connectivity;

/// <summary>Proves the pod network: between all pods that run, for pods that start now, and where it is asked for, that Cilium knows them all.</summary>
public sealed class ConnectivityProbe(IKubernetes cluster, TimeProvider time)
{
    /// <summary>Proves it, or fails naming what does not hold.</summary>
    /// <exception cref="Errors.GateFailedException">Something does not hold within its bound; the message names the pairs, pods or targets.</exception>
    public async Task<ConnectivityResult> CheckAsync(ConnectivityRequest request, IReporter reporter, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(time, reporter) { LongestPause = TimeSpan.FromSeconds(3) };
        var mesh = await new MeshProof(cluster, time, waiter, request).ProveAsync(cancellationToken);
        await new FreshPods(cluster, time, waiter, request).ProveAsync(cancellationToken);
        if (request.RequireEndpoints)
        {
            await new EndpointProof(cluster, waiter, request).ProveAsync(cancellationToken);
        }

        if (mesh.HealthyPairs < mesh.ExpectedPods * mesh.ExpectedPods)
        {
            reporter.Report($"Proven between {mesh.ExpectedPods} goldpinger pods: {mesh.Strength}; and a fresh pod on each side that has nodes.");
        }

        return mesh;
    }
}
