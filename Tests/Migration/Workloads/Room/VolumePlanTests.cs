using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Room;

/// <summary>Pods that their volumes keep where they are.</summary>
public sealed class VolumePlanTests
{
    private const string Zone = "topology.kubernetes.io/zone";

    [Test]
    public void A_disk_of_another_zone_is_named_with_its_zone()
    {
        var blocker = MovePlanner.Plan(WithVolume(volume => volume.Spec.NodeAffinity = In(Zone, "c")), Make.ToCilium).Blockers.Single();

        Assert.That(blocker.Reason, Is.EqualTo($"its volume data can be reached from {Zone} In c only, where the destination has no node that it may go to"));
        Assert.That(blocker.Remedy, Does.Contain("subnet of that zone"));
    }

    [Test]
    public void A_disk_of_a_zone_with_a_node_that_the_pod_may_not_go_to_blocks_too()
    {
        var cluster = WithVolume(volume => volume.Spec.NodeAffinity = In(Zone, "b"));
        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Blockers, Is.Empty);

        cluster.Pods[0].Spec.NodeSelector = new Dictionary<string, string> { ["kubernetes.io/hostname"] = "new-1" };

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Blockers.Single().Reason, Does.Contain("In b only"));
    }

    [Test]
    public void A_disk_of_the_node_itself_cannot_follow()
    {
        var cluster = WithVolume(volume =>
        {
            volume.Spec.NodeAffinity = In("kubernetes.io/hostname", "old-1");
            volume.Spec.Local = new V1LocalVolumeSource { Path = "/mnt/ssd" };
        });

        var blocker = MovePlanner.Plan(cluster, Make.ToCilium).Blockers.Single();

        Assert.That(blocker.Reason, Is.EqualTo("its volume data is a disk of its node and cannot follow it"));
        Assert.That(blocker.Remedy, Does.Contain("delete the claim data"));
    }

    [TestCase(Zone, "c", false)]
    [TestCase("failure-domain.beta.kubernetes.io/zone", "c", false)]
    [TestCase(Zone, "c__b", true)]
    [TestCase("topology.kubernetes.io/region", "r", true, Description = "these nodes do not say which region they are in")]
    public void A_disk_that_tells_its_zone_by_a_label_alone_is_bound_to_it(string label, string value, bool reached)
    {
        var cluster = WithVolume(volume => volume.Metadata.Labels = new Dictionary<string, string> { [label] = value });

        Assert.That(
            MovePlanner.Plan(cluster, Make.ToCilium).Blockers.Select(b => b.Reason), reached ? Is.Empty : Has.One.Contains($"reached from {Zone} c only"));
    }

    [Test]
    public void Two_disks_of_two_zones_are_reached_by_no_node_at_once()
    {
        var cluster = WithVolume(volume => volume.Spec.NodeAffinity = In(Zone, "a"));
        cluster.Pods[0].Spec.Volumes.Add(Mount("more"));

        var plan = MovePlanner.Plan(
            cluster with
            {
                Claims = [.. cluster.Claims, Claim("more", "pv-2")],
                Volumes =
                [
                    .. cluster.Volumes,
                    new V1PersistentVolume
                    {
                        Metadata = new V1ObjectMeta { Name = "pv-2" },
                        Spec = new V1PersistentVolumeSpec { NodeAffinity = In(Zone, "b") },
                    },
                ],
            },
            Make.ToCilium);

        Assert.That(plan.Blockers.Single().Reason, Is.EqualTo("no node of the destination reaches all its volumes at once"));
    }

    [Test]
    public void A_claim_of_the_same_name_elsewhere_and_one_that_is_not_bound_yet_bind_nobody()
    {
        var cluster = WithVolume(volume => volume.Spec.NodeAffinity = In(Zone, "c"));
        cluster.Claims[0].Metadata.NamespaceProperty = "other";
        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Blockers, Is.Empty);

        cluster.Claims[0].Metadata.NamespaceProperty = "team";
        cluster.Claims[0].Spec.VolumeName = null;
        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Blockers, Is.Empty);
    }

    private static ClusterSnapshot WithVolume(Action<V1PersistentVolume> change)
    {
        var cluster = Make.Cluster();
        cluster.Pods[0].Spec.Volumes = [Mount("data")];
        var volume = new V1PersistentVolume { Metadata = new V1ObjectMeta { Name = "pv-1" }, Spec = new V1PersistentVolumeSpec() };
        change(volume);
        return cluster with { Claims = [Claim("data", "pv-1")], Volumes = [volume] };
    }

    private static V1Volume Mount(string claim) =>
        new() { Name = claim, PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = claim } };

    private static V1PersistentVolumeClaim Claim(string name, string volume) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "team" },
        Spec = new V1PersistentVolumeClaimSpec { VolumeName = volume, AccessModes = ["ReadWriteOnce"] },
    };

    private static V1VolumeNodeAffinity In(string key, string value) => new()
    {
        Required = new V1NodeSelector
        {
            NodeSelectorTerms =
            [
                new V1NodeSelectorTerm { MatchExpressions = [new V1NodeSelectorRequirement { Key = key, OperatorProperty = "In", Values = [value] }] },
            ],
        },
    };
}
