using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Room;
using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Planning;

public sealed class SurgeCheckTests
{
    private const string Host = "kubernetes.io/hostname";
    private const string Zone = "topology.kubernetes.io/zone";
    private static readonly V1LabelSelector Self = new() { MatchLabels = new Dictionary<string, string> { ["app"] = "app" } };

    [Test]
    public void An_ordinary_deployment_can_surge() => Assert.That(Objection(_ => { }), Is.Null);

    [Test]
    public void Not_when_surge_is_off() =>
        Assert.That(SurgeCheck.Objection(Case(Make.Cluster()) with { Mode = SurgeMode.Off }), Is.EqualTo("surge is off"));

    [Test]
    public void Not_when_it_is_recreated() =>
        Assert.That(Objection(d => d.Spec.Strategy = new V1DeploymentStrategy { Type = "Recreate" }), Does.Contain("Recreate"));

    [TestCase("0")]
    [TestCase("0%")]
    public void Not_without_a_surge(string maxSurge) =>
        Assert.That(Objection(d => d.Spec.Strategy.RollingUpdate.MaxSurge = maxSurge), Does.Contain("maxSurge"));

    [Test]
    public void A_share_of_the_replicas_is_rounded_up() => Assert.That(Objection(d => d.Spec.Strategy.RollingUpdate.MaxSurge = "1%"), Is.Null);

    [Test]
    public void Not_while_it_is_paused() => Assert.That(Objection(d => d.Spec.Paused = true), Is.EqualTo("it is paused"));

    [Test]
    public void Not_when_an_operator_owns_it() =>
        Assert.That(
            Objection(d => d.Metadata.OwnerReferences = [new V1OwnerReference { Kind = "Kafka", Name = "events", Controller = true }]),
            Does.Contain("Kafka events"));

    [TestCase("ReadWriteOnce", false)]
    [TestCase("ReadWriteOncePod", false)]
    [TestCase("ReadWriteMany", true)]
    public void Not_with_a_volume_that_one_node_holds(string mode, bool can)
    {
        var cluster = Make.Cluster() with
        {
            Claims =
            [
                new V1PersistentVolumeClaim
                {
                    Metadata = new V1ObjectMeta { Name = "data", NamespaceProperty = "team" },
                    Spec = new V1PersistentVolumeClaimSpec { AccessModes = [mode] },
                },
            ],
        };
        cluster.Deployments[0].Spec.Template.Spec.Volumes =
            [new V1Volume { Name = "d", PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = "data" } }];

        Assert.That(SurgeCheck.Objection(Case(cluster)), can ? Is.Null : Does.Contain(mode));
    }

    [Test]
    public void Not_with_a_port_of_its_node() =>
        Assert.That(
            Objection(d => d.Spec.Template.Spec.Containers[0].Ports = [new V1ContainerPort { ContainerPort = 80, HostPort = 80 }]), Does.Contain("port 80"));

    [TestCase(2, true)]
    [TestCase(3, false)]
    public void One_pod_per_node_needs_a_new_node_for_each(int replicas, bool can) =>
        Assert.That(Objection(d => AntiAffinity(d, Host), replicas), can ? Is.Null : Does.Contain(Host));

    [TestCase(1, true)]
    [TestCase(2, false)]
    public void One_pod_per_zone_needs_a_free_zone_to_begin_with(int replicas, bool can) =>
        Assert.That(Objection(d => AntiAffinity(d, Zone), replicas), can ? Is.Null : Does.Contain(Zone));

    [TestCase(2, true)]
    [TestCase(3, false)]
    public void A_spread_over_nodes_counts_the_cordoned_ones(int replicas, bool can) =>
        Assert.That(Objection(d => Spread(d, Host), replicas), can ? Is.Null : Does.Contain("maxSkew 1"));

    [Test]
    public void A_spread_over_nodes_that_honors_taints_does_not() => Assert.That(Objection(d => Spread(d, Host, taints: "Honor"), 4), Is.Null);

    [Test]
    public void A_spread_over_zones_that_both_sides_share_is_fine() => Assert.That(Objection(d => Spread(d, Zone), 6), Is.Null);

    [TestCase(2, true)]
    [TestCase(3, false)]
    public void A_spread_that_asks_for_more_places_than_there_are_counts_one_without_pods(int minDomains, bool can)
    {
        var cluster = Make.Cluster(6);
        Spread(cluster.Deployments[0], Zone);
        cluster.Deployments[0].Spec.Template.Spec.TopologySpreadConstraints[0].MinDomains = minDomains;

        Assert.That(SurgeCheck.Objection(Case(cluster)), can ? Is.Null : Does.Contain("maxSkew 1"));
    }

    [TestCase(null, false)]
    [TestCase("team", false)]
    [TestCase("other", true)]
    public void An_anti_affinity_to_pods_of_another_namespace_is_not_to_its_own(string? @namespace, bool can) =>
        Assert.That(
            Objection(
                d =>
                {
                    AntiAffinity(d, Host);
                    d.Spec.Template.Spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution[0].Namespaces = @namespace is null
                        ? null
                        : [@namespace];
                },
                replicas: 3),
            can ? Is.Null : Does.Contain(Host));

    [TestCase("Always", false)]
    [TestCase(null, true, Description = "it is over before the pod serves")]
    public void A_port_of_a_sidecar_is_one_of_the_pod(string? restartPolicy, bool can) =>
        Assert.That(
            Objection(d => d.Spec.Template.Spec.InitContainers =
            [
                new V1Container { Name = "side", RestartPolicy = restartPolicy, Ports = [new V1ContainerPort { ContainerPort = 80, HostPort = 80 }] },
            ]),
            can ? Is.Null : Does.Contain("port 80"));

    [TestCase("pods", "1", "1", false)]
    [TestCase("pods", "2", "1", true)]
    [TestCase("requests.cpu", "1", "800m", false)]
    [TestCase("requests.cpu", "2", "800m", true)]
    [TestCase("services", "1", "1", true)]
    public void Not_without_room_in_the_quota(string resource, string hard, string used, bool can)
    {
        var cluster = Make.Cluster() with
        {
            Quotas =
            [
                new V1ResourceQuota
                {
                    Metadata = new V1ObjectMeta { Name = "team", NamespaceProperty = "team" },
                    Status = new V1ResourceQuotaStatus
                    {
                        Hard = new Dictionary<string, ResourceQuantity> { [resource] = hard },
                        Used = new Dictionary<string, ResourceQuantity> { [resource] = used },
                    },
                },
            ],
        };
        cluster.Deployments[0].Spec.Template.Spec.Containers[0].Resources =
            new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = "500m" } };

        Assert.That(SurgeCheck.Objection(Case(cluster)), can ? Is.Null : Does.Contain("quota team"));
    }

    [Test]
    public void A_rollout_under_way_is_no_objection_but_is_waited_for()
    {
        var cluster = Make.Cluster();
        cluster.Deployments[0].Metadata.Generation = 2;

        Assert.That(SurgeCheck.Objection(Case(cluster)), Is.Null);
        Assert.That(SurgeCheck.IsSettled(cluster.Deployments[0]), Is.False);
        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Workloads.Single().Reason, Does.Contain("waited for"));
    }

    [TestCase(2, 1, 1, 1)]
    [TestCase(1, 2, 1, 1, Description = "an old one is ending")]
    [TestCase(1, 1, 0, 1)]
    [TestCase(1, 1, 1, 0)]
    public void It_is_settled_when_all_its_pods_and_no_others_are_new_and_available(int generation, int replicas, int updated, int available)
    {
        var deployment = Make.Deployment("web");
        Assert.That(SurgeCheck.IsSettled(deployment), Is.True);

        deployment.Metadata.Generation = generation;
        (deployment.Status.Replicas, deployment.Status.UpdatedReplicas, deployment.Status.AvailableReplicas) = (replicas, updated, available);

        Assert.That(SurgeCheck.IsSettled(deployment), Is.False);
    }

    [TestCase("True", MoveMethod.Surge)]
    [TestCase("False", MoveMethod.Evict, Description = "it has come to a stop: what speaks against a surge counts again")]
    public void What_an_earlier_run_has_restarted_is_let_finish_as_long_as_it_gets_on(string progressing, MoveMethod method)
    {
        var cluster = Make.Cluster();
        var deployment = cluster.Deployments[0];
        deployment.Metadata.Annotations = new Dictionary<string, string> { [GuardRecord.Annotation] = "1" };
        deployment.Status.UpdatedReplicas = 0;
        deployment.Status.Conditions = [new V1DeploymentCondition { Type = "Progressing", Status = progressing }];

        var plan = MovePlanner.Plan(cluster, Make.ToCilium with { Surge = SurgeMode.Off }).Workloads.Single();

        Assert.That(
            (plan.Method, plan.Reason.StartsWith("an earlier run has restarted it", StringComparison.Ordinal)),
            Is.EqualTo((method, method is MoveMethod.Surge)));
    }

    private static string? Objection(Action<V1Deployment> change, int replicas = 1)
    {
        var cluster = Make.Cluster(replicas);
        change(cluster.Deployments[0]);
        return SurgeCheck.Objection(Case(cluster));
    }

    private static SurgeCase Case(ClusterSnapshot cluster) => new(cluster.Deployments[0], cluster, MoveDestination.Cilium, SurgeMode.Guarded);

    private static void AntiAffinity(V1Deployment deployment, string key) => deployment.Spec.Template.Spec.Affinity = new V1Affinity
    {
        PodAntiAffinity = new V1PodAntiAffinity
        {
            RequiredDuringSchedulingIgnoredDuringExecution = [new V1PodAffinityTerm { TopologyKey = key, LabelSelector = Self }],
        },
    };

    private static void Spread(V1Deployment deployment, string key, string? taints = null) => deployment.Spec.Template.Spec.TopologySpreadConstraints =
    [
        new V1TopologySpreadConstraint
        {
            TopologyKey = key,
            MaxSkew = 1,
            WhenUnsatisfiable = "DoNotSchedule",
            LabelSelector = Self,
            NodeTaintsPolicy = taints,
        },
    ];
}
