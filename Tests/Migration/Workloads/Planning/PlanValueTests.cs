using CniMigration.Migration.Facts;
using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Planning;

/// <summary>A plan is a value: what it says of waves, pace and time follows from the snapshot and the request alone.</summary>
public sealed class PlanValueTests
{
    [Test]
    public void Two_plans_of_the_same_cluster_are_equal_and_one_pod_more_makes_another()
    {
        var plan = MovePlanner.Plan(Make.Cluster(2), Make.ToCilium);

        Assert.That(MovePlanner.Plan(Make.Cluster(2), Make.ToCilium), Is.EqualTo(plan));
        Assert.That(MovePlanner.Plan(Make.Cluster(2), Make.ToCilium).GetHashCode(), Is.EqualTo(plan.GetHashCode()));
        Assert.That(MovePlanner.Plan(Make.Cluster(3), Make.ToCilium), Is.Not.EqualTo(plan));
    }

    [Test]
    public void It_names_each_pod_its_node_and_its_way()
    {
        Assert.That(MovePlanner.Plan(Make.Cluster(2), Make.ToCilium), Is.EqualTo(new MovePlan(
            [
                new WorkloadPlan(
                    new WorkloadRef("Deployment", "team", "web"),
                    [new PodRef("team", "web-1-0", "uid-web-1-0", "old-1"), new PodRef("team", "web-1-1", "uid-web-1-1", "old-2")],
                    MoveMethod.Surge,
                    "its new pods are Ready before the old ones end")
                {
                    Wave = 2,
                    AtMost = TimeSpan.FromSeconds(900 + 30 + 600),
                },
            ],
            [])
        {
            AtMost = TimeSpan.FromSeconds(900 + 30 + 600 + 300 + 15 + 30 + 600 + 900),
        }));
    }

    [TestCase("1", 4, 1)]
    [TestCase("50%", 5, 3, Description = "a share of a budget is rounded up")]
    public void What_is_evicted_under_a_budget_goes_as_fast_as_the_budget_says(string maxUnavailable, int replicas, int atOnce)
    {
        var cluster = Make.Cluster(replicas) with { Budgets = [Budget(maxUnavailable: maxUnavailable)] };

        Assert.That(Only(cluster).AtOnce, Is.EqualTo(atOnce));
    }

    [TestCase("25%", 4, 1)]
    [TestCase("50%", 5, 2, Description = "a share of a strategy is rounded down")]
    [TestCase("0", 4, 1, Description = "one has to go first")]
    [TestCase("100%", 4, 3, Description = "somebody serves all the time")]
    public void What_is_evicted_without_a_budget_goes_as_fast_as_its_own_strategy_says(string maxUnavailable, int replicas, int atOnce)
    {
        var cluster = Make.Cluster(replicas);
        cluster.Deployments[0].Spec.Strategy.RollingUpdate.MaxUnavailable = maxUnavailable;

        Assert.That(Only(cluster).AtOnce, Is.EqualTo(atOnce));
    }

    [Test]
    public void Pods_that_are_not_ready_go_first()
    {
        var cluster = Make.Cluster(3);
        cluster.Pods[2].Status.Conditions[0].Status = "False";

        Assert.That(Only(cluster).Pods.Select(p => p.Name), Is.EqualTo(new[] { "web-1-2", "web-1-0", "web-1-1" }));
    }

    [TestCase("100%", null, 3, true)]
    [TestCase("67%", null, 3, true, Description = "two thirds of three are three")]
    [TestCase("66%", null, 3, false)]
    [TestCase("3", null, 3, true)]
    [TestCase("4", null, 3, true)]
    [TestCase("2", null, 3, false)]
    [TestCase(null, "0", 3, true)]
    [TestCase(null, "0%", 3, true)]
    [TestCase(null, "1%", 3, false, Description = "any share is one pod at least")]
    public void A_budget_that_can_never_allow_an_eviction_is_found_by_its_spec(string? minAvailable, string? maxUnavailable, int replicas, bool blocks)
    {
        // The moment says the opposite of the spec, and does not count.
        var budget = Budget(minAvailable, maxUnavailable);
        budget.Status = new V1PodDisruptionBudgetStatus { DisruptionsAllowed = blocks ? 1 : 0, ExpectedPods = replicas, DesiredHealthy = 0 };

        var plan = MovePlanner.Plan(Make.Cluster(replicas) with { Budgets = [budget] }, Evicting);

        Assert.That(plan.Blockers.Select(b => b.Setting), Is.EqualTo(blocks ? Enumerable.Repeat("recreate", replicas) : []));
    }

    [Test]
    public void A_stateful_set_is_as_fast_as_its_budget_where_it_is_parallel()
    {
        var cluster = Make.Cluster() with
        {
            Pods = [.. Enumerable.Range(0, 4).Select(i => Make.Pod($"db-{i}", owner: "db", ownerKind: "StatefulSet"))],
            StatefulSets =
            [
                new V1StatefulSet
                {
                    Metadata = new V1ObjectMeta { Name = "db", NamespaceProperty = "team" },
                    Spec = new V1StatefulSetSpec { Replicas = 4, PodManagementPolicy = "Parallel" },
                },
            ],
            Budgets = [Budget(maxUnavailable: "2")],
        };

        Assert.That(Only(cluster).AtOnce, Is.EqualTo(2));
        cluster.StatefulSets[0].Spec.PodManagementPolicy = "OrderedReady";
        Assert.That(Only(cluster).AtOnce, Is.EqualTo(1));
    }

    [Test]
    public void A_rollout_under_way_has_its_own_time_before()
    {
        var cluster = Make.Cluster();
        cluster.Deployments[0].Status.UpdatedReplicas = 0;

        Assert.That(
            MovePlanner.Plan(cluster, Make.ToCilium).Workloads.Single().AtMost,
            Is.EqualTo((2 * Make.ToCilium.RolloutTimeout) + TimeSpan.FromSeconds(30) + Make.ToCilium.TerminationTimeout));
    }

    [Test]
    public void A_directory_of_the_node_does_not_come_along_and_is_told()
    {
        var cluster = Make.Cluster();
        cluster.Pods[0].Spec.Volumes = [new V1Volume { Name = "cache", HostPath = new V1HostPathVolumeSource { Path = "/var/cache/web" } }];

        Assert.That(MovePlanner.Plan(cluster, Make.ToCilium).Warnings.Single(), Does.Contain("team/web-1-0").And.Contain("/var/cache/web"));
    }

    [TestCase("kubernetes.io/hostname", true)]
    [TestCase("topology.kubernetes.io/zone", false)]
    public void An_affinity_to_its_own_pods_ties_it_to_their_nodes(string key, bool ties)
    {
        var cluster = Make.Cluster(2);
        foreach (var spec in cluster.Pods.Select(p => p.Spec).Append(cluster.Deployments[0].Spec.Template.Spec))
        {
            spec.Affinity = new V1Affinity { PodAffinity = new V1PodAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [Term(key, "app")] } };
        }

        var plan = MovePlanner.Plan(cluster, Make.ToCilium);

        Assert.That(plan.Blockers.Select(b => b.Pod), Is.EqualTo(ties ? new[] { "team/web-1-0", "team/web-1-1" } : []));
        Assert.That(plan.Workloads.Single().Method, Is.EqualTo(ties ? MoveMethod.Blocked : MoveMethod.Surge));
    }

    [Test]
    public void The_only_pod_of_its_kind_can_leave_where_it_cannot_surge()
    {
        var cluster = Make.Cluster();
        foreach (var spec in cluster.Pods.Select(p => p.Spec).Append(cluster.Deployments[0].Spec.Template.Spec))
        {
            spec.Affinity = new V1Affinity
            {
                PodAffinity = new V1PodAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [Term("kubernetes.io/hostname", "app")] },
            };
        }

        var plan = MovePlanner.Plan(cluster, Make.ToCilium);

        Assert.That(plan.Blockers, Is.Empty);
        Assert.That(plan.Workloads.Single().Method, Is.EqualTo(MoveMethod.Evict));
    }

    [Test]
    public void An_affinity_to_pods_that_leave_too_ties_nothing()
    {
        var cluster = Make.Cluster();
        cluster.Pods[0].Spec.Affinity = new V1Affinity
        {
            PodAffinity = new V1PodAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [Term("kubernetes.io/hostname", "api")] },
        };
        var both = cluster with
        {
            Deployments = [.. cluster.Deployments, Make.Deployment("api", app: "api")],
            ReplicaSets = [.. cluster.ReplicaSets, Make.ReplicaSet("api-1", "api")],
            Pods = [.. cluster.Pods, Make.Pod("api-1-0", owner: "api-1", app: "api")],
        };

        Assert.That(MovePlanner.Plan(both, Make.ToCilium).Blockers, Is.Empty);
    }

    [Test]
    public void More_pods_than_nodes_that_want_one_each_are_blocked_whatever_their_way()
    {
        var cluster = Make.Cluster(3);
        foreach (var spec in cluster.Pods.Select(p => p.Spec).Append(cluster.Deployments[0].Spec.Template.Spec))
        {
            spec.Affinity = new V1Affinity
            {
                PodAntiAffinity = new V1PodAntiAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [Term("kubernetes.io/hostname", "app")] },
            };
        }

        Assert.That(
            MovePlanner.Plan(cluster, Make.ToCilium).Blockers.Select(b => b.Reason), Has.Exactly(3).Contains("the destination has 2 of them for 3 pods"));
    }

    private static MoveRequest Evicting => Make.ToCilium with { Surge = SurgeMode.Off };

    private static WorkloadPlan Only(ClusterSnapshot cluster) => MovePlanner.Plan(cluster, Evicting).Workloads.Single();

    private static V1PodAffinityTerm Term(string key, string app) => new()
    {
        TopologyKey = key,
        LabelSelector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = app } },
    };

    private static V1PodDisruptionBudget Budget(string? minAvailable = null, string? maxUnavailable = null) =>
        Make.BudgetOver("app", "budget", minAvailable, maxUnavailable);
}
