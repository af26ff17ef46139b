using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Tests.Properties.Cases;
using CniMigration.Tests.Properties.Clusters;

namespace CniMigration.Tests.Properties.Running;

/// <summary>A node that vanishes, its pods with it, and the one that comes in its place.</summary>
internal sealed class NodeLoss(CaseCluster cluster)
{
    private const string Successor = "98";

    /// <summary>Takes a node of the side away; answers it, or null where none can be spared.</summary>
    public async Task<Node?> StrikeAsync(string side, int number, Action<string> disturbed)
    {
        var pods = await cluster.ListAsync<Pod>(ResourceTypes.Pods);
        var nodes = (await cluster.ListAsync<Node>(ResourceTypes.Nodes))
            .Where(node =>
                node.Name.StartsWith(side, StringComparison.Ordinal) && !node.Name.EndsWith("-99", StringComparison.Ordinal) && !cluster.IsShut(node.Name))
            .Where(node => !pods.Any(pod => pod.Spec.NodeName == node.Name && AppOf(pod) is { } app && cluster.WorkloadOf(app)?.Kind is WorkloadKind.BarePod))
            .OrderBy(node => node.Name, StringComparer.Ordinal)
            .ToList();
        if (nodes.Count == 0)
        {
            return null;
        }

        var lost = nodes[number % nodes.Count];
        await cluster.Api.DeleteAsync(ResourceTypes.Nodes, null, lost.Name, null, CancellationToken.None);
        foreach (
            var app in pods
                .Concat(await cluster.ListAsync<Pod>(ResourceTypes.Pods))
                .Where(pod => pod.Spec.NodeName == lost.Name)
                .Select(AppOf)
                .OfType<string>()
                .Distinct())
        {
            disturbed(app);
        }

        return lost;
    }

    /// <summary>A node like the lost one comes: under its name, as a kubelet that registers again, or under another.</summary>
    public Task ReplaceAsync(Node lost, bool sameName) => cluster.AddNodeLikeAsync(lost.Name, sameName ? lost.Name : $"{lost.Name.Split('-')[0]}-{Successor}");

    /// <summary>Puts the nodes there that there were.</summary>
    public static async Task UndoAsync(CaseCluster cluster, MoveCase @case)
    {
        var nodes = (await cluster.ListAsync<Node>(ResourceTypes.Nodes)).Select(node => node.Name).ToHashSet();
        foreach (var successor in nodes.Where(node => node.EndsWith($"-{Successor}", StringComparison.Ordinal)))
        {
            await cluster.Api.DeleteAsync(ResourceTypes.Nodes, null, successor, null, CancellationToken.None);
        }

        foreach (var lost in Names("old", @case.OldNodes.Length).Concat(Names("cilium", @case.CiliumNodes.Length)).Where(name => !nodes.Contains(name)))
        {
            await cluster.AddNodeLikeAsync(lost, lost);
        }

        await cluster.ComesAsync(async () => (await cluster.ListAsync<Node>(ResourceTypes.Nodes)).All(CaseCluster.IsUp), TimeSpan.FromMinutes(10));
    }

    private static IEnumerable<string> Names(string side, int count) => Enumerable.Range(1, count).Select(number => $"{side}-{number}");

    private static string? AppOf(Pod pod) => pod.Metadata.Labels.GetValueOrDefault("app");
}
