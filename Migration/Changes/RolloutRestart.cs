using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;

namespace CniMigration.Migration.Changes;

/// <summary>Restarts a workload once for each token.</summary>
internal sealed class RolloutRestart(IKubernetes cluster, TimeProvider time)
{
    public const string Kind = "RolloutRestart";
    private const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    /// <summary>Restarts the workload unless it was restarted for this token before; answers when that was.</summary>
    public async Task<string> ApplyAsync(string owner, WorkloadRef reference, string token, CancellationToken cancellationToken)
    {
        var restarted = "";
        _ = await Workload.In(cluster, reference).ChangeAsync(
            workload =>
            {
                var record = RecordOf(workload, reference);
                if (record is not null && record.Text("token") == token && record.Text("at") is { } earlier)
                {
                    restarted = earlier;
                    return record.Owner == owner ? null : Patches.Merge(workload.Metadata, Annotation(record.OwnedBy(owner, record.Stage)));
                }

                // A fraction of a second keeps two restarts within one second two restarts.
                restarted = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
                var details = new JsonObject { ["token"] = token, ["at"] = restarted };
                var template = new JsonObject
                {
                    ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [RestartedAt] = restarted } } },
                };
                var ours = new ChangeRecord(Kind, owner, Stages.InOrder.Contains(token) ? token : "", details);
                return Patches.Merge(workload.Metadata, Annotation(ours), spec: template);
            },
            time,
            cancellationToken) ?? throw new MigrationException(
            $"Expected {reference} to restart it, but there is none. If it goes by another name or namespace, set it and run again.");
        return restarted;
    }

    /// <summary>Forgets the token. The restart itself stays: it cannot be undone, and needs no undoing.</summary>
    public Task ForgetAsync(WorkloadRef reference, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken) =>
        Workload.In(cluster, reference).ChangeAsync(
            workload => RecordOf(workload, reference) is { } record && chosen(record)
                ? Patches.Merge(workload.Metadata, new JsonObject { [RecordNames.Restart] = null })
                : null,
            time,
            cancellationToken);

    public static ChangeRecord? RecordOf(Workload workload, WorkloadRef reference) =>
        ChangeRecord.Read(workload.Metadata.Annotations, RecordNames.Restart, reference.ToString());

    private static JsonObject Annotation(ChangeRecord record) => new() { [RecordNames.Restart] = record.ToString() };
}
