using CniMigration.Migration.Facts;
using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Planning;

public sealed class MovePlannerTests
{
    [Test]
    public void A_deployment_of_one_replica_under_a_budget_of_one_moves_by_a_surge()
    {
        var cluster = Make.Cluster() with { Budgets = [Make.Budget("web", allowed: 0, expected: 1, desired: 1)] };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium);

        Assert.Multiple(() =>
        {
            Assert.That(plan.Blockers, Is.Empty);
            Assert.That(plan.Pods, Is.EqualTo(1));
            Assert.That(plan.Workloads.Single().Workload, Is.EqualTo(new WorkloadRef("Deployment", "team", "web")));
            Assert.That(plan.Workloads.Single().Method, Is.EqualTo(MoveMethod.Surge));
        });
    }

    [Test]
    public void A_budget_that_never_allows_an_eviction_blocks_what_cannot_surge()
    {
        var cluster = Make.Cluster() with { Budgets = [Make.Budget("web", allowed: 0, expected: 1, desired: 1)] };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium with { Surge = SurgeMode.Off });

        Assert.That(plan.Blockers.Single().Pod, Is.EqualTo("team/web-1-0"));
        Assert.That(plan.Blockers.Single().Remedy, Does.Contain("recreate"));
        Assert.That(plan.Workloads.Single().Method, Is.EqualTo(MoveMethod.Blocked));
    }

    [Test]
    public void With_consent_it_is_recreated_instead()
    {
        var cluster = Make.Cluster() with { Budgets = [Make.Budget("web", allowed: 0, expected: 1, desired: 1)] };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium with { Surge = SurgeMode.Off, Recreate = true });

        Assert.That(plan.Blockers, Is.Empty);
        Assert.That(plan.Workloads.Single().Method, Is.EqualTo(MoveMethod.Recreate));
    }

    [Test]
    public void Two_budgets_over_one_pod_block_its_eviction()
    {
        var cluster = Make.Cluster() with
        {
            Budgets = [Make.Budget("a", allowed: 1, expected: 1, desired: 0), Make.Budget("b", allowed: 1, expected: 1, desired: 0)],
        };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium with { Surge = SurgeMode.Off });

        Assert.That(plan.Blockers.Single().Reason, Does.Contain("a, b"));
    }

    [Test]
    public void All_blockers_are_reported_together()
    {
        var cluster = Make.Cluster() with { Pods = [Make.Pod("bare"), Make.Pod("other-bare"), WithEmptyDir(Make.Pod("web-1-0", owner: "web-1"))] };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium);

        Assert.That(
            plan.Blockers.Select(b => (b.Pod, Setting: b.Remedy.Split(' ')[1])),
            Is.EqualTo(new[] { ("team/bare", "evictBarePods"), ("team/other-bare", "evictBarePods"), ("team/web-1-0", "deleteLocalData") }));
    }

    [Test]
    public void A_stateful_set_leaves_from_the_highest_ordinal_down()
    {
        var cluster = Make.Cluster() with { Pods = [.. new[] { 2, 10, 0, 1 }.Select(i => Make.Pod($"db-{i}", owner: "db", ownerKind: "StatefulSet"))] };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium).Workloads.Single();

        Assert.That(plan.Method, Is.EqualTo(MoveMethod.EvictInOrder));
        Assert.That(plan.Pods.Select(p => p.Name), Is.EqualTo(new[] { "db-10", "db-2", "db-1", "db-0" }));
    }

    [Test]
    public void A_job_is_left_to_finish()
    {
        var cluster = Make.Cluster() with { Pods = [Make.Pod("job-x", owner: "job", ownerKind: "Job")] };

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Workloads.Single().Method, Is.EqualTo(MoveMethod.WaitForCompletion));
    }

    [Test]
    public void Dns_is_never_restarted_and_moves_first_but_for_its_last_pod()
    {
        var cluster = Make.Cluster();
        var plan = MovePlanner.Plan(cluster with { Pods = [.. cluster.Pods, .. Enumerable.Range(1, 3).Select(DnsPod)] }, Make.ToCilium);

        Assert.That(
            plan.Workloads.Select(w => (w.Wave, w.ServesDns, w.Method, w.Pods.Count)),
            Is.EqualTo(new[] { (1, true, MoveMethod.Evict, 2), (2, false, MoveMethod.Surge, 1), (3, true, MoveMethod.Evict, 1) }));
    }

    [Test]
    public void The_only_dns_pod_that_is_left_moves_at_the_very_end()
    {
        var cluster = Make.Cluster();

        var plan = MovePlanner.Plan(cluster with { Pods = [.. cluster.Pods, DnsPod(1)] }, Make.ToCilium);

        Assert.That(plan.Workloads.Select(w => (w.Wave, w.ServesDns)), Is.EqualTo(new[] { (2, false), (3, true) }));
    }

    [Test]
    public void What_is_not_the_moves_business_is_not_in_the_plan()
    {
        var finished = Make.Pod("done", owner: "job", ownerKind: "Job");
        finished.Status.Phase = "Succeeded";
        var ending = Make.Pod("ending", owner: "web-1");
        ending.Metadata.DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var mirror = Make.Pod("static");
        mirror.Metadata.Annotations = new Dictionary<string, string> { ["kubernetes.io/config.mirror"] = "x" };
        var cluster = Make.Cluster() with
        {
            Pods = [finished, ending, mirror, Make.Pod("agent", owner: "agent", ownerKind: "DaemonSet"), Make.Pod("there", "new-1", "web-1")],
        };

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Workloads, Is.Empty);
    }

    [Test]
    public void What_tolerates_cordons_stays_and_is_named()
    {
        var stubborn = Make.Pod("web-1-0", owner: "web-1");
        stubborn.Spec.Tolerations = [new V1Toleration { OperatorProperty = "Exists" }];

        var plan = MovePlanner.Plan(Make.Cluster() with { Pods = [stubborn] }, Make.ToCilium);

        Assert.That(plan.Workloads.Single().Method, Is.EqualTo(MoveMethod.Stays));
        Assert.That(plan.Pods, Is.Zero);
    }

    [Test]
    public void A_pod_that_asks_for_an_old_node_is_blocked()
    {
        var cluster = Make.Cluster();
        cluster.Pods[0].Spec.NodeSelector = new Dictionary<string, string> { ["side"] = "old" };

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Blockers.Single().Reason, Does.Contain("node selector"));
    }

    [Test]
    public void A_volume_of_another_zone_blocks()
    {
        var cluster = Make.Cluster();
        cluster.Pods[0].Spec.Volumes = [new V1Volume { Name = "data", PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = "data" } }];
        var volume = new V1PersistentVolume
        {
            Metadata = new V1ObjectMeta { Name = "pv" },
            Spec = new V1PersistentVolumeSpec
            {
                NodeAffinity = new V1VolumeNodeAffinity
                {
                    Required = new V1NodeSelector
                    {
                        NodeSelectorTerms =
                        [
                            new V1NodeSelectorTerm
                            {
                                MatchExpressions =
                                [
                                    new V1NodeSelectorRequirement { Key = "topology.kubernetes.io/zone", OperatorProperty = "In", Values = ["c"] },
                                ],
                            },
                        ],
                    },
                },
            },
        };
        var claim = new V1PersistentVolumeClaim
        {
            Metadata = new V1ObjectMeta { Name = "data", NamespaceProperty = "team" },
            Spec = new V1PersistentVolumeClaimSpec { VolumeName = "pv", AccessModes = ["ReadWriteOnce"] },
        };

        var plan = MovePlanner.Plan(cluster with { Claims = [claim], Volumes = [volume] }, Make.ToCilium);

        Assert.That(plan.Blockers.Single().Reason, Does.Contain("its volume data can be reached from"));
    }

    [Test]
    public void Without_a_node_to_go_to_nothing_moves() =>
        Assert.That(
            MovePlanner.Plan(Make.Cluster() with { CiliumNodes = [] }, Make.ToCilium).Blockers.Single().Reason,
            Is.EqualTo("there is no node to go to"));

    [Test]
    public void A_destination_that_somebody_else_cordoned_blocks()
    {
        var cluster = Make.Cluster();
        foreach (var node in cluster.CiliumNodes)
        {
            node.Spec.Unschedulable = true;
        }

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Blockers.Single().Reason, Does.Contain("cordoned by somebody else"));
    }

    [Test]
    public void The_taint_that_a_cordon_leaves_for_a_moment_does_not_block()
    {
        var cluster = Make.Cluster();
        foreach (var node in cluster.CiliumNodes)
        {
            node.Spec.Taints = [new V1Taint { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" }];
        }

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Blockers, Is.Empty);
    }

    [Test]
    public void The_way_home_is_the_same_plan_mirrored()
    {
        var cluster = Make.Cluster() with { Pods = [Make.Pod("web-1-0", "new-1", "web-1"), Make.Pod("web-1-1", "old-1", "web-1")] };

        var plan = MovePlanner.Plan(cluster, Make.ToCilium with { Destination = MoveDestination.Home });

        Assert.That(plan.Workloads.Single().Pods.Single().Name, Is.EqualTo("web-1-0"));
    }

    [Test]
    public void Ciliums_operator_goes_with_its_nodes()
    {
        var @operator = Make.Pod("cilium-operator-1-x", "new-1", "cilium-operator-1");
        @operator.Metadata.NamespaceProperty = "kube-system";
        @operator.Metadata.Labels["io.cilium/app"] = "operator";

        var plan = MovePlanner.Plan(Make.Cluster() with { Pods = [@operator] }, Make.ToCilium with { Destination = MoveDestination.Home });

        Assert.That(plan.Blockers, Is.Empty);
        Assert.That(plan.Workloads.Single().Method, Is.EqualTo(MoveMethod.Stays));
    }

    [Test]
    public void A_plan_to_stay_is_empty() =>
        Assert.That(MovePlanner.Plan(Make.Cluster(3), Make.ToCilium with { Destination = MoveDestination.Stay }).Workloads, Is.Empty);

    private static V1Pod DnsPod(int number)
    {
        var pod = Make.Pod($"coredns-1-{number}", owner: "coredns-1");
        pod.Metadata.NamespaceProperty = "kube-system";
        pod.Metadata.Labels["k8s-app"] = "kube-dns";
        return pod;
    }

    private static V1Pod WithEmptyDir(V1Pod pod)
    {
        pod.Spec.Volumes = [new V1Volume { Name = "scratch", EmptyDir = new V1EmptyDirVolumeSource() }];
        return pod;
    }
}
