using CniMigration.Migration.Changes;
using CniMigration.Migration.Facts;
using CniMigration.Tests.Migration.Clusters;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Changes;

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
    public async Task A_cordon_is_on_record_and_taken_back_by_its_owner_alone(CancellationToken cancellationToken)
    {
        Assert.That(await cordoning.CordonAsync("side=old", "me", "cordon", cancellationToken), Is.EqualTo(new[] { "old-1", "old-2" }));
        await cordoning.UncordonAsync("another", cancellationToken);
        Assert.That(await CordonedAsync(), Is.EqualTo(new[] { "old-1 me", "old-2 me" }));

        await cordoning.UncordonAsync("me", cancellationToken);

        Assert.That(await CordonedAsync(), Is.Empty);
    }

    [Test]
    public async Task A_cordon_of_somebody_else_stays(CancellationToken cancellationToken)
    {
        await CordonByHandAsync("old-1", true, cancellationToken);

        await cordoning.CordonAsync("side=old", "me", "cordon", cancellationToken);
        await cordoning.UncordonAsync("me", cancellationToken);

        Assert.That(await CordonedAsync(), Is.EqualTo(new[] { "old-1 nobody" }));
    }

    [Test]
    public async Task A_new_owner_takes_over_unless_it_only_cordons_the_rest(CancellationToken cancellationToken)
    {
        await cordoning.CordonAsync("side=old", "first", "cordon", cancellationToken);
        await cordoning.CordonTheRestAsync("side=old", "mover", "migrate", cancellationToken);
        Assert.That(await CordonedAsync(), Is.EqualTo(new[] { "old-1 first", "old-2 first" }));

        await cordoning.CordonAsync("side=old", "second", "cordon", cancellationToken);
        await cordoning.UncordonAsync("first", cancellationToken);

        Assert.That(await CordonedAsync(), Is.EqualTo(new[] { "old-1 second", "old-2 second" }));
    }

    [Test]
    public async Task A_node_that_somebody_uncordoned_is_reported_and_left(CancellationToken cancellationToken)
    {
        await cordoning.CordonAsync("side=old", "me", "cordon", cancellationToken);
        await CordonByHandAsync("old-2", false, cancellationToken);

        await cordoning.UncordonAsync("me", cancellationToken);

        Assert.That(cluster.Reporter.Lines.Single(), Does.StartWith("warning: Node old-2"));
        Assert.That((await NodesAsync()).Any(n => NodeCordoning.RecordOf(n) is not null), Is.False);
    }

    private Task<V1Node> CordonByHandAsync(string node, bool cordon, CancellationToken cancellationToken) => cluster.Client.CoreV1.PatchNodeAsync(
        new V1Patch(cordon ? """{"spec":{"unschedulable":true}}""" : """{"spec":{"unschedulable":null}}""", V1Patch.PatchType.MergePatch), node,
        cancellationToken: cancellationToken);

    private async Task<IList<V1Node>> NodesAsync() => (await cluster.Client.CoreV1.ListNodeAsync()).Items;

    private async Task<IEnumerable<string>> CordonedAsync() =>
        (await NodesAsync()).Where(n => n.IsCordoned()).Select(n => $"{n.Metadata.Name} {NodeCordoning.RecordOf(n)?.Owner ?? "nobody"}");
}
