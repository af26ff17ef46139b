using System.ComponentModel;
using System.Text.Json.Nodes;
using CniMigration.Migration.Records;

namespace CniMigration.Migration.Changes;

/// <summary>What a retired node group gets back.</summary>
internal sealed record NodeGroupSizes(
    [property: Description("The node group.")] string NodeGroup,
    [property: Description("Its desired size.")] int Desired,
    [property: Description("Its least size.")] int Min,
    [property: Description("Its greatest size.")] int Max);

/// <summary>Keeps on record, in a ConfigMap for each node group, the sizes that it had before it was retired.</summary>
internal sealed class RetiredSizes(IKubernetes cluster)
{
    /// <summary>The records bear the name of the resource that writes them.</summary>
    public const string Kind = "NodeGroupGuard";

    private readonly RecordConfigMaps records = new(cluster);

    /// <summary>Puts sizes on record, unless some are: those are what the group had before it was retired.</summary>
    public async Task RecordAsync(string owner, string stage, string nodeGroup, IReadOnlyDictionary<string, int> sizes, CancellationToken cancellationToken)
    {
        if (sizes.Count == 0)
        {
            return;
        }

        var name = RecordNames.NodeGroupSizes(nodeGroup);
        if (await records.TakeAsync(name, owner, stage, cancellationToken) is not null)
        {
            return;
        }

        var details = new JsonObject
        {
            ["nodeGroup"] = nodeGroup,
            ["sizes"] = new JsonObject(sizes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        await records.WriteAsync(name, new ChangeRecord(Kind, owner, stage, details), new Dictionary<string, string>(), cancellationToken);
    }

    /// <summary>The sizes that a record keeps; null where it is about something else.</summary>
    public static NodeGroupSizes? SizesOf(ChangeRecord record) =>
        record.Kind == Kind && record.Numbers("sizes") is { Count: > 0 } sizes
            ? new NodeGroupSizes(
                record.Text("nodeGroup") ?? "", sizes.GetValueOrDefault("desired"), sizes.GetValueOrDefault("min"), sizes.GetValueOrDefault("max"))
            : null;

    /// <summary>Drops the sizes on record of the groups whose guard this was.</summary>
    public async Task ForgetAsync(string nodeGroup, Func<ChangeRecord, bool> chosen, CancellationToken cancellationToken)
    {
        if (await records.ReadAsync(RecordNames.NodeGroupSizes(nodeGroup), cancellationToken) is { } kept && chosen(kept.Record))
        {
            await records.DeleteAsync(kept, cancellationToken);
        }
    }
}
