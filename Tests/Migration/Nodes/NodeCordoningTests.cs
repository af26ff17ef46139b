using CniMigration.Migration.Nodes;
using CniMigration.Tests.Migration.Clusters;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Nodes;

[CancelAfter(60_000)]
public sealed class NodeCordoningTests
{
    private TestCluster cluster = null!;
    private NodeCordoning cordoning = null!;

    [SetUp]
    public async Task Start()
    {
        cluster = await TestCluster.StartAsync(oldNodes: 2, ciliumNodes: 0);
        cordoning = new NodeCordoning(cluster.Client, cluster.Time, cluster.Reporter);
    }

    [TearDown]
    public async Task Stop() => await cluster.DisposeAsync();

    [Test]
    public async Task A_cordon_is_on_record_and_taken_back_by_its_owner_alone(CancellationToken ct)
    {
        Assert.That(await cordoning.CordonAsync("side=old", "me", "cordon", ct), Is.EqualTo(new[] { "old-1", "old-2" }));
        await cordoning.UncordonAsync("another", ct);
        Assert.That(await CordonedAsync(), Is.EqualTo(new[] { "old-1 me", "old-2 me" }));

        await cordoning.UncordonAsync("me", ct);

        Assert.That(await CordonedAsync(), Is.Empty);
    }

    [Test]
    public async Task A_cordon_of_somebody_else_stays(CancellationToken ct)
    {
        await CordonByHandAsync("old-1", true, ct);

        await cordoning.CordonAsync("side=old", "me", "cordon", ct);
        await cordoning.UncordonAsync("me", ct);

        Assert.That(await CordonedAsync(), Is.EqualTo(new[] { "old-1 nobody" }));
    }

    [Test]
    public async Task A_new_owner_takes_over_unless_it_only_cordons_the_rest(CancellationToken ct)
    {
        await cordoning.CordonAsync("side=old", "first", "cordon", ct);
        await cordoning.CordonTheRestAsync("side=old", "mover", "migrate", ct);
        Assert.That(await CordonedAsync(), Is.EqualTo(new[] { "old-1 first", "old-2 first" }));

        await cordoning.CordonAsync("side=old", "second", "cordon", ct);
        await cordoning.UncordonAsync("first", ct);

        Assert.That(await CordonedAsync(), Is.EqualTo(new[] { "old-1 second", "old-2 second" }));
    }

    [Test]
    public async Task A_node_that_somebody_uncordoned_is_reported_and_left(CancellationToken ct)
    {
        await cordoning.CordonAsync("side=old", "me", "cordon", ct);
        await CordonByHandAsync("old-2", false, ct);

        await cordoning.UncordonAsync("me", ct);

        Assert.That(cluster.Reporter.Lines.Single(), Does.StartWith("warning: Node old-2"));
        Assert.That((await NodesAsync()).Any(n => NodeCordoning.RecordOf(n) is not null), Is.False);
    }

    private Task<V1Node> CordonByHandAsync(string node, bool cordon, CancellationToken ct) => cluster.Client.CoreV1.PatchNodeAsync(
        new V1Patch(cordon ? """{"spec":{"unschedulable":true}}""" : """{"spec":{"unschedulable":null}}""", V1Patch.PatchType.MergePatch), node, cancellationToken: ct);

    private async Task<IList<V1Node>> NodesAsync() => (await cluster.Client.CoreV1.ListNodeAsync()).Items;

    private async Task<IEnumerable<string>> CordonedAsync() =>
        (await NodesAsync()).Where(n => n.IsCordoned()).Select(n => $"{n.Metadata.Name} {NodeCordoning.RecordOf(n)?.Owner ?? "nobody"}");
}
