using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Planning;

/// <summary>A watch has its objects in any order, a list in another: both make the same plan of the same cluster.</summary>
public sealed class PlanOrderTests
{
    [Test]
    public void A_cluster_makes_one_plan_in_whatever_order_it_was_read([Range(1, 20)] int seed)
    {
        var plan = MovePlanner.Plan(Messy(), Make.ToCilium);
        Assert.That((plan.Blockers.Count, plan.Warnings.Count, plan.Workloads.Count), Is.EqualTo((11, 1, 7)), "there is enough to be mixed up");

        Assert.That(MovePlanner.Plan(Shuffled(Messy(), new Random(seed)), Make.ToCilium), Is.EqualTo(plan));
    }

    /// <summary>Workloads of one name in two namespaces that compete for too little room, two budgets, two quotas, pods with several reasons to stay.</summary>
    private static ClusterSnapshot Messy()
    {
        var cluster = Make.Cluster(4);
        var pods = new List<V1Pod>(cluster.Pods);
        foreach (var @namespace in new[] { "alpha", "beta" })
        {
            pods.AddRange(
                Enumerable.Range(0, 3).Select(i => In(@namespace, Asking(Make.Pod($"db-{i}", i == 1 ? "old-2" : "old-1", "db", "StatefulSet"), "800m"))));
        }

        var (bare, ending) = (Make.Pod("bare"), Make.Pod("ending", owner: "web-1"));
        bare.Spec.Volumes = [new V1Volume { Name = "scratch", EmptyDir = new V1EmptyDirVolumeSource() }];
        bare.Spec.NodeSelector = new Dictionary<string, string> { ["side"] = "old" };
        (ending.Metadata.DeletionTimestamp, ending.Metadata.Finalizers) = (new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), ["example.com/a"]);
        var job = Make.Pod("job-x", owner: "job", ownerKind: "Job");
        var shy = Make.Pod("shy-1-0", owner: "shy-1", app: "shy");
        shy.Spec.Affinity = new V1Affinity
        {
            PodAntiAffinity = new V1PodAntiAffinity
            {
                RequiredDuringSchedulingIgnoredDuringExecution =
                    [
                        new V1PodAffinityTerm
                        {
                            TopologyKey = "kubernetes.io/hostname",
                            LabelSelector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "agent" } },
                        },
                    ],
            },
        };
        pods.AddRange(Enumerable.Range(1, 3).Select(i => Make.Pod($"agent-{i}", $"new-{i}", "agent", "DaemonSet", "agent")));
        pods.Add(Make.Pod("api-1-0", owner: "api-1", app: "api"));
        var nodes = cluster.CiliumNodes.Append(Make.Node("new-3", "cilium", "b")).ToList();
        foreach (var node in nodes)
        {
            node.Status = new V1NodeStatus { Allocatable = new Dictionary<string, ResourceQuantity> { ["cpu"] = "1", ["pods"] = "10" } };
        }

        return cluster with
        {
            CiliumNodes = nodes,
            Deployments = [.. cluster.Deployments, Make.Deployment("api", app: "api")],
            ReplicaSets = [.. cluster.ReplicaSets, Make.ReplicaSet("api-1", "api")],
            Pods = [.. pods, bare, ending, job, shy],
            Budgets = [Make.Budget("one", 0, 4, 4), Make.Budget("two", 0, 4, 4)],
            Quotas = [Quota("large", "pods"), Quota("small", "count/pods")],
        };
    }

    private static V1Pod In(string @namespace, V1Pod pod)
    {
        (pod.Metadata.NamespaceProperty, pod.Metadata.Uid) = (@namespace, $"{@namespace}-{pod.Metadata.Name}");
        return pod;
    }

    private static V1Pod Asking(V1Pod pod, string cpu)
    {
        pod.Spec.Containers[0].Resources = new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = cpu } };
        return pod;
    }

    private static V1ResourceQuota Quota(string name, string resource) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "team" },
        Status = new V1ResourceQuotaStatus
        {
            Hard = new Dictionary<string, ResourceQuantity> { [resource] = "1" },
            Used = new Dictionary<string, ResourceQuantity> { [resource] = "1" },
        },
    };

    private static ClusterSnapshot Shuffled(ClusterSnapshot cluster, Random random)
    {
        List<T> Mix<T>(IReadOnlyList<T> items)
        {
            var mixed = items.ToArray();
            random.Shuffle(mixed);
            return [.. mixed];
        }

        return new ClusterSnapshot
        {
            OldNodes = Mix(cluster.OldNodes),
            CiliumNodes = Mix(cluster.CiliumNodes),
            Pods = Mix(cluster.Pods),
            Deployments = Mix(cluster.Deployments),
            ReplicaSets = Mix(cluster.ReplicaSets),
            StatefulSets = Mix(cluster.StatefulSets),
            Budgets = Mix(cluster.Budgets),
            Claims = Mix(cluster.Claims),
            Volumes = Mix(cluster.Volumes),
            Quotas = Mix(cluster.Quotas),
        };
    }
}
