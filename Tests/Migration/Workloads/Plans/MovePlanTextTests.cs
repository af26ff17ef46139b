using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Tests.Migration.Workloads.Plans;

/// <summary>The plan as a preview shows it.</summary>
public sealed class MovePlanTextTests
{
    private const string Dns = "DNS is never restarted: all but one pod first, the last one at the very end";

    [Test]
    public void It_says_of_each_workload_its_pods_their_nodes_its_way_its_wave_and_its_time()
    {
        var cluster = Make.Cluster(2);
        var dns = Make.Pod("coredns-1-1", owner: "coredns-1");
        dns.Metadata.NamespaceProperty = "kube-system";
        dns.Metadata.Labels = new Dictionary<string, string> { ["k8s-app"] = "kube-dns" };

        var plan = MovePlanner.Plan(cluster with { Pods = [.. cluster.Pods, dns, Make.Pod("bare")] }, Make.ToCilium);

        Assert.That(string.Join('\n', MovePlanText.Lines(plan, Make.ToCilium)), Is.EqualTo(
            $"""
            Plan of the move to cilium: 4 pods of 3 workloads, 1 blocker, at most 126.8 min
              wave 2: Deployment team/web, 2 pods, surge (its new pods are Ready before the old ones end), at most 25.5 min
                web-1-0 on old-1, web-1-1 on old-2
              wave 3: ReplicaSet kube-system/coredns-1, 1 pod, evict, 1 at once ({Dns}), at most 70.5 min
                coredns-1-1 on old-1
              Pod team/bare, 1 pod, blocked (no controller creates it again)
                bare on old-1
              blocked: team/bare: no controller creates it again. To do: set evictBarePods to let it be deleted for good, or give it a controller
            """));
    }

    [Test]
    public void Of_many_pods_the_first_are_named() =>
        Assert.That(
            MovePlanText.Lines(MovePlanner.Plan(Make.Cluster(7), Make.ToCilium), Make.ToCilium).ElementAt(2),
            Is.EqualTo("    web-1-0 on old-1, web-1-1 on old-2, web-1-2 on old-1, web-1-3 on old-2, web-1-4 on old-1, and 2 more"));
}
