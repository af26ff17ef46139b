using CniMigration.Migration.Errors;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>Destinations that have hardly more places than pods arrive.</summary>
internal sealed class TightRoomTests : MoveFixture
{
    [Test]
    public async Task A_place_that_is_taken_is_promised_no_longer(CancellationToken cancellationToken)
    {
        await StartAsync();
        await Cluster.AddNodeAsync("cilium-3", "cilium", cpu: "500m");
        var tight = WithoutSurge("tight", 8);
        tight.Spec.Template.Spec.Containers[0].Resources = new V1ResourceRequirements
        {
            Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = "500m" },
        };
        await Cluster.AddAsync(tight);
        await Cluster.AddAsync(Budget("tight", maxUnavailable: "3"));
        await Cluster.OpenBothSidesAsync(pods: 8);

        // One that does not start keeps the workload from ever being complete in between, which is when all promises are taken back anyway.
        var (first, late) = ("", true);
        Cluster.Kubelet.IsStuck = pod => pod.Spec.NodeName.StartsWith("cilium", StringComparison.Ordinal) && late
            && pod.Name == (first = first.Length == 0 ? pod.Name : first);
        var moving = MoveAsync(Make.ToCilium with { BudgetTimeout = TimeSpan.FromMinutes(2) }, cancellationToken);
        await Task.WhenAny(
            moving,
            Cluster.UntilAsync(
                "all but the late one moved", async () => (await NodesAsync("tight")).All(node => node.StartsWith("cilium", StringComparison.Ordinal))));
        late = false;

        Assert.That((await moving).Remaining, Is.Zero);
        Assert.That(await NodesAsync("tight"), Has.Exactly(8).StartsWith("cilium"));
    }

    [Test]
    public async Task What_finds_no_place_at_last_stays_where_it_is(CancellationToken cancellationToken)
    {
        await StartAsync(oldNodes: 2, ciliumNodes: 0);
        await Cluster.AddNodeAsync("cilium-1", "cilium", cpu: "1");
        await Cluster.AddNodeAsync("cilium-2", "cilium", cpu: "1");
        var wide = WithoutSurge("wide", 3, maxUnavailable: "1");
        wide.Spec.Template.Spec.Containers[0].Resources = new V1ResourceRequirements
        {
            Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = "600m" },
        };
        await Cluster.AddAsync(wide);
        await Cluster.OpenBothSidesAsync(pods: 3);

        var failed = Assert.ThrowsAsync<GateFailedException>(() =>
            MoveAsync(Make.ToCilium with { BudgetTimeout = TimeSpan.FromMinutes(1) }, cancellationToken));

        Assert.That(failed!.Message, Does.Contain("the destination has no room for it (cpu)").And.Contain("Still on the source: 1 pod(s)"));
        Assert.That((await Cluster.PodsAsync()).Count(Make.IsReady), Is.EqualTo(3), "nobody was taken away for nothing");
    }
}
