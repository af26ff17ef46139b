using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Changes;

/// <summary>Removes a DaemonSet that no node needs any more, with its manifest on record, and creates it again from there.</summary>
internal sealed class DaemonSetRemoval(IKubernetes cluster, IReporter reporter)
{
    public const string Kind = "DaemonSetRemoval";
    private const string ManifestKey = "manifest";
    private static readonly string[] ServerFields =
        ["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <summary>The finalizers by which a deletion takes the pods along, or leaves them.</summary>
    private static readonly string[] OfItsDeletion = ["foregroundDeletion", "orphan"];

    private readonly RecordConfigMaps records = new(cluster);

    /// <summary>Answers whether the DaemonSet is removed with its manifest on record; false where there was none to remove.</summary>
    public async Task<bool> ApplyAsync(string owner, string stage, string ns, string name, string nodeSelector, CancellationToken cancellationToken)
    {
        var recordName = RecordNames.RemovedDaemonSet(ns, name);
        if (await RawAsync(ns, name, cancellationToken) is not { } manifest)
        {
            return await records.TakeAsync(recordName, owner, stage, cancellationToken) is not null;
        }

        var isEnding = manifest["metadata"]!["deletionTimestamp"] is not null;
        if (isEnding && await records.TakeAsync(recordName, owner, stage, cancellationToken) is not null)
        {
            return true;
        }

        await GuardAsync(ns, name, nodeSelector, cancellationToken);
        var record = new ChangeRecord(Kind, owner, stage, new JsonObject { ["namespace"] = ns, ["name"] = name });
        await records.WriteAsync(recordName, record, new Dictionary<string, string> { [ManifestKey] = Cleaned(manifest).ToJsonString() }, cancellationToken);
        if (isEnding)
        {
            return true;
        }

        var uid = manifest["metadata"]!["uid"]!.GetValue<string>();
        await cluster.AppsV1.DeleteNamespacedDaemonSetAsync(
            name, ns, new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = uid }, PropagationPolicy = "Background" },
            cancellationToken: cancellationToken).OrNullAsync();
        return true;
    }

    /// <summary>Creates the DaemonSet as it was when it was removed.</summary>
    public async Task RestoreAsync(string ns, string name, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken)
    {
        var recordName = RecordNames.RemovedDaemonSet(ns, name);
        if (await records.ReadAsync(recordName, cancellationToken) is not { } kept || !chosen(kept.Record))
        {
            return;
        }

        try
        {
            var manifest = JsonNode.Parse(kept.Data[ManifestKey])!;
            await cluster.CustomObjects.CreateNamespacedCustomObjectAsync<JsonObject>(
                manifest, "apps", "v1", ns, "daemonsets", fieldManager: FieldManagers.Migration, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException failure) when (failure.IsConflict())
        {
            reporter.Warn($"DaemonSet {ns}/{name} is there again already. It is left as it is; the manifest on record is dropped.");
        }
        await records.DeleteAsync(kept, cancellationToken);
    }

    /// <summary>Gives a placement that the manifest on record holds to another owner; false where no such DaemonSet is removed.</summary>
    public async Task<bool> TakePlacementAsync(string owner, string stage, string ns, string name, string key, CancellationToken cancellationToken)
    {
        if (await RecordOfAsync(ns, name, cancellationToken) is not { } kept)
        {
            return false;
        }

        var manifest = JsonNode.Parse(kept.Data[ManifestKey])!;
        var annotation = RecordNames.Placement(key);
        if (manifest["metadata"]?["annotations"] is not JsonObject annotations || annotations[annotation]?.GetValue<string>() is not { } text)
        {
            return true;
        }

        var record = ChangeRecord.Read(new Dictionary<string, string> { [annotation] = text }, annotation, $"the manifest in ConfigMap {kept.Name}")!;
        if (record.IsOwnedBy(owner, stage))
        {
            return true;
        }

        annotations[annotation] = record.OwnedBy(owner, stage).ToString();
        await records.WriteAsync(kept.Name, kept.Record, new Dictionary<string, string> { [ManifestKey] = manifest.ToJsonString() }, cancellationToken);
        return true;
    }

    /// <summary>The DaemonSet as it was when it was removed; null where none is on record.</summary>
    public async Task<V1DaemonSet?> ManifestAsync(string ns, string name, CancellationToken cancellationToken) =>
        await RecordOfAsync(ns, name, cancellationToken) is { } kept ? KubernetesJson.Deserialize<V1DaemonSet>(kept.Data[ManifestKey]) : null;

    public Task<RecordConfigMap?> RecordOfAsync(string ns, string name, CancellationToken cancellationToken) =>
        records.ReadAsync(RecordNames.RemovedDaemonSet(ns, name), cancellationToken);

    private async Task GuardAsync(string ns, string name, string nodeSelector, CancellationToken cancellationToken)
    {
        var nodes = await cluster.NodesAsync(nodeSelector, cancellationToken);
        if (nodes.Count > 0)
        {
            throw new GateFailedException(
                $"DaemonSet {ns}/{name} was to be removed when no node of '{nodeSelector}' is left. " +
                $"Seen: {Short.List(nodes.Select(node => node.Metadata.Name))}. " +
                "New pods on these nodes would get no address. Retire them first, then run again.");
        }
    }

    // The typed model would drop the fields it does not know, and they would be missing for good.
    private Task<JsonObject?> RawAsync(string ns, string name, CancellationToken cancellationToken) =>
        cluster.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>("apps", "v1", ns, "daemonsets", name, cancellationToken).OrNullAsync();

    private static JsonObject Cleaned(JsonObject manifest)
    {
        var clean = (JsonObject)manifest.DeepClone();
        clean.Remove("status");
        var metadata = (JsonObject)clean["metadata"]!;
        foreach (var field in ServerFields)
        {
            metadata.Remove(field);
        }

        (metadata["annotations"] as JsonObject)?.Remove("deprecated.daemonset.template.generation");
        if (metadata["finalizers"] is JsonArray finalizers)
        {
            metadata["finalizers"] = new JsonArray(
                [.. finalizers.Select(entry => entry!.GetValue<string>()).Except(OfItsDeletion).Select(entry => JsonValue.Create(entry))]);
        }

        clean["apiVersion"] = "apps/v1";
        clean["kind"] = "DaemonSet";
        return clean;
    }
}
