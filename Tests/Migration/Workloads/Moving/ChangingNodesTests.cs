using CniMigration.Migration.Changes;
using CniMigration.Migration.Facts;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>Nodes that come, go, or are replaced while workloads move.</summary>
internal sealed class ChangingNodesTests : MoveFixture
{
    private const int Replicas = 6;
    private static readonly Dictionary<string, string> Labels = new() { ["cni"] = "aws-cni" };

    [Test]
    public async Task A_node_that_comes_to_the_source_is_labelled_shut_and_left_like_the_others(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        var move = MoveAsync(Make.ToCilium with { EvictBarePods = true, Owner = "mover" }, cancellationToken);
        await HasBegunAsync();

        await Cluster.AddNodeAsync("old-3", "old");
        await Cluster.Client.CoreV1.CreateNamespacedPodAsync(
            new V1Pod
            {
                Metadata = new V1ObjectMeta { Name = "early", Labels = new Dictionary<string, string> { ["app"] = "early" } },
                Spec = new V1PodSpec { NodeName = "old-3", Containers = [new V1Container { Name = "main", Image = "app:1" }] },
            },
            "team",
            cancellationToken: cancellationToken);
        await Cluster.UntilAsync("it is shut and labelled while the move goes on", async () =>
            move.IsCompleted || await ReadAsync("old-3", cancellationToken) is { Spec.Unschedulable: true } node && node.Label("cni") == "aws-cni");
        Assert.That(move.IsCompleted, Is.False);

        var result = await move;
        var late = await ReadAsync("old-3", cancellationToken);
        Assert.Multiple(() =>
        {
            Assert.That((result.Moved, result.Remaining), Is.EqualTo((Replicas + 1, 0)));
            Assert.That(NodeCordoning.RecordOf(late)?.Owner, Is.EqualTo("mover"));
            Assert.That(
                NodeLabels.RecordsOf(late).Select(entry => (entry.Record.Owner, entry.Record.Stage)),
                Is.EqualTo(new[] { ("labels", "pin-aws-node") }),
                "as its siblings are");
        });
        await new NodeLabels(Cluster.Client, Cluster.Time, Cluster.Reporter).RestoreAsync((_, record) => record.Owner == "labels", cancellationToken);
        Assert.That((await ReadAsync("old-3", cancellationToken)).Label("cni"), Is.Null, "whoever labelled the others takes it back");
    }

    [TestCase("old-2")]
    [TestCase("cilium-2")]
    public async Task A_node_that_vanishes_takes_its_pods_along_and_the_move_goes_on(string node, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        var move = MoveAsync(Make.ToCilium, cancellationToken);
        await HasBegunAsync();

        await Cluster.Client.CoreV1.DeleteNodeAsync(node, cancellationToken: cancellationToken);

        Assert.That((await move).Remaining, Is.Zero);
        Assert.That(await NodesAsync("worker"), Has.Count.EqualTo(Replicas).And.All.StartsWith("cilium"));
    }

    [Test]
    public async Task Nodes_that_are_replaced_one_by_one_end_up_left(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        var move = MoveAsync(Make.ToCilium, cancellationToken);
        await HasBegunAsync();

        foreach (var number in new[] { 1, 2 })
        {
            await Cluster.AddNodeAsync($"old-{number + 2}", "old");
            await Cluster.Client.CoreV1.DeleteNodeAsync($"old-{number}", cancellationToken: cancellationToken);
        }

        Assert.That((await move).Remaining, Is.Zero);
        Assert.That(await NodesAsync("worker"), Has.Count.EqualTo(Replicas).And.All.StartsWith("cilium"));
        var old = (await Cluster.Client.CoreV1.ListNodeAsync(labelSelector: "side=old", cancellationToken: cancellationToken)).Items;
        Assert.That(
            old.Select(n => (n.Metadata.Name, n.Spec.Unschedulable, n.Label("cni"))),
            Is.EquivalentTo(new[] { ("old-3", true, "aws-cni"), ("old-4", (bool?)true, "aws-cni") }));
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddAsync(WithoutSurge("worker", Replicas, maxUnavailable: "1"));
        await Cluster.OpenBothSidesAsync(Replicas);
        await new NodeLabels(Cluster.Client, Cluster.Time, Cluster.Reporter).ApplyAsync("labels", "pin-aws-node", "side=old", Labels, cancellationToken);
    }

    private Task HasBegunAsync() => Cluster.UntilAsync("the move has begun", () => Task.FromResult(Cluster.Served.Evictions.Count > 0));

    private Task<V1Node> ReadAsync(string node, CancellationToken cancellationToken) =>
        Cluster.Client.CoreV1.ReadNodeAsync(node, cancellationToken: cancellationToken);
}
