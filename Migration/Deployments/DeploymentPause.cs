using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;
using k8s;
using k8s.Models;

namespace CniMigration.Migration.Deployments;

/// <summary>How many replicas a paused Deployment had, and whether it is there at all.</summary>
internal sealed record PausedDeployment(bool Present, int Replicas);

/// <summary>Scales a Deployment to 0 with its replicas on record, in one patch, and puts them back.</summary>
internal sealed class DeploymentPause(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    public const string Kind = "DeploymentPause";

    public Task<PausedDeployment> ApplyAsync(string owner, string stage, string ns, string name, CancellationToken cancellationToken) =>
        ConflictRetry.RunAsync(Target(ns, name), time, async () =>
        {
            if (await ReadAsync(ns, name, cancellationToken) is not { } deployment)
            {
                return new PausedDeployment(false, 0);
            }

            var replicas = Replicas(deployment);
            var record = RecordOf(deployment);
            if (record is null && replicas == 0)
            {
                return new PausedDeployment(true, 0);
            }

            // A pause and its record are one patch: replicas beside a record are what somebody has asked for since, so they are what comes back.
            var original = replicas != 0 ? replicas : record!.Number("original") ?? 0;
            if (replicas != 0 || !record!.IsOwnedBy(owner, stage))
            {
                var ours = replicas == 0 ? record!.OwnedBy(owner, stage) : new ChangeRecord(Kind, owner, stage, new JsonObject { ["original"] = original });
                await PatchAsync(deployment, ours.ToString(), replicas == 0 ? null : new JsonObject { ["replicas"] = 0 }, cancellationToken);
            }
            return new PausedDeployment(true, original);
        }, cancellationToken);

    public async Task RestoreAsync(string ns, string name, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken)
    {
        var theirs = await ConflictRetry.RunAsync(Target(ns, name), time, async () =>
        {
            if (await ReadAsync(ns, name, cancellationToken) is not { } deployment || RecordOf(deployment) is not { } record || !chosen(record))
            {
                return null;
            }

            var replicas = Replicas(deployment);
            await PatchAsync(deployment, null, replicas == 0 ? new JsonObject { ["replicas"] = record.Number("original") } : null, cancellationToken);
            return replicas == 0
                ? null
                : $"{Target(ns, name)} has {replicas} replicas, no longer the 0 set here; {record.Number("original")} are on record. Left as it is.";
        }, cancellationToken);
        if (theirs is not null)
        {
            reporter.Warn(theirs);
        }
    }

    public Task<V1Deployment?> ReadAsync(string ns, string name, CancellationToken cancellationToken) =>
        cluster.AppsV1.ReadNamespacedDeploymentAsync(name, ns, cancellationToken: cancellationToken).OrNullAsync();

    public static ChangeRecord? RecordOf(V1Deployment deployment) => ChangeRecord.Read(
        deployment.Metadata.Annotations, RecordNames.Replicas, Target(deployment.Metadata.NamespaceProperty, deployment.Metadata.Name));

    public static int Replicas(V1Deployment deployment) => deployment.Spec.Replicas ?? 1;

    private static string Target(string ns, string name) => $"Deployment {ns}/{name}";

    private Task<V1Deployment> PatchAsync(V1Deployment read, string? record, JsonObject? spec, CancellationToken cancellationToken) =>
        cluster.AppsV1.PatchNamespacedDeploymentAsync(
            Patches.Merge(read.Metadata, new JsonObject { [RecordNames.Replicas] = record }, spec: spec), read.Metadata.Name,
            read.Metadata.NamespaceProperty, fieldManager: RecordNames.FieldManager, cancellationToken: cancellationToken);
}
