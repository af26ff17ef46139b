using CniMigration.Migration.Clusters;
using CniMigration.Migration.DaemonSets;
using CniMigration.Migration.Deployments;
using CniMigration.Migration.NodeGroups;
using CniMigration.Migration.Nodes;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.State;
using k8s;

namespace CniMigration.Migration.Records;

/// <summary>
/// Takes back what is on record above a stage that the cluster has already gone back from: changes whose resource never came to be, because its
/// Create failed or was killed half way.
/// </summary>
internal sealed class OrphanRecords(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    public async Task TakeBackAboveAsync(string stage, CancellationToken ct)
    {
        var nodes = await cluster.NodesAsync(null, ct);
        var survey = await RecordSurvey.ReadAsync(cluster, nodes, ct);
        var above = survey.Changes.Where(change => IsAbove(change.Record)).ToList();
        if (above.Count == 0)
            return;

        // Sizes on record are no change of the cluster: a group that has them again needs them no more, whoever lets go of them.
        var changes = above.Where(change => change.Record.Kind != NodeGroupGuard.Kind).Select(change => $"{change.Record.Kind} on {change.Target}").ToList();
        if (changes.Count > 0)
            reporter.Warn($"No resource owns these changes any more, and they belong to stages above {stage}; they are taken back: {Short.List(changes)}");

        // The reverse of the order of the stages: what was removed comes back first, the pins on it go last.
        foreach (var removed in survey.Kept.Where(kept => kept.Record.Kind == DaemonSetRemoval.Kind && IsAbove(kept.Record)))
            await new DaemonSetRemoval(cluster, reporter).RestoreAsync(removed.Record.Text("namespace")!, removed.Record.Text("name")!, IsAbove, ct);
        foreach (var sizes in survey.Kept.Where(kept => kept.Record.Kind == NodeGroupGuard.Kind && IsAbove(kept.Record)))
            await new RecordConfigMaps(cluster).DeleteAsync(sizes, ct);
        await new NodeCordoning(cluster, time, reporter).RestoreAsync(selector: null, (_, record) => IsAbove(record), ct);
        var placement = new DaemonSetPlacement(cluster, time, reporter);
        // Read again: what came back just now brought its pins along.
        foreach (var set in await cluster.DaemonSetsAsync(ct))
        {
            foreach (var record in DaemonSetPlacement.RecordsOf(set).Where(IsAbove))
                await placement.RestoreAsync(set.Metadata.NamespaceProperty, set.Metadata.Name, record.Text("key")!, IsAbove, ct);
        }
        await new NodeLabels(cluster, time, reporter).RestoreAsync((_, record) => IsAbove(record), ct);
        foreach (var paused in survey.Deployments.Where(deployment => DeploymentPause.RecordOf(deployment) is { } record && IsAbove(record)))
            await new DeploymentPause(cluster, time, reporter).RestoreAsync(paused.Metadata.NamespaceProperty, paused.Metadata.Name, IsAbove, ct);

        bool IsAbove(ChangeRecord record) => Stages.IsAbove(record.Stage, stage);
    }
}
