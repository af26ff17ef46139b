using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Changes;

/// <summary>How many replicas a paused Deployment had, and whether it is there at all.</summary>
internal sealed record PausedDeployment(bool Present, int Replicas);

/// <summary>Scales a Deployment to 0 with its replicas on record, in one patch, and puts them back.</summary>
internal sealed class DeploymentPause(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    public const string Kind = "DeploymentPause";

    public async Task<PausedDeployment> ApplyAsync(string owner, string stage, string ns, string name, CancellationToken cancellationToken)
    {
        var paused = new PausedDeployment(false, 0);
        await cluster.Deployment(ns, name).ChangeAsync(
            deployment =>
            {
                var replicas = Replicas(deployment);
                var record = RecordOf(deployment);

                // A pause and its record are one patch: replicas beside a record are what somebody has asked for since, so they are what comes back.
                var original = replicas != 0 ? replicas : record?.Number("original") ?? 0;
                paused = new PausedDeployment(true, original);
                return replicas != 0 ? Patch(deployment, new ChangeRecord(Kind, owner, stage, new JsonObject { ["original"] = original }), 0)
                    : record is null || record.IsOwnedBy(owner, stage) ? null
                    : Patch(deployment, record.OwnedBy(owner, stage));
            },
            time,
            cancellationToken);
        return paused;
    }

    public Task RestoreAsync(string ns, string name, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken) =>
        cluster.Deployment(ns, name).RestoreAsync(
            deployment => RecordOf(deployment) is not { } record || !chosen(record) ? null
                : Replicas(deployment) is var replicas and not 0 ? new Restoration(
                    Patch(deployment, null),
                    $"{Target(deployment)} has {replicas} replicas, no longer the 0 set here; {record.Number("original")} are on record. Left as it is.")
                : new Restoration(Patch(deployment, null, record.Number("original"))),
            time,
            reporter,
            cancellationToken);

    public static ChangeRecord? RecordOf(V1Deployment deployment) =>
        ChangeRecord.Read(deployment.Metadata.Annotations, RecordNames.Replicas, Target(deployment));

    public static int Replicas(V1Deployment deployment) => deployment.Spec.Replicas ?? 1;

    private static string Target(V1Deployment deployment) => $"Deployment {deployment.Metadata.NamespaceProperty}/{deployment.Metadata.Name}";

    private static V1Patch Patch(V1Deployment read, ChangeRecord? record, int? replicas = null) => Patches.Merge(
        read.Metadata,
        new JsonObject { [RecordNames.Replicas] = record?.ToString() },
        spec: replicas is null ? null : new JsonObject { ["replicas"] = replicas });
}
