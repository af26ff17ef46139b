using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Changes;

/// <summary>Labels the nodes that a selector names, with what each label was before on the node itself.</summary>
internal sealed class NodeLabels(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    public const string Kind = "NodeLabels";
    private const int MostPasses = 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Gives others, such as the group that the nodes belong to, some time to set the labels themselves. What they set in that time is theirs and never
    /// on record; who waits for no longer goes on, as the labels can be set here too.
    /// </summary>
    public async Task GiveWayAsync(string selector, IReadOnlyDictionary<string, string> labels, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (patience > TimeSpan.Zero)
        {
            await time.PollAsync(
                patience, BetweenLooks, async _ => !(await cluster.NodesAsync(selector, cancellationToken)).Any(Lacks), cancellationToken);
        }

        bool Lacks(V1Node node) =>
            labels.Any(label => node.Label(label.Key) != label.Value && node.Metadata.Annotations?.ContainsKey(RecordNames.Label(label.Key)) != true);
    }

    /// <summary>Labels all nodes of the selector, lists again, and goes on until none is left out.</summary>
    public async Task<IReadOnlyList<string>> ApplyAsync(
        string owner, string stage, string selector, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var takenAway = new HashSet<string>();
        var left = "";
        for (var pass = 1; pass <= MostPasses; pass++)
        {
            var nodes = await cluster.NodesAsync(selector, cancellationToken);
            var open = nodes.Where(node => PatchFor(node, owner, stage, labels) is not null).ToList();
            if (open.Count == 0)
            {
                if (takenAway.Count > 0)
                {
                    await new LabelHold(cluster, time, reporter).ProveAsync(selector, takenAway, labels, cancellationToken);
                }

                return [.. nodes.Select(node => node.Metadata.Name).Order(StringComparer.Ordinal)];
            }
            takenAway.UnionWith(open.Where(IsTakenAway).Select(node => node.Metadata.Name));
            left = Short.List(
                [.. open.Select(node => $"{node.Metadata.Name}{labels.Keys.Select(key => LabelHold.By(node, key)).FirstOrDefault(by => by.Length > 0)}")]);
            foreach (var node in open)
            {
                await cluster.Node(node.Metadata.Name).ChangeAsync(fresh => PatchFor(fresh, owner, stage, labels), time, cancellationToken);
            }
        }
        throw new MigrationException(
            $"Expected all nodes of '{selector}' to be labelled {string.Join(", ", labels.Select(pair => $"{pair.Key}={pair.Value}"))}; after " +
            $"{MostPasses} passes these still were not: {left}. Something adds nodes or takes the labels away as fast as they are set. Pause it and run "
                + "again.");
    }

    private static bool IsTakenAway(V1Node node) => RecordsOf(node).Any(entry => node.Label(entry.Record.Text("key")!) != entry.Record.Text("value"));

    /// <summary>Takes back the labels that the chosen records stand for, where they still are as we set them.</summary>
    public async Task RestoreAsync(Func<V1Node, ChangeRecord, bool> chosen, CancellationToken cancellationToken)
    {
        foreach (var node in (await cluster.NodesAsync(null, cancellationToken)).Where(node => RecordsOf(node).Any(entry => chosen(node, entry.Record))))
        {
            await cluster.Node(node.Metadata.Name).RestoreAsync(fresh => Undo(fresh, chosen), time, reporter, cancellationToken);
        }
    }

    /// <summary>The records of labels that a node carries, with the label's key.</summary>
    public static IEnumerable<(string Annotation, ChangeRecord Record)> RecordsOf(V1Node node) =>
        (node.Metadata.Annotations ?? new Dictionary<string, string>()).Keys
            .Where(name => name.StartsWith(RecordNames.LabelPrefix, StringComparison.Ordinal))
            .Select(name => (name, ChangeRecord.Read(node.Metadata.Annotations, name, $"node {node.Metadata.Name}")!));

    private static V1Patch? PatchFor(V1Node node, string owner, string stage, IReadOnlyDictionary<string, string> labels)
    {
        var (annotations, values) = (new JsonObject(), new JsonObject());
        foreach (var (key, value) in labels)
        {
            var annotation = RecordNames.Label(key);
            var current = node.Label(key);
            var record = ChangeRecord.Read(node.Metadata.Annotations, annotation, $"node {node.Metadata.Name}");
            if (record is null && current == value)
            {
                continue;
            }

            if (record is not null && record.IsOwnedBy(owner, stage) && current == value && record.Text("value") == value)
            {
                continue;
            }

            var original = record is null ? current : record.Text("original");
            annotations[annotation] = new ChangeRecord(
                Kind, owner, stage, new JsonObject { ["key"] = key, ["value"] = value, ["original"] = original }).ToString();
            if (current != value)
            {
                values[key] = value;
            }
        }
        return annotations.Count == 0 ? null : Patches.Merge(node.Metadata, annotations, values);
    }

    private static Restoration? Undo(V1Node node, Func<V1Node, ChangeRecord, bool> chosen)
    {
        var (annotations, values, theirs) = (new JsonObject(), new JsonObject(), new List<string>());
        foreach (var (annotation, record) in RecordsOf(node).Where(entry => chosen(node, entry.Record)))
        {
            annotations[annotation] = null;
            var key = record.Text("key")!;
            if (node.Label(key) == record.Text("value"))
            {
                values[key] = record.Text("original");
            }
            else
            {
                theirs.Add(
                    $"Node {node.Metadata.Name}: the label {key} is '{node.Label(key)}', no longer the '{record.Text("value")}' set here. Left as it is.");
            }
        }

        return annotations.Count == 0 ? null : new Restoration(Patches.Merge(node.Metadata, annotations, values), theirs);
    }
}
