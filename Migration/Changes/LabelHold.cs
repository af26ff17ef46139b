using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Changes;

/// <summary>Watches labels that somebody took away and that were set again: whoever fights for them is named, and not fought.</summary>
internal sealed class LabelHold(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    /// <summary>Who holds the label besides the migration, as an addition to a message; nothing where the cluster does not say.</summary>
    public static string By(V1Node node, string key) =>
        FieldManagers.OtherManagerOf(node.Metadata, "metadata", "labels", key) is { } manager ? $", by the field manager {manager}" : "";

    /// <exception cref="GateFailedException">One of them was taken away again within a minute.</exception>
    public async Task ProveAsync(string selector, IReadOnlySet<string> nodes, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        await Hold.ProveAsync(
            time,
            async elapsed => (await cluster.NodesAsync(selector, cancellationToken))
                .Where(node => nodes.Contains(node.Metadata.Name))
                .SelectMany(node => labels
                    .Where(label => node.Label(label.Key) != label.Value)
                    .Select(label => Describe(node, label.Key, label.Value, elapsed)))
                .FirstOrDefault(),
            cancellationToken);
        reporter.Warn(
            $"{Short.List([.. nodes.Order(StringComparer.Ordinal)])}: labels of the migration had been taken away and were set again. "
            + "If that happens again, look for what does it.");
    }

    private static string Describe(V1Node node, string key, string value, TimeSpan after) =>
        $"Expected node {node.Metadata.Name} to keep the label {key}={value}, which says whose CNI it has; it had been taken away and was set again. "
        + $"Seen: {after.TotalSeconds:0} s later it is {(node.Label(key) is { } now ? $"'{now}'" : "gone")} once more{By(node, key)}. "
        + "Make whoever that is leave the label alone (a GitOps tool: pause it, or let it ignore that field). Nothing later was begun; run again.";
}
