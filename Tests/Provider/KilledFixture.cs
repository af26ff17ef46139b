using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Provider;

/// <summary>Operations that end after any of their writes, as by kill -9, and what they leave in the cluster.</summary>
internal abstract class KilledFixture : ProviderFixture
{
    /// <summary>Loses the answer to one of the operation's writes, and all requests after it; false where it ended before.</summary>
    protected async Task<bool> IsKilledAsync(int afterWrites, Func<Task> operation)
    {
        var writes = 0;
        var gate = Cluster.Core.Gate;
        gate.LostAnswers = request => request.Verb is "create" or "update" or "patch" or "delete" && ++writes == afterWrites;
        gate.Faults = _ => writes >= afterWrites ? new(new ApiException(403, "Forbidden", "the run was killed")) : null;
        try
        {
            await operation();
        }
        catch (CniMigration.Migration.Errors.ClusterForbiddenException)
        {
            return true;
        }
        finally
        {
            (gate.Faults, gate.LostAnswers) = (null, null);
        }
        Assert.That(writes, Is.LessThan(afterWrites), "a lost answer must not pass for success");
        Assert.That(afterWrites, Is.GreaterThan(1), "nothing was written");
        return false;
    }

    /// <summary>What is in the cluster, but for who owns a record and what the server counts.</summary>
    protected async Task<SortedDictionary<string, string>> LookAsync()
    {
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in new[] { ResourceTypes.Nodes, ResourceTypes.DaemonSets, ResourceTypes.Deployments, ResourceTypes.ConfigMaps })
        {
            foreach (var item in (await Cluster.Client.ListAsync(type, null, Token)).Items)
            {
                var json = item.ToJson();
                var metadata = json["metadata"]!;
                seen[$"{type.Kind} {item.Namespace}/{item.Name}"] = string.Join(
                    ' ', Text(metadata["labels"]), Text(WithoutOwners(metadata["annotations"])), Text(json["spec"]));
            }
        }
        return seen;
    }

    private static string Text(JsonNode? node) => node is null or JsonObject { Count: 0 } ? "" : node.ToJsonString();

    private static JsonObject WithoutOwners(JsonNode? annotations) =>
        new((annotations as JsonObject ?? []).Where(entry => entry.Key != "deprecated.daemonset.template.generation")
        .Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Anonymous(entry.Value!.GetValue<string>()))));

    private static string Anonymous(string value)
    {
        if (!value.StartsWith("{\"owner\"", StringComparison.Ordinal))
        {
            return value;
        }

        var record = JsonNode.Parse(value)!.AsObject();
        record.Remove("owner");
        return record.ToJsonString();
    }
}
