using System.Text.Json;
using k8s;
using k8s.Models;

namespace CniMigration.Migration.Nodes;

/// <summary>
/// Cordons nodes and takes cordons back. Each cordon of ours carries a mark, written in the same patch; a cordon without it is somebody else's and stays.
/// </summary>
internal sealed class NodeCordoning(IKubernetes client)
{
    private const string FieldManager = "cni-migration";

    /// <summary>Cordons the nodes of a selector. A node that an owner of ours cordoned before changes owners; one that somebody else cordoned is left as it is.</summary>
    /// <returns>The names of all nodes of the selector, which are all cordoned now.</returns>
    internal async Task<IReadOnlyList<string>> CordonAsync(string selector, string owner, string stage, CancellationToken cancellationToken)
    {
        var nodes = await NodesAsync(selector, cancellationToken);
        var mark = new CordonMark(owner, stage);
        foreach (var node in nodes.Where(n => n.Spec?.Unschedulable != true || CordonMark.Of(n) is { } other && other != mark))
        {
            await PatchAsync(node, mark, unschedulable: true, cancellationToken);
        }

        return [.. nodes.Select(n => n.Metadata.Name)];
    }

    /// <summary>Cordons those nodes of a selector that are not cordoned yet; marks that are there keep their owners.</summary>
    /// <returns>The names of the nodes that were cordoned now.</returns>
    internal async Task<IReadOnlyList<string>> CordonTheRestAsync(string selector, string owner, string stage, CancellationToken cancellationToken)
    {
        var open = (await NodesAsync(selector, cancellationToken)).Where(n => n.Spec?.Unschedulable != true).ToList();
        foreach (var node in open)
        {
            await PatchAsync(node, new CordonMark(owner, stage), unschedulable: true, cancellationToken);
        }

        return [.. open.Select(n => n.Metadata.Name)];
    }

    /// <summary>Takes back the cordons of one owner, wherever its nodes are.</summary>
    /// <returns>The names of the nodes that carried this owner's mark.</returns>
    internal Task<IReadOnlyList<string>> UncordonAsync(string owner, CancellationToken cancellationToken) =>
        UncordonAsync(selector: null, mark => mark.Owner == owner, cancellationToken);

    /// <summary>Takes back our cordons on the nodes of a selector, whichever owner set them.</summary>
    /// <returns>The names of the nodes that carried a mark.</returns>
    internal Task<IReadOnlyList<string>> UncordonSelectedAsync(string selector, CancellationToken cancellationToken) =>
        UncordonAsync(selector, _ => true, cancellationToken);

    private async Task<IReadOnlyList<string>> UncordonAsync(string? selector, Func<CordonMark, bool> ours, CancellationToken cancellationToken)
    {
        var marked = (await NodesAsync(selector, cancellationToken)).Where(n => CordonMark.Of(n) is { } mark && ours(mark)).ToList();
        foreach (var node in marked)
        {
            await PatchAsync(node, mark: null, unschedulable: null, cancellationToken);
        }

        return [.. marked.Select(n => n.Metadata.Name)];
    }

    private async Task<IList<V1Node>> NodesAsync(string? selector, CancellationToken cancellationToken) =>
        (await client.CoreV1.ListNodeAsync(labelSelector: selector, cancellationToken: cancellationToken)).Items;

    private Task<V1Node> PatchAsync(V1Node node, CordonMark? mark, bool? unschedulable, CancellationToken cancellationToken)
    {
        var patch = JsonSerializer.Serialize(new
        {
            metadata = new { annotations = new Dictionary<string, string?> { [CordonMark.Annotation] = mark?.Text() } },
            spec = new { unschedulable },
        });
        return client.CoreV1.PatchNodeAsync(
            new V1Patch(patch, V1Patch.PatchType.MergePatch), node.Metadata.Name, fieldManager: FieldManager, cancellationToken: cancellationToken);
    }
}
