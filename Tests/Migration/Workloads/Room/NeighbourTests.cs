using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Room;

/// <summary>Required anti-affinity between pods that come and those that are there.</summary>
public sealed class NeighbourTests
{
    private const string Host = "kubernetes.io/hostname";

    [TestCase(Host, 2, true)]
    [TestCase(Host, 1, false, Description = "one node is left")]
    [TestCase("topology.kubernetes.io/zone", 2, true)]
    [TestCase("example.com/rack", 2, false, Description = "no node has such a place")]
    public void A_pod_that_bears_none_of_another_kind_beside_it_needs_a_place_without_them(string key, int nodesWithRivals, bool blocks)
    {
        var cluster = WithRivals(nodesWithRivals);
        Shun(cluster.Pods[0], key, "rival");

        Assert.That(
            Reasons(cluster),
            blocks ? Has.One.Contains("required anti-affinity keeps it off every node").And.One.Contains("on new-1 because of team/rival-1") : Is.Empty);
    }

    [Test]
    public void A_pod_that_those_there_do_not_bear_finds_no_place_either()
    {
        var cluster = WithRivals(2);
        foreach (var rival in cluster.Pods.Skip(1))
        {
            Shun(rival, Host, "app");
        }

        Assert.That(Reasons(cluster), Has.One.Contains("required anti-affinity"));
    }

    [Test]
    public void Those_that_come_too_and_those_that_end_are_no_rivals()
    {
        var cluster = WithRivals(2);
        Shun(cluster.Pods[0], Host, "rival");
        cluster.Pods[1].Metadata.DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.That(Reasons(cluster), Is.Empty, "one ends");

        cluster.Pods[1].Metadata.DeletionTimestamp = null;
        cluster.Pods[2].Spec.NodeName = "old-2";
        Assert.That(Reasons(cluster), Is.Empty, "one is on the other side");
    }

    [TestCase(null, null, false, Description = "its own namespace alone")]
    [TestCase("elsewhere", null, true)]
    [TestCase("third", null, false)]
    [TestCase(null, "all", true)]
    public void A_term_is_about_the_namespaces_that_it_names(string? named, string? selected, bool blocks)
    {
        var cluster = WithRivals(2);
        foreach (var rival in cluster.Pods.Skip(1))
        {
            rival.Metadata.NamespaceProperty = "elsewhere";
        }

        var term = Shun(cluster.Pods[0], Host, "rival");
        term.Namespaces = named is null ? null : [named];
        term.NamespaceSelector = selected is null ? null : new V1LabelSelector();

        Assert.That(Reasons(cluster), blocks ? Has.One.Contains("because of elsewhere/rival-1") : Is.Empty);
    }

    [Test]
    public void Its_own_pods_that_are_there_already_are_counted_elsewhere()
    {
        var cluster = Make.Cluster(2);
        foreach (var pod in cluster.Pods)
        {
            Shun(pod, Host, "app");
        }

        cluster.Pods[0].Spec.NodeName = "new-1";

        Assert.That(Reasons(cluster with { CiliumNodes = [cluster.CiliumNodes[0]] }), Has.One.Contains("has 1 of them for 2 pods"));
        Assert.That(Reasons(cluster), Is.Empty);
    }

    private static IEnumerable<string> Reasons(ClusterSnapshot cluster) =>
        MovePlanner.Plan(cluster, Make.ToCilium with { Surge = SurgeMode.Off }).Blockers.Select(b => b.Reason);

    private static ClusterSnapshot WithRivals(int nodes)
    {
        var cluster = Make.Cluster();
        return cluster with
        {
            Pods = [.. cluster.Pods, .. Enumerable.Range(1, nodes).Select(i => Make.Pod($"rival-{i}", $"new-{i}", "rival", "DaemonSet", "rival"))],
        };
    }

    private static V1PodAffinityTerm Shun(V1Pod pod, string key, string app)
    {
        var term = new V1PodAffinityTerm
        {
            TopologyKey = key,
            LabelSelector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = app } },
        };
        pod.Spec.Affinity = new V1Affinity { PodAntiAffinity = new V1PodAntiAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [term] } };
        return term;
    }
}
