using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Tests.Properties.Cases;
using CniMigration.Tests.Properties.Clusters;

namespace CniMigration.Tests.Properties.Running;

/// <summary>A case from its beginning to its end: there, whatever comes of it, and home again.</summary>
internal static class CaseRun
{
    /// <summary>Answers how it went.</summary>
    /// <exception cref="PropertyBrokenException">Something was not as it always has to be.</exception>
    public static async Task<string> RunAsync(MoveCase @case, CancellationToken cancellationToken)
    {
        await using var cluster = await CaseCluster.StartAsync(@case);
        try
        {
            return await RunAsync(cluster, @case, cancellationToken);
        }
        catch (PropertyBrokenException broken)
        {
            throw new PropertyBrokenException(string.Join($"{Environment.NewLine}  ",
                [
                    broken.Message, "What the mover said:", .. cluster.Server.Reporter.Lines.TakeLast(40), "What there is:",
                    .. await ClusterText.OfAsync(cluster),
                ]));
        }
    }

    private static async Task<string> RunAsync(CaseCluster cluster, MoveCase @case, CancellationToken cancellationToken)
    {
        var before = await CasePortrait.TakeAsync(cluster.Api);
        var there = await new Journey(cluster, @case, MoveDestination.Cilium, isInterrupted: false).GoAsync(cancellationToken);
        if (there is Arrival.Blocked)
        {
            return "blocked";
        }

        cluster.Heal();
        var back = await new Journey(cluster, @case, MoveDestination.Home, isInterrupted: there is not Arrival.There).GoAsync(cancellationToken);
        if (back is not Arrival.There)
        {
            return $"{there}, back: {back}";
        }

        using (var life = new MoverLife(cluster.Server, cancellationToken))
        {
            var stay = new MoveRequest
            {
                Destination = MoveDestination.Stay,
                OldNodeSelector = "side=old",
                CiliumNodeSelector = "side=cilium",
                Owner = "property",
            };
            await new WorkloadMover(life.Client, cluster.Time).MoveAsync(stay, cluster.Server.Reporter, cancellationToken);
        }

        await UndoFaultsAsync(cluster, @case);
        var differences = CasePortrait.Differences(before, await CasePortrait.TakeAsync(cluster.Api));
        return differences.Count == 0
            ? $"{there}, back"
            : throw new PropertyBrokenException($"back means as before, and not: {string.Join(Environment.NewLine, differences)}");
    }

    /// <summary>What others did is theirs to take back.</summary>
    private static async Task UndoFaultsAsync(CaseCluster cluster, MoveCase @case)
    {
        foreach (var deployment in await cluster.ListAsync<Deployment>(ResourceTypes.Deployments))
        {
            if (
                cluster.WorkloadOf(deployment.Name) is { } workload
                    && deployment.Spec.Replicas != workload.Replicas
                    && @case.Faults.Any(fault => fault.Kind is FaultKind.Scale))
            {
                await cluster.PatchAsync(ResourceTypes.Deployments, deployment.Namespace, deployment.Name, new JsonObject { ["replicas"] = workload.Replicas });
            }
        }

        foreach (var node in (await cluster.ListAsync<Node>(ResourceTypes.Nodes)).Where(node => node.Name.EndsWith("-99", StringComparison.Ordinal)))
        {
            await cluster.Api.DeleteAsync(ResourceTypes.Nodes, null, node.Name, null, CancellationToken.None);
        }

        await NodeLoss.UndoAsync(cluster, @case);
    }
}
