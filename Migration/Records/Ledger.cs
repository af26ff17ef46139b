using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Records;

/// <summary>What the ledger says; nothing where no run has written it.</summary>
internal sealed record LedgerEntry(string? Stage, string? Origin);

/// <summary>The one ConfigMap that names the stage the cluster is at, and whether the stack at work created the cluster or adopted it.</summary>
internal sealed class Ledger(IKubernetes cluster, IReporter reporter)
{
    private const string StageKey = "stage";
    private const string OriginKey = "origin";

    public async Task<LedgerEntry> ReadAsync(CancellationToken cancellationToken) => Entry(await FindAsync(cancellationToken));

    /// <summary>Writes the stage, and the origin where one is given.</summary>
    public async Task WriteAsync(string stage, string? origin, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, string> { [StageKey] = stage };
        if (origin is not null)
        {
            entries[OriginKey] = origin;
        }

        if (await FindAsync(cancellationToken) is { } found)
        {
            var current = Entry(found);
            if (current.Stage == stage && (origin is null || current.Origin == origin))
            {
                return;
            }

            await PatchAsync(entries, cancellationToken);
            return;
        }
        try
        {
            await cluster.CoreV1.CreateNamespacedConfigMapAsync(
                new V1ConfigMap
                {
                    ApiVersion = "v1",
                    Kind = "ConfigMap",
                    Metadata = new V1ObjectMeta { Name = RecordNames.Ledger, NamespaceProperty = RecordNames.Namespace },
                    Data = entries,
                },
                RecordNames.Namespace, fieldManager: FieldManagers.Migration, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException failure) when (failure.IsConflict())
        {
            await PatchAsync(entries, cancellationToken);
        }
    }

    /// <summary>Removes the ledger once nothing is left to tell: at any later stage it stays, whoever asks.</summary>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } found)
        {
            return;
        }

        if (found.Data is { } data && data.TryGetValue(StageKey, out var stage) && stage != Stages.Baseline)
        {
            reporter.Warn(
                $"The cluster is on record at stage {stage}, so ConfigMap {RecordNames.Namespace}/{RecordNames.Ledger} stays. " +
                $"To leave nothing behind, go to stage {Stages.Baseline} first.");
            return;
        }
        await cluster.CoreV1.DeleteNamespacedConfigMapAsync(
            RecordNames.Ledger, RecordNames.Namespace, new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = found.Metadata.Uid } },
            cancellationToken: cancellationToken).OrNullAsync();
    }

    private Task<V1ConfigMap?> FindAsync(CancellationToken cancellationToken) =>
        cluster.CoreV1.ReadNamespacedConfigMapAsync(RecordNames.Ledger, RecordNames.Namespace, cancellationToken: cancellationToken).OrNullAsync();

    private static LedgerEntry Entry(V1ConfigMap? map) => new(Value(map, StageKey), Value(map, OriginKey));

    private static string? Value(V1ConfigMap? map, string key) => map?.Data is { } data && data.TryGetValue(key, out var value) ? value : null;

    private Task<V1ConfigMap> PatchAsync(Dictionary<string, string> entries, CancellationToken cancellationToken) =>
        cluster.CoreV1.PatchNamespacedConfigMapAsync(
            new V1Patch(
                new JsonObject { ["data"] = new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))) }.ToJsonString(),
                V1Patch.PatchType.MergePatch),
            RecordNames.Ledger, RecordNames.Namespace, fieldManager: FieldManagers.Migration, cancellationToken: cancellationToken);
}
