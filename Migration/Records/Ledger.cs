using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Reporting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Migration.Records;

/// <summary>The one ConfigMap that names the stage the cluster is at.</summary>
internal sealed class Ledger(IKubernetes cluster, IReporter reporter)
{
    private const string StageKey = "stage";

    /// <summary>The stage on record, or null where no run has written one.</summary>
    public async Task<string?> ReadAsync(CancellationToken ct) =>
        await FindAsync(ct) is { Data: { } data } && data.TryGetValue(StageKey, out var stage) ? stage : null;

    public async Task WriteAsync(string stage, CancellationToken ct)
    {
        if (await FindAsync(ct) is { } found)
        {
            if (found.Data is { } data && data.TryGetValue(StageKey, out var current) && current == stage)
                return;
            await PatchAsync(stage, ct);
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
                    Data = new Dictionary<string, string> { [StageKey] = stage },
                },
                RecordNames.Namespace, fieldManager: RecordNames.FieldManager, cancellationToken: ct);
        }
        catch (HttpOperationException failure) when (failure.IsConflict())
        {
            await PatchAsync(stage, ct);
        }
    }

    /// <summary>Removes the ledger once nothing is left to tell: at any later stage it stays, whoever asks.</summary>
    public async Task DeleteAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } found)
            return;
        if (found.Data is { } data && data.TryGetValue(StageKey, out var stage) && stage != Stages.Baseline)
        {
            reporter.Warn(
                $"The cluster is on record at stage {stage}, so ConfigMap {RecordNames.Namespace}/{RecordNames.Ledger} stays. " +
                $"To leave nothing behind, go to stage {Stages.Baseline} first.");
            return;
        }
        await cluster.CoreV1.DeleteNamespacedConfigMapAsync(
            RecordNames.Ledger, RecordNames.Namespace, new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = found.Metadata.Uid } },
            cancellationToken: ct).OrNullAsync();
    }

    private Task<V1ConfigMap?> FindAsync(CancellationToken ct) =>
        cluster.CoreV1.ReadNamespacedConfigMapAsync(RecordNames.Ledger, RecordNames.Namespace, cancellationToken: ct).OrNullAsync();

    private Task<V1ConfigMap> PatchAsync(string stage, CancellationToken ct) =>
        cluster.CoreV1.PatchNamespacedConfigMapAsync(
            new V1Patch(new JsonObject { ["data"] = new JsonObject { [StageKey] = stage } }.ToJsonString(), V1Patch.PatchType.MergePatch),
            RecordNames.Ledger, RecordNames.Namespace, fieldManager: RecordNames.FieldManager, cancellationToken: ct);
}
