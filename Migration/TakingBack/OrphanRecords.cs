using CniMigration.Migration.Changes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.TakingBack;

/// <summary>
/// Takes back what is on record of stages that the cluster has gone back from: changes whose resource never came to be, because its Create failed or
/// was killed half way.
/// </summary>
internal sealed class OrphanRecords(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    public Task TakeBackAboveAsync(string stage, CancellationToken cancellationToken) =>
        TakeBackAsync($"belong to stages above {stage}", record => Stages.IsAbove(record.Stage, stage), cancellationToken);

    /// <summary>Takes back what a stage itself left. The sizes of retired node groups stay: they are what these groups get back.</summary>
    public Task TakeBackOfAsync(string stage, CancellationToken cancellationToken) =>
        TakeBackAsync($"belong to stage {stage}, which is left", record => record.Stage == stage && record.Kind != RetiredSizes.Kind, cancellationToken);

    private async Task TakeBackAsync(string why, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken)
    {
        var nodes = await cluster.NodesAsync(null, cancellationToken);
        var survey = await RecordSurvey.ReadAsync(cluster, nodes, cancellationToken);
        await ForgetRestartsAsync(survey, chosen, cancellationToken);
        var above = survey.Changes.Where(change => chosen(change.Record)).ToList();
        if (above.Count == 0)
        {
            return;
        }

        // Sizes on record are no change of the cluster: a group that has them again needs them no more, whoever lets go of them.
        var changes = above.Where(change => change.Record.Kind != RetiredSizes.Kind).Select(change => $"{change.Record.Kind} on {change.Target}").ToList();
        if (changes.Count > 0)
        {
            reporter.Warn($"No resource owns these changes any more, and they {why}; they are taken back: {Short.List(changes)}");
        }

        // The reverse of the order of the stages: what was removed comes back first, the pins on it go last.
        foreach (var removed in survey.Kept.Where(kept => kept.Record.Kind == DaemonSetRemoval.Kind && chosen(kept.Record)))
        {
            await new DaemonSetRemoval(cluster, reporter).RestoreAsync(
                removed.Record.Text("namespace")!, removed.Record.Text("name")!, chosen, cancellationToken);
        }

        foreach (var sizes in survey.Kept.Where(kept => kept.Record.Kind == RetiredSizes.Kind && chosen(kept.Record)))
        {
            await new RecordConfigMaps(cluster).DeleteAsync(sizes, cancellationToken);
        }

        await new NodeCordoning(cluster, time, reporter).RestoreAsync(selector: null, (_, record) => chosen(record), cancellationToken);
        var placement = new DaemonSetPlacement(cluster, time, reporter);
        // Read again: what came back just now brought its pins along.
        foreach (var set in await cluster.DaemonSetsAsync(cancellationToken))
        {
            foreach (var record in DaemonSetPlacement.RecordsOf(set).Where(chosen))
            {
                await placement.RestoreAsync(set.Metadata.NamespaceProperty, set.Metadata.Name, record.Text("key")!, chosen, cancellationToken);
            }
        }
        await new NodeLabels(cluster, time, reporter).RestoreAsync((_, record) => chosen(record), cancellationToken);
        foreach (var paused in survey.Deployments.Where(deployment => DeploymentPause.RecordOf(deployment) is { } record && chosen(record)))
        {
            await new DeploymentPause(cluster, time, reporter).RestoreAsync(paused.Metadata.NamespaceProperty, paused.Metadata.Name, chosen, cancellationToken);
        }
    }

    /// <summary>A restart cannot be undone; but a stage that was left restarts again when it is reached again.</summary>
    private async Task ForgetRestartsAsync(RecordSurvey survey, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken)
    {
        foreach (var metadata in survey.Deployments.Select(deployment => deployment.Metadata))
        {
            var reference = new WorkloadRef("Deployment", metadata.NamespaceProperty, metadata.Name);
            if (ChangeRecord.Read(metadata.Annotations, RecordNames.Restart, reference.ToString()) is { } record && chosen(record))
            {
                await new RolloutRestart(cluster, time).ForgetAsync(reference, chosen, cancellationToken);
            }
        }
    }
}
