using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;

namespace CniMigration.Migration.Records;

/// <summary>A record that has no object of its own to live on, with the data that goes with it.</summary>
internal sealed record RecordConfigMap(string Name, string Uid, ChangeRecord Record, IReadOnlyDictionary<string, string> Data);

/// <summary>Records that outlive the object they are about: ConfigMaps in kube-system.</summary>
internal sealed class RecordConfigMaps(IKubernetes cluster)
{
    public async Task<RecordConfigMap?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await cluster.CoreV1.ReadNamespacedConfigMapAsync(name, RecordNames.Namespace, cancellationToken: cancellationToken).OrNullAsync() is { } map
            ? Parse(map)
            : null;

    public async Task<IReadOnlyList<RecordConfigMap>> ListAsync(CancellationToken cancellationToken)
    {
        var list = await cluster.CoreV1.ListNamespacedConfigMapAsync(
            RecordNames.Namespace, labelSelector: RecordNames.RecordSelector, cancellationToken: cancellationToken);
        return [.. list.Items.Select(Parse)];
    }

    /// <summary>Writes the record and its data, over what an earlier attempt may have left.</summary>
    public async Task WriteAsync(string name, ChangeRecord record, IReadOnlyDictionary<string, string> data, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.CoreV1.CreateNamespacedConfigMapAsync(
                new V1ConfigMap
                {
                    ApiVersion = "v1",
                    Kind = "ConfigMap",
                    Metadata = new V1ObjectMeta
                    {
                        Name = name,
                        NamespaceProperty = RecordNames.Namespace,
                        Labels = new Dictionary<string, string> { [RecordNames.RecordLabel] = "true" },
                        Annotations = new Dictionary<string, string> { [RecordNames.RecordAnnotation] = record.ToString() },
                    },
                    Data = data.ToDictionary(),
                },
                RecordNames.Namespace, fieldManager: FieldManagers.Migration, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException failure) when (failure.IsConflict())
        {
            await PatchAsync(name, record, data, cancellationToken);
        }
    }

    /// <summary>Takes a record over, keeping what it holds; null where there is none.</summary>
    public async Task<RecordConfigMap?> TakeAsync(string name, string owner, string stage, CancellationToken cancellationToken)
    {
        if (await ReadAsync(name, cancellationToken) is not { } kept)
        {
            return null;
        }

        if (!kept.Record.IsOwnedBy(owner, stage))
        {
            await PatchAsync(name, kept.Record.OwnedBy(owner, stage), null, cancellationToken);
        }

        return kept;
    }

    public async Task DeleteAsync(RecordConfigMap kept, CancellationToken cancellationToken) =>
        await cluster.CoreV1.DeleteNamespacedConfigMapAsync(
            kept.Name, RecordNames.Namespace, new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = kept.Uid } },
            cancellationToken: cancellationToken).OrNullAsync();

    private static RecordConfigMap Parse(V1ConfigMap map) => new(
        map.Metadata.Name,
        map.Metadata.Uid,
        ChangeRecord.Read(map.Metadata.Annotations, RecordNames.RecordAnnotation, $"ConfigMap {RecordNames.Namespace}/{map.Metadata.Name}")
            ?? throw new MigrationException(
                $"ConfigMap {RecordNames.Namespace}/{map.Metadata.Name} is labelled as a record, and its annotation {RecordNames.RecordAnnotation} is "
                    + "missing. " +
                "Someone edited it: put the annotation back, or remove the ConfigMap if what it describes was undone by hand."),
        map.Data is null ? new Dictionary<string, string>() : map.Data.ToDictionary());

    private Task<V1ConfigMap> PatchAsync(string name, ChangeRecord record, IReadOnlyDictionary<string, string>? data, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject { [RecordNames.RecordLabel] = "true" },
                ["annotations"] = new JsonObject { [RecordNames.RecordAnnotation] = record.ToString() },
            },
        };
        if (data is not null)
        {
            body["data"] = new JsonObject(data.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return cluster.CoreV1.PatchNamespacedConfigMapAsync(
            new V1Patch(body.ToJsonString(), V1Patch.PatchType.MergePatch), name, RecordNames.Namespace,
            fieldManager: FieldManagers.Migration, cancellationToken: cancellationToken);
    }
}
