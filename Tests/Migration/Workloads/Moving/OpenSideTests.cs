using CniMigration.Migration.Errors;
using CniMigration.Migration.Facts;
using CniMigration.Migration.Workloads.Plans;
using k8s;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>Which side is open, and which is shut, when a move is over.</summary>
internal sealed class OpenSideTests : MoveFixture
{
    private static readonly MoveRequest Home = Make.ToCilium with { Destination = MoveDestination.Home };

    [Test]
    public async Task A_move_that_is_over_opens_the_side_that_it_shut(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        await Cluster.OpenBothSidesAsync(pods: 0);
        await MoveAsync(Home, cancellationToken);
        Assert.That((await Cluster.Client.CoreV1.ReadNodeAsync("cilium-1", cancellationToken: cancellationToken)).IsCordoned());

        await MoveAsync(Home with { Destination = MoveDestination.Stay }, cancellationToken);

        Assert.That((await Cluster.Client.CoreV1.ReadNodeAsync("cilium-1", cancellationToken: cancellationToken)).IsCordoned(), Is.False);
    }

    [Test]
    public async Task The_way_home_opens_the_old_nodes_again(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        await Cluster.AddAsync(Make.Deployment("web", 2));
        await Cluster.OpenBothSidesAsync(pods: 2);
        await MoveAsync(Make.ToCilium, cancellationToken);

        var back = await MoveAsync(Home, cancellationToken);

        Assert.That((back.Moved, back.Remaining), Is.EqualTo((2, 0)));
        Assert.That(await NodesAsync(), Is.All.StartsWith("old"));
        var nodes = (await Cluster.Client.CoreV1.ListNodeAsync(cancellationToken: cancellationToken)).Items;
        Assert.That(nodes.Where(n => n.IsCordoned()).Select(n => n.Metadata.Name), Is.EquivalentTo(new[] { "cilium-1", "cilium-2" }));
    }

    [Test]
    public async Task A_blocker_leaves_everything_as_it_is(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        var bare = Make.JobPod();
        bare.Metadata.OwnerReferences = null;
        await Cluster.Client.CoreV1.CreateNamespacedPodAsync(bare, "team", cancellationToken: cancellationToken);
        await Cluster.OpenBothSidesAsync(pods: 1);

        var blocked = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(Make.ToCilium, cancellationToken));

        Assert.That(blocked!.Message, Does.Contain("team/import").And.Contain("evictBarePods"));
        Assert.That(
            (await Cluster.Client.CoreV1.ListNodeAsync(labelSelector: "side=old", cancellationToken: cancellationToken)).Items.Any(n => n.IsCordoned()),
            Is.False);
    }
}
