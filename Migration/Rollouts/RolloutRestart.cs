using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Records;
using k8s;

namespace CniMigration.Migration.Rollouts;

/// <summary>Restarts a workload once for each token.</summary>
internal sealed class RolloutRestart(IKubernetes cluster, TimeProvider time)
{
    public const string Kind = "RolloutRestart";
    private const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    /// <summary>Restarts the workload unless it was restarted for this token before; answers when that was.</summary>
    public Task<string> ApplyAsync(string owner, WorkloadReference reference, string token, CancellationToken cancellationToken) =>
        ConflictRetry.RunAsync(reference.ToString(), time, async () =>
        {
            var workload = await Workload.ReadAsync(cluster, reference, cancellationToken) ?? throw new MigrationException(
                $"Expected {reference} to restart it, but there is none. If it goes by another name or namespace, set it and run again.");
            var record = RecordOf(workload, reference);
            if (record is not null && record.Text("token") == token && record.Text("at") is { } earlier)
            {
                if (record.Owner != owner)
                {
                    await Workload.PatchAsync(cluster, reference, Patches.Merge(workload.Metadata, Annotation(record.OwnedBy(owner, record.Stage))), cancellationToken);
                }

                return earlier;
            }
            // A fraction of a second keeps two restarts within one second two restarts.
            var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
            var ours = new ChangeRecord(Kind, owner, Stages.InOrder.Contains(token) ? token : "", new JsonObject { ["token"] = token, ["at"] = now });
            var template = new JsonObject
            {
                ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [RestartedAt] = now } } },
            };
            await Workload.PatchAsync(cluster, reference, Patches.Merge(workload.Metadata, Annotation(ours), spec: template), cancellationToken);
            return now;
        }, cancellationToken);

    /// <summary>Forgets the token. The restart itself stays: it cannot be undone, and needs no undoing.</summary>
    public Task ForgetAsync(WorkloadReference reference, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken) =>
        ConflictRetry.RunAsync(reference.ToString(), time, async () =>
        {
            if (await Workload.ReadAsync(cluster, reference, cancellationToken) is not { } workload || RecordOf(workload, reference) is not { } record || !chosen(record))
            {
                return false;
            }

            await Workload.PatchAsync(cluster, reference, Patches.Merge(workload.Metadata, new JsonObject { [RecordNames.Restart] = null }), cancellationToken);
            return true;
        }, cancellationToken);

    public static ChangeRecord? RecordOf(Workload workload, WorkloadReference reference) =>
        ChangeRecord.Read(workload.Metadata.Annotations, RecordNames.Restart, reference.ToString());

    private static JsonObject Annotation(ChangeRecord record) => new() { [RecordNames.Restart] = record.ToString() };
}
