using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;

namespace CniMigration.Migration.Changes;

/// <summary>A change on record, and the object it is about.</summary>
internal sealed record RecordedChange(string Target, ChangeRecord Record);

/// <summary>All that is on record in the cluster.</summary>
internal sealed record RecordSurvey(
    IReadOnlyList<RecordedChange> Changes, IReadOnlyList<string> Guards, IReadOnlyList<V1Deployment> Deployments,
    IReadOnlyList<RecordConfigMap> Kept)
{
    public static async Task<RecordSurvey> ReadAsync(IKubernetes cluster, IReadOnlyList<V1Node> nodes, CancellationToken cancellationToken)
    {
        var sets = await cluster.DaemonSetsAsync(cancellationToken);
        var deployments = await cluster.DeploymentsAsync(cancellationToken);
        var kept = await new RecordConfigMaps(cluster).ListAsync(cancellationToken);
        var changes = nodes.SelectMany(node => NodeRecords(node).Select(record => new RecordedChange($"Node {node.Metadata.Name}", record)))
            .Concat(sets.SelectMany(set => DaemonSetPlacement.RecordsOf(set).Select(record => new RecordedChange($"DaemonSet {Name(set.Metadata)}", record))))
            .Concat(deployments.Where(deployment => DeploymentPause.RecordOf(deployment) is not null)
                .Select(deployment => new RecordedChange($"Deployment {Name(deployment.Metadata)}", DeploymentPause.RecordOf(deployment)!)))
            .Concat(kept.Select(map => new RecordedChange($"ConfigMap {RecordNames.Namespace}/{map.Name}", map.Record)));
        return new RecordSurvey([.. changes], Guarded(deployments), deployments, kept);
    }

    public static string Name(V1ObjectMeta metadata) => $"{metadata.NamespaceProperty}/{metadata.Name}";

    private static IEnumerable<ChangeRecord> NodeRecords(V1Node node) =>
        NodeLabels.RecordsOf(node).Select(entry => entry.Record).Concat(NodeCordoning.RecordOf(node) is { } cordon ? [cordon] : []);

    private static List<string> Guarded(List<V1Deployment> deployments) =>
        [.. deployments.Where(GuardRecord.IsHeld).Select(deployment => Name(deployment.Metadata)).Order(StringComparer.Ordinal)];
}
