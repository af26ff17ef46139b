using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using k8s.Models;
using static CniMigration.Tests.Migration.Workloads.Room.RoomClusters;

namespace CniMigration.Tests.Migration.Workloads.Room;

/// <summary>Whether the destination has room, for all together and for each.</summary>
public sealed class RoomTests
{
    [Test]
    public void What_is_needed_and_what_is_left_is_told()
    {
        var plan = MovePlanner.Plan(Cluster(replicas: 3, cpu: "500m", nodeCpu: "1"), Make.ToCilium);

        Assert.That(plan.Room, Is.EqualTo((ValueList<RoomNeed>)[new RoomNeed("cpu", 1.5m, 2), new RoomNeed("pods", 3, 20)]));
        Assert.That((plan.Blockers.Count, plan.Warnings.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Too_little_in_all_blocks_those_that_find_no_place_and_names_the_setting()
    {
        var plan = MovePlanner.Plan(Cluster(replicas: 5, cpu: "500m", nodeCpu: "1"), Make.ToCilium);

        var blocker = plan.Blockers.Single();
        Assert.That(blocker.Reason, Is.EqualTo("the destination has no room for it (cpu): 2.5 needed, 2 free"));
        Assert.That(blocker.Setting, Is.EqualTo("ciliumNodeGroupSize"));
        Assert.That(plan.Workloads.Single().Method, Is.EqualTo(MoveMethod.Blocked));
    }

    [Test]
    public void On_the_way_home_no_setting_makes_room() =>
        Assert.That(
            MovePlanner.Plan(
                Mirrored(Cluster(replicas: 5, cpu: "500m", nodeCpu: "1")), Make.ToCilium with { Destination = MoveDestination.Home }).Blockers.Single().Setting,
            Is.Null);

    [Test]
    public void A_pod_that_fits_no_single_node_blocks_though_there_is_enough_in_all() =>
        Assert.That(
            MovePlanner.Plan(Cluster(replicas: 1, cpu: "1500m", nodeCpu: "1"), Make.ToCilium).Blockers.Single().Reason,
            Is.EqualTo("the destination has no room for it (cpu)"));

    [Test]
    public void Enough_in_all_but_perhaps_not_for_each_is_a_warning()
    {
        var plan = MovePlanner.Plan(Cluster(replicas: 3, cpu: "600m", nodeCpu: "1"), Make.ToCilium);

        Assert.That(plan.Blockers, Is.Empty);
        Assert.That(plan.Warnings.Single(), Does.Contain("enough cpu in all, but perhaps on no single node"));
    }

    [Test]
    public void Where_a_rollout_is_under_way_those_that_follow_have_their_places_already()
    {
        var cluster = Cluster(replicas: 4, cpu: "500m", nodeCpu: "1");
        var following = Enumerable.Range(1, 4).Select(i => Requesting(Make.Pod($"web-2-{i}", $"new-{1 + i % 2}", "web-2"), "500m"));
        var rolling = cluster with { Pods = [.. cluster.Pods, .. following], ReplicaSets = [.. cluster.ReplicaSets, Make.ReplicaSet("web-2", "web")] };

        Assert.That(MovePlanner.Plan(rolling, Make.ToCilium).Blockers, Is.Empty);
    }

    [Test]
    public void Pods_that_take_a_port_of_their_nodes_need_a_node_each()
    {
        static void TakePort(V1Pod pod) => pod.Spec.Containers[0].Ports = [new V1ContainerPort { ContainerPort = 80, HostPort = 80 }];
        var (two, three) = (Cluster(replicas: 2, cpu: "100m", nodeCpu: "1"), Cluster(replicas: 3, cpu: "100m", nodeCpu: "1"));
        foreach (var pod in two.Pods.Concat(three.Pods))
        {
            TakePort(pod);
        }

        Assert.That(MovePlanner.Plan(two, Make.ToCilium).Blockers, Is.Empty);
        Assert.That(
            MovePlanner.Plan(three, Make.ToCilium).Blockers.Select(b => b.Reason),
            Is.All.EqualTo("it takes port 80 of its node, and the destination has 2 of them for 3 pods that want it"));
        var agent = Make.Pod("agent-1", "new-1", "agent", "DaemonSet");
        TakePort(agent);
        Assert.That(
            MovePlanner.Plan(two with { Pods = [.. two.Pods, agent] }, Make.ToCilium).Blockers, Has.Count.EqualTo(2), "a DaemonSet's pod has one of them");
    }

    [TestCase("UDP", 0)]
    [TestCase("TCP", 2)]
    public void A_port_of_another_protocol_is_another_port(string protocol, int blocked)
    {
        var cluster = Cluster(replicas: 2, cpu: "100m", nodeCpu: "1");
        var agents = Enumerable.Range(1, 2).Select(i => Make.Pod($"agent-{i}", $"new-{i}", "agent", "DaemonSet")).ToList();
        foreach (var (pod, of) in cluster.Pods.Select(p => (p, "TCP")).Concat(agents.Select(p => (p, protocol))))
        {
            pod.Spec.Containers[0].Ports = [new V1ContainerPort { ContainerPort = 8125, HostPort = 8125, Protocol = of }];
        }

        Assert.That(MovePlanner.Plan(cluster with { Pods = [.. cluster.Pods, .. agents] }, Make.ToCilium).Blockers, Has.Count.EqualTo(blocked));
    }

    [Test]
    public void Nodes_that_no_pod_may_go_to_are_no_room()
    {
        var cluster = Cluster(replicas: 1, cpu: "500m", nodeCpu: "1");
        cluster.CiliumNodes[1].Spec.Taints = [new V1Taint { Key = "node.kubernetes.io/not-ready", Effect = "NoSchedule" }];

        var plan = MovePlanner.Plan(cluster with { FreeAddresses = new Dictionary<string, int> { ["a"] = 5, ["b"] = 7 } }, Make.ToCilium);

        Assert.That(plan.Room, Is.EqualTo((ValueList<RoomNeed>)[new RoomNeed("cpu", 0.5m, 1), new RoomNeed("pods", 1, 10), new RoomNeed("addresses", 1, 5)]));
    }

    [Test]
    public void What_waits_for_a_consent_needs_its_room_all_the_same()
    {
        var cluster = Cluster(replicas: 3, cpu: "1", nodeCpu: "1");
        foreach (var pod in cluster.Pods)
        {
            pod.Spec.Volumes = [new V1Volume { Name = "scratch", EmptyDir = new V1EmptyDirVolumeSource() }];
        }

        var plan = MovePlanner.Plan(cluster, Make.ToCilium);

        Assert.That(plan.Room.Single(n => n.Resource == "cpu"), Is.EqualTo(new RoomNeed("cpu", 3, 2)));
        Assert.That(
            plan.Blockers.Select(b => b.Setting), Is.EquivalentTo(new[] { "deleteLocalData", "deleteLocalData", "deleteLocalData", "ciliumNodeGroupSize" }));
        Assert.That(plan.Workloads.Single().Reason, Does.Contain("emptyDir volume scratch"));
    }

    [Test]
    public void What_is_left_to_finish_or_to_stay_needs_no_room()
    {
        var cluster = Cluster(replicas: 1, cpu: "500m", nodeCpu: "1");
        var stubborn = Requesting(Make.Pod("stubborn", owner: "other-1"), "9");
        stubborn.Spec.Tolerations = [new V1Toleration { OperatorProperty = "Exists" }];

        var plan = MovePlanner.Plan(
            cluster with
            {
                Pods = [.. cluster.Pods, stubborn, Requesting(Make.Pod("job-x", owner: "job", ownerKind: "Job"), "9"), Requesting(Make.Pod("bare"), "9")],
            },
            Make.ToCilium with { EvictBarePods = true });

        Assert.That(plan.Blockers, Is.Empty);
        Assert.That(plan.Room.Single(n => n.Resource == "cpu").Needed, Is.EqualTo(0.5m));
    }

    [Test]
    public void Pods_that_wait_for_a_node_were_there_first_but_for_those_that_end()
    {
        var cluster = Cluster(replicas: 2, cpu: "1", nodeCpu: "1");
        var waiting = Requesting(Make.Pod("waiting", owner: "other-1"), "1");
        (waiting.Spec.NodeName, waiting.Status.Phase) = (null, "Pending");
        var full = cluster with { Pods = [.. cluster.Pods, waiting] };
        Assert.That(
            MovePlanner.Plan(full, Make.ToCilium).Warnings.Concat(MovePlanner.Plan(full, Make.ToCilium).Blockers.Select(b => b.Pod)),
            Has.One.Contains("team/web-1-"));

        waiting.Metadata.DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        var free = MovePlanner.Plan(full, Make.ToCilium);
        Assert.That((free.Warnings.Count, free.Blockers.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_pod_that_has_finished_gives_its_room_back()
    {
        var cluster = Cluster(replicas: 2, cpu: "1", nodeCpu: "1");
        var done = Requesting(Make.Pod("done", "new-1", "job", "Job"), "1");
        done.Status.Phase = "Succeeded";

        Assert.That(MovePlanner.Plan(cluster with { Pods = [.. cluster.Pods, done] }, Make.ToCilium).Blockers, Is.Empty);
    }

    [Test]
    public void Asking_for_none_of_what_a_node_does_not_have_is_no_request()
    {
        var cluster = Cluster(replicas: 1, cpu: "1m", nodeCpu: "1");
        cluster.Pods[0].Spec.Containers[0].Resources.Requests["example.com/gpu"] = "0";
        cluster.CiliumNodes[0].Status.Allocatable["cpu"] = "1";
        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Blockers, Is.Empty);

        cluster.Pods[0].Spec.Containers[0].Resources.Requests["example.com/gpu"] = "1";
        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Blockers.Single().Reason, Does.Contain("(example.com/gpu): 1 needed, 0 free"));
    }

    [Test]
    public void Room_where_their_volumes_cannot_be_reached_is_none()
    {
        var cluster = Cluster(replicas: 2, cpu: "800m", nodeCpu: "1");
        foreach (var pod in cluster.Pods)
        {
            pod.Spec.Volumes = [new V1Volume { Name = "data", PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = "data" } }];
        }

        var bound = cluster with
        {
            Claims =
            [
                new V1PersistentVolumeClaim
                {
                    Metadata = new V1ObjectMeta { Name = "data", NamespaceProperty = "team" },
                    Spec = new V1PersistentVolumeClaimSpec { VolumeName = "pv", AccessModes = ["ReadWriteMany"] },
                },
            ],
            Volumes =
            [
                new V1PersistentVolume
                {
                    Metadata = new V1ObjectMeta { Name = "pv", Labels = new Dictionary<string, string> { ["topology.kubernetes.io/zone"] = "b" } },
                    Spec = new V1PersistentVolumeSpec(),
                },
            ],
        };

        Assert.That(
            MovePlanner.Plan(bound, Make.ToCilium).Blockers.Single().Reason, Is.EqualTo("the destination has no room for it (cpu): 1.6 needed, 1 free"));
    }

    [Test]
    public void What_runs_there_already_takes_its_part()
    {
        var cluster = Cluster(replicas: 3, cpu: "500m", nodeCpu: "1");
        var there = Enumerable.Range(1, 2).Select(i => Requesting(Make.Pod($"agent-{i}", $"new-{i}", "agent", "DaemonSet"), "600m"));

        Assert.That(MovePlanner.Plan(cluster with { Pods = [.. cluster.Pods, .. there] }, Make.ToCilium).Blockers, Is.Not.Empty);
    }

    [Test]
    public void Pods_per_node_count() =>
        Assert.That(
            MovePlanner.Plan(Cluster(replicas: 3, cpu: "1m", nodeCpu: "1", nodePods: "1"), Make.ToCilium).Blockers.Single().Reason,
            Does.Contain("(pods): 3 needed, 2 free"));

    [Test]
    public void Init_containers_run_before_the_others_so_only_the_greatest_counts()
    {
        var cluster = Cluster(replicas: 1, cpu: "500m", nodeCpu: "1");
        cluster.Pods[0].Spec.InitContainers = [.. new[] { "800m", "900m" }.Select(Container)];

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Room.Single(n => n.Resource == "cpu").Needed, Is.EqualTo(0.9m));
    }

    [Test]
    public void Nodes_of_another_zone_are_no_help()
    {
        var cluster = Cluster(replicas: 2, cpu: "800m", nodeCpu: "1");
        foreach (var pod in cluster.Pods)
        {
            pod.Spec.NodeSelector = new Dictionary<string, string> { ["topology.kubernetes.io/zone"] = "b" };
        }

        Assert.That(
            MovePlanner.Plan(cluster, Make.ToCilium).Blockers.Single().Reason, Is.EqualTo("the destination has no room for it (cpu): 1.6 needed, 1 free"));
    }
}
