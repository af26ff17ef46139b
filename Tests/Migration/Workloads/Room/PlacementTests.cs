using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Room;

/// <summary>Where the pods that follow may go, as the scheduler sees it.</summary>
public sealed class PlacementTests
{
    private const string Host = "kubernetes.io/hostname";
    private static readonly Dictionary<string, string> Web = new() { ["app"] = "app" };

    private static MoveRequest Evicting => Make.ToCilium with { Surge = SurgeMode.Off, DeleteLocalData = true, EvictBarePods = true };

    [Test]
    public void A_cordon_of_ours_is_taken_back_from_the_destination_and_blocks_nobody()
    {
        var cluster = Make.Cluster();
        foreach (var node in cluster.CiliumNodes)
        {
            node.Spec.Unschedulable = true;
            node.Metadata.Annotations = new Dictionary<string, string>
            {
                [RecordNames.Cordon] = new ChangeRecord("NodeCordon", "owner", "cordon", []).ToString(),
            };
        }

        Assert.That(Reasons(cluster), Is.Empty);
    }

    [TestCase("NoSchedule", null, null, true)]
    [TestCase("NoExecute", null, null, true)]
    [TestCase("PreferNoSchedule", null, null, false, Description = "it is a wish")]
    [TestCase("NoSchedule", "NoSchedule", "green", false)]
    [TestCase("NoSchedule", "NoExecute", "green", true, Description = "another effect is tolerated")]
    [TestCase("NoSchedule", "NoSchedule", "blue", true, Description = "another value is tolerated")]
    public void A_taint_keeps_off_who_does_not_tolerate_it(string effect, string? toleratedEffect, string? toleratedValue, bool blocks)
    {
        var cluster = Make.Cluster();
        foreach (var node in cluster.CiliumNodes)
        {
            node.Spec.Taints = [new V1Taint { Key = "team", Value = "green", Effect = effect }];
        }

        cluster.Pods[0].Spec.Tolerations = toleratedEffect is null
            ? null
            : [new V1Toleration { Key = "team", OperatorProperty = "Equal", Value = toleratedValue, Effect = toleratedEffect }];

        Assert.That(Reasons(cluster), blocks ? Has.One.Contains("a taint that it does not tolerate") : Is.Empty);
    }

    [Test]
    public void Terms_of_an_affinity_to_nodes_are_alternatives_and_an_empty_one_fits_none()
    {
        var cluster = Make.Cluster();
        Affine(cluster, Labelled("old"), Labelled("cilium"));
        Assert.That(Reasons(cluster), Is.Empty);

        Affine(cluster, Labelled("old"), new V1NodeSelectorTerm());
        Assert.That(Reasons(cluster), Has.One.Contains("node selector or affinity"));
    }

    [TestCase("metadata.name", false)]
    [TestCase("metadata.namespace", true, Description = "a node has only its name")]
    public void An_affinity_may_be_to_a_node_by_name(string field, bool blocks)
    {
        var cluster = Make.Cluster();
        Affine(cluster, new V1NodeSelectorTerm { MatchFields = [new V1NodeSelectorRequirement { Key = field, OperatorProperty = "In", Values = ["new-1"] }] });

        Assert.That(Reasons(cluster), blocks ? Has.One.Contains("node selector or affinity") : Is.Empty);
    }

    [TestCase(null, true, Description = "nodes that it does not want are no places")]
    [TestCase("Ignore", false)]
    public void A_spread_counts_the_nodes_that_its_policy_says(string? policy, bool can)
    {
        var constraint = Spread();
        constraint.NodeAffinityPolicy = policy;
        var cluster = WithSpread(4, constraint);
        foreach (var pod in cluster.Pods)
        {
            pod.Spec.NodeSelector = new Dictionary<string, string> { ["side"] = "cilium" };
        }

        Assert.That(Reasons(cluster), can ? Is.Empty : Has.All.Contains("its spread over kubernetes.io/hostname"));
    }

    [TestCase(4, true)]
    [TestCase(5, false)]
    public void A_spread_allows_its_skew_on_every_node(int replicas, bool can)
    {
        var constraint = Spread();
        constraint.MaxSkew = 2;

        Assert.That(Reasons(WithSpread(replicas, constraint)), can ? Is.Empty : Has.All.Contains("maxSkew 2"));
    }

    [Test]
    public void A_spread_that_is_a_wish_or_is_about_others_asks_nothing()
    {
        var (wish, others) = (Spread(), Spread());
        (wish.WhenUnsatisfiable, others.LabelSelector) = (
            "ScheduleAnyway", new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "other" } });

        Assert.That(Reasons(WithSpread(5, wish, others)), Is.Empty);
    }

    [Test]
    public void A_pod_that_ends_gives_its_port_back()
    {
        var cluster = Make.Cluster(3);
        foreach (var pod in cluster.Pods)
        {
            pod.Spec.Containers[0].Ports = [new V1ContainerPort { ContainerPort = 80, HostPort = 80 }];
        }

        cluster.Pods[2].Metadata.DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        Assert.That(Reasons(cluster), Is.Empty, "two pods for two nodes");
    }

    [Test]
    public void A_tie_to_pods_of_others_that_stay_binds_and_one_to_pods_of_another_namespace_is_not_judged()
    {
        var partner = Make.Pod("partner", owner: "partner-1", app: "partner");
        var cluster = Make.Cluster();
        cluster = cluster with { Pods = [.. cluster.Pods, partner] };
        var term = new V1PodAffinityTerm
        {
            TopologyKey = Host,
            LabelSelector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "partner" } },
        };
        cluster.Pods[0].Spec.Affinity = new V1Affinity { PodAffinity = new V1PodAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [term] } };
        Assert.That(Reasons(cluster), Is.Empty, "it comes along");

        partner.Spec.Tolerations = [new V1Toleration { OperatorProperty = "Exists" }];
        Assert.That(Reasons(cluster), Has.One.Contains("ties it to pods that stay on the other side"));

        term.Namespaces = ["elsewhere"];
        Assert.That(Reasons(cluster), Is.Empty);
    }

    [Test]
    public void A_volume_that_many_nodes_may_mount_lets_its_pods_surge_though_one_may_mount_it_alone()
    {
        var cluster = Make.Cluster() with
        {
            Claims =
            [
                new V1PersistentVolumeClaim
                {
                    Metadata = new V1ObjectMeta { Name = "data", NamespaceProperty = "team" },
                    Spec = new V1PersistentVolumeClaimSpec { AccessModes = ["ReadWriteOnce", "ReadWriteMany"] },
                },
            ],
        };
        cluster.Deployments[0].Spec.Template.Spec.Volumes =
            [new V1Volume { Name = "d", PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = "data" } }];

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Workloads.Single().Method, Is.EqualTo(MoveMethod.Surge));
    }

    private static IEnumerable<string> Reasons(ClusterSnapshot cluster) => MovePlanner.Plan(cluster, Evicting).Blockers.Select(b => b.Reason);

    private static void Affine(ClusterSnapshot cluster, params V1NodeSelectorTerm[] terms) => cluster.Pods[0].Spec.Affinity = new V1Affinity
    {
        NodeAffinity = new V1NodeAffinity { RequiredDuringSchedulingIgnoredDuringExecution = new V1NodeSelector { NodeSelectorTerms = terms } },
    };

    private static V1NodeSelectorTerm Labelled(string side) =>
        new() { MatchExpressions = [new V1NodeSelectorRequirement { Key = "side", OperatorProperty = "In", Values = [side] }] };

    private static V1TopologySpreadConstraint Spread() => new()
    {
        TopologyKey = Host,
        MaxSkew = 1,
        WhenUnsatisfiable = "DoNotSchedule",
        LabelSelector = new V1LabelSelector { MatchLabels = Web },
    };

    private static ClusterSnapshot WithSpread(int replicas, params V1TopologySpreadConstraint[] constraints)
    {
        var cluster = Make.Cluster(replicas);
        foreach (var pod in cluster.Pods)
        {
            pod.Spec.TopologySpreadConstraints = constraints;
        }

        return cluster;
    }
}
