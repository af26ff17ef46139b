using System.Text.Json.Nodes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Changes;

/// <summary>
/// Cordons nodes and takes cordons back. Each cordon of ours is on record on its node, written in the same patch; one that is not is somebody else's and stays.
/// </summary>
internal sealed class NodeCordoning(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    public const string Kind = "NodeCordon";

    private const int AtOnce = 8;
    private const int MostPasses = 10;

    /// <summary>The record of our cordon that a node carries.</summary>
    public static ChangeRecord? RecordOf(V1Node node) =>
        ChangeRecord.Read(node.Metadata.Annotations, RecordNames.Cordon, $"node {node.Metadata.Name}");

    /// <summary>
    /// Cordons the nodes of a selector and takes over the cordons that are on record, lists again, and goes on until none is left out; a cordon that somebody
    /// else set is left as it is.
    /// </summary>
    /// <returns>The names of all nodes of the selector: all of them are cordoned now.</returns>
    /// <exception cref="GateFailedException">Somebody opens them as fast as they are cordoned, or adds open ones.</exception>
    public async Task<IReadOnlyList<string>> CordonAsync(string selector, string owner, string stage, CancellationToken cancellationToken)
    {
        for (var pass = 1; ; pass++)
        {
            var nodes = await cluster.NodesAsync(selector, cancellationToken);
            var open = nodes.Where(node => CordonPatch(node, owner, stage, takeOver: true) is not null).ToList();
            if (open.Count == 0)
            {
                return [.. nodes.Select(node => node.Metadata.Name).Order(StringComparer.Ordinal)];
            }

            if (pass > MostPasses)
            {
                throw new GateFailedException(
                    $"Expected all nodes of '{selector}' to be cordoned; after {MostPasses} passes these still were not: "
                        + $"{Short.List(open.Select(node => node.Metadata.Name))}. "
                    + "Something opens them as fast as they are cordoned, or adds nodes. Pause it and run again.");
            }
            await CordonAsync(open, owner, stage, takeOver: true, cancellationToken);
        }
    }

    /// <summary>Cordons those nodes of a selector that are not cordoned yet, but for the named ones; a cordon that is on record keeps its owner.</summary>
    /// <returns>The nodes that were open, as they were.</returns>
    public async Task<IReadOnlyList<V1Node>> CordonTheRestAsync(
        string selector, string owner, string stage, CancellationToken cancellationToken, IReadOnlySet<string>? but = null)
    {
        var open = (await cluster.NodesAsync(selector, cancellationToken))
            .Where(node => !node.IsCordoned() && but?.Contains(node.Metadata.Name) != true)
            .ToList();
        await CordonAsync(open, owner, stage, takeOver: false, cancellationToken);
        return open;
    }

    /// <summary>Gives the chosen cordons to another owner. No node is cordoned or opened by it.</summary>
    public async Task TakeOverAsync(Func<ChangeRecord, bool> chosen, string owner, string stage, CancellationToken cancellationToken)
    {
        await EachAsync(
            (await cluster.NodesAsync(null, cancellationToken)).Where(node => TakeOverPatch(node) is not null),
            (node, token) => PatchAsync(node, TakeOverPatch, token),
            cancellationToken);

        V1Patch? TakeOverPatch(V1Node node) => RecordOf(node) is { } record && chosen(record) && !record.IsOwnedBy(owner, stage)
            ? Patches.Merge(node.Metadata, new JsonObject { [RecordNames.Cordon] = record.OwnedBy(owner, stage).ToString() })
            : null;
    }

    /// <summary>Takes back the cordons of one owner, wherever its nodes are.</summary>
    public Task UncordonAsync(string owner, CancellationToken cancellationToken) =>
        RestoreAsync(selector: null, (_, record) => record.Owner == owner, cancellationToken);

    /// <summary>Takes back the cordons of the chosen records on the nodes of a selector, or on all.</summary>
    public async Task RestoreAsync(string? selector, Func<V1Node, ChangeRecord, bool> chosen, CancellationToken cancellationToken)
    {
        var ours = (await cluster.NodesAsync(selector, cancellationToken)).Where(node => RecordOf(node) is { } record && chosen(node, record));
        await EachAsync(
            ours,
            (node, token) => cluster.Node(node.Metadata.Name).RestoreAsync(fresh => Undo(fresh, chosen), time, reporter, token, node),
            cancellationToken);
    }

    private Task CordonAsync(IEnumerable<V1Node> nodes, string owner, string stage, bool takeOver, CancellationToken cancellationToken) => EachAsync(
        nodes.Where(node => CordonPatch(node, owner, stage, takeOver) is not null),
        (node, token) => PatchAsync(node, fresh => CordonPatch(fresh, owner, stage, takeOver), token),
        cancellationToken);

    private static V1Patch? CordonPatch(V1Node node, string owner, string stage, bool takeOver) => (node.IsCordoned(), RecordOf(node)) switch
    {
        (true, null) => null,
        (true, { } record) when !takeOver || record.IsOwnedBy(owner, stage) => null,
        _ => Patches.Merge(
            node.Metadata,
            new JsonObject { [RecordNames.Cordon] = new ChangeRecord(Kind, owner, stage, []).ToString() },
            spec: new JsonObject { ["unschedulable"] = true }),
    };

    private static Restoration? Undo(V1Node node, Func<V1Node, ChangeRecord, bool> chosen)
    {
        if (RecordOf(node) is not { } record || !chosen(node, record))
        {
            return null;
        }

        var annotations = new JsonObject { [RecordNames.Cordon] = null };
        return node.IsCordoned()
            ? new Restoration(Patches.Merge(node.Metadata, annotations, spec: new JsonObject { ["unschedulable"] = null }))
            : new Restoration(
                Patches.Merge(node.Metadata, annotations), $"Node {node.Metadata.Name}: somebody has uncordoned it meanwhile. Left as it is.");
    }

    private static Task EachAsync(IEnumerable<V1Node> nodes, Func<V1Node, CancellationToken, Task> act, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            nodes,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (node, token) => await act(node, token));

    private Task<V1Node?> PatchAsync(V1Node listed, Func<V1Node, V1Patch?> patchFor, CancellationToken cancellationToken) =>
        cluster.Node(listed.Metadata.Name).ChangeAsync(patchFor, time, cancellationToken, listed);
}
