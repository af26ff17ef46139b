using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using static CniMigration.Tests.Migration.Workloads.Room.RoomClusters;

namespace CniMigration.Tests.Migration.Workloads.Room;

/// <summary>Whether the subnets of the destination, and what its nodes hold of them, have an address for each pod that arrives.</summary>
public sealed class AddressRoomTests
{
    [Test]
    public void A_pod_on_the_network_of_its_node_needs_no_address()
    {
        var cluster = Cluster(replicas: 2, cpu: "1m", nodeCpu: "1") with { FreeAddresses = new Dictionary<string, int> { ["a"] = 0, ["b"] = 0 } };
        foreach (var pod in cluster.Pods)
        {
            pod.Spec.HostNetwork = true;
        }

        var plan = MovePlanner.Plan(cluster, Make.ToCilium);

        Assert.That(plan.Blockers, Is.Empty);
        Assert.That(plan.Room.Single(n => n.Resource == "addresses"), Is.EqualTo(new RoomNeed("addresses", 0, 0)));
    }

    [Test]
    public void Subnets_without_addresses_block()
    {
        var cluster = Cluster(replicas: 3, cpu: "1m", nodeCpu: "1") with { FreeAddresses = new Dictionary<string, int> { ["a"] = 1, ["b"] = 1 } };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium);

        Assert.That(plan.Blockers.Single().Reason, Is.EqualTo("the subnets of the destination have no address left for it: 3 needed, 2 free"));
        Assert.That(plan.Room.Single(n => n.Resource == "addresses"), Is.EqualTo(new RoomNeed("addresses", 3, 2)));
    }

    [Test]
    public void What_nodes_of_cilium_hold_already_counts_beside_what_the_subnets_have_left()
    {
        var cluster = Cluster(replicas: 3, cpu: "1m", nodeCpu: "1") with
        {
            FreeAddresses = new Dictionary<string, int> { ["a"] = 1, ["b"] = 0 },
            WarmAddresses = new Dictionary<string, int> { ["new-2"] = 1, ["old-1"] = 8 },
        };
        var short1 = MovePlanner.Plan(cluster, Make.ToCilium);
        Assert.That(short1.Blockers.Single().Reason, Does.EndWith("3 needed, 2 free"));
        Assert.That(
            short1.Room.Single(n => n.Resource == "addresses"), Is.EqualTo(new RoomNeed("addresses", 3, 2)), "in the subnet of a, and warm on the node of b");

        var enough = MovePlanner.Plan(cluster with { WarmAddresses = new Dictionary<string, int> { ["new-2"] = 2 } }, Make.ToCilium);
        Assert.That((enough.Blockers.Count, enough.Warnings.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void An_address_that_a_node_holds_serves_only_pods_that_may_go_there()
    {
        var cluster = Cluster(replicas: 2, cpu: "1m", nodeCpu: "1") with
        {
            FreeAddresses = new Dictionary<string, int> { ["a"] = 0, ["b"] = 0 },
            WarmAddresses = new Dictionary<string, int> { ["new-1"] = 8, ["new-2"] = 1 },
        };
        foreach (var pod in cluster.Pods)
        {
            pod.Spec.NodeSelector = new Dictionary<string, string> { ["topology.kubernetes.io/zone"] = "b" };
        }

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Blockers.Single().Reason, Does.EndWith("no address left for it: 2 needed, 1 free"));
    }

    [Test]
    public void On_the_way_home_a_lack_of_addresses_is_told_and_blocks_nothing()
    {
        var plan = MovePlanner.Plan(
            Mirrored(Cluster(replicas: 2, cpu: "1m", nodeCpu: "1")) with { FreeAddresses = new Dictionary<string, int> { ["a"] = 1, ["b"] = 0 } },
            Make.ToCilium with { Destination = MoveDestination.Home });

        Assert.That(plan.Blockers, Is.Empty, "nobody knows how many aws-node holds warm");
        Assert.That(plan.Warnings.Single(), Does.Contain("may have no address left for it (2 needed, 1 free, without those that aws-node holds warm"));
    }
}
