using CniMigration.Benchmarks.Moves.Clusters;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Benchmarks.Moves.Rivals;

/// <summary>The move of this project, as the provider runs it, with its defaults.</summary>
internal static class OurMove
{
    public static async Task RunAsync(RivalContext context, CancellationToken cancellationToken)
    {
        using var client = ClusterConnection.Open(context.Kubeconfig, TimeProvider.System);
        await new WorkloadMover(client, TimeProvider.System).MoveAsync(new MoveRequest
        {
            Destination = MoveDestination.Cilium,
            OldNodeSelector = $"{Manifests.SideLabel}={Manifests.Old}",
            CiliumNodeSelector = $"{Manifests.SideLabel}={Manifests.New}",
        }, new Reporter(context.Say), cancellationToken);
    }

    private sealed class Reporter(Action<string> say) : IReporter
    {
        public void Report(string value) => say(value);

        public void Warn(string message) => say(message);
    }
}
