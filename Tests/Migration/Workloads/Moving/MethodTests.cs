using CniMigration.Migration.Errors;
using CniMigration.Migration.Records;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>How each kind of workload leaves, and what is missing meanwhile.</summary>
internal sealed class MethodTests : MoveFixture
{
    [Test]
    public async Task One_replica_under_a_budget_of_one_moves_without_an_eviction(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        await Cluster.AddAsync(Make.Deployment("web"));
        await Cluster.AddAsync(Budget("app", minAvailable: "1"));
        await Cluster.OpenBothSidesAsync(pods: 1);

        var result = await MoveAsync(Make.ToCilium, cancellationToken);

        var web = await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: cancellationToken);
        Assert.Multiple(() =>
        {
            Assert.That((result.Moved, result.Restarted, result.Evicted, result.Remaining), Is.EqualTo((1, 1, 0, 0)));
            Assert.That(result.Workloads, Is.EqualTo(new[] { "Deployment team/web" }));
            Assert.That(web.Spec.Strategy.RollingUpdate.MaxUnavailable.Value, Is.EqualTo("25%"));
            Assert.That(GuardRecord.IsHeld(web), Is.False);
        });
        Assert.That(await NodesAsync(), Is.All.StartsWith("cilium"));
    }

    [Test]
    public async Task While_it_restarts_no_pod_is_missing_and_the_original_is_on_record(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        await Cluster.AddAsync(Make.Deployment("web", 4));
        await Cluster.OpenBothSidesAsync(pods: 4);
        await Cluster.UntilAsync(
            "its controller says so", async () =>
                (await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: cancellationToken)).Status.AvailableReplicas == 4);

        var move = MoveAsync(Make.ToCilium, cancellationToken);
        var fewest = int.MaxValue;
        var held = new HashSet<string?>();
        while (!move.IsCompleted)
        {
            var web = await Cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: cancellationToken);
            fewest = Math.Min(fewest, web.Status.AvailableReplicas ?? 0);
            if (web.Spec.Strategy.RollingUpdate.MaxUnavailable.Value == "0")
            {
                held.Add(GuardRecord.Original(web));
            }
        }

        Assert.That((await move).Moved, Is.EqualTo(4));
        Assert.That(fewest, Is.EqualTo(4));
        Assert.That(held, Is.EqualTo(new[] { "\"25%\"" }));
    }

    [Test]
    public async Task What_cannot_surge_is_evicted_within_its_budget(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        var recreated = Make.Deployment("batch", 3);
        recreated.Spec.Strategy = new V1DeploymentStrategy { Type = "Recreate" };
        await Cluster.AddAsync(recreated);
        await Cluster.AddAsync(Budget("app", minAvailable: "2"));
        await Cluster.OpenBothSidesAsync(pods: 3);

        var move = MoveAsync(Make.ToCilium, cancellationToken);
        var fewest = int.MaxValue;
        while (!move.IsCompleted)
        {
            fewest = Math.Min(fewest, (await Cluster.PodsAsync()).Count(p => p.Metadata.DeletionTimestamp is null && Make.IsReady(p)));
        }

        var result = await move;
        Assert.That((result.Moved, result.Restarted, result.Evicted, result.Remaining), Is.EqualTo((3, 0, 3, 0)));
        Assert.That(fewest, Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task A_stateful_set_goes_one_pod_at_a_time(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        await Cluster.Client.AppsV1.CreateNamespacedStatefulSetAsync(StatefulSet("db", 3), "team", cancellationToken: cancellationToken);
        await Cluster.OpenBothSidesAsync(pods: 3);

        var move = MoveAsync(Make.ToCilium, cancellationToken);
        var order = new List<string>();
        while (!move.IsCompleted)
        {
            order.AddRange((await Cluster.PodsAsync()).Where(p => p.Spec.NodeName?.StartsWith("cilium", StringComparison.Ordinal) == true)
                .Select(p => p.Metadata.Name).Except(order));
        }

        Assert.That((await move).Evicted, Is.EqualTo(3));
        Assert.That(order, Is.EqualTo(new[] { "db-2", "db-1", "db-0" }));
    }

    [Test]
    public async Task Dns_never_has_all_its_pods_away(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        var dns = Make.Deployment("coredns", 2, app: "dns");
        dns.Metadata.NamespaceProperty = "kube-system";
        dns.Spec.Template.Metadata.Labels["k8s-app"] = "kube-dns";
        await Cluster.AddAsync(dns);
        await Cluster.AddAsync(Make.Deployment("web", 2));
        await Cluster.OpenBothSidesAsync(pods: 4);

        var result = await MoveAsync(Make.ToCilium, cancellationToken);

        Assert.That((result.Moved, result.Restarted, result.Evicted), Is.EqualTo((4, 1, 2)));
        Assert.That(
            Cluster.Reporter.Lines.Where(l => l.Contains("has moved", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]),
            Is.EqualTo(new[] { "kube-system/coredns", "team/web", "kube-system/coredns" }));
    }

    [Test]
    public async Task A_job_is_waited_for(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        await Cluster.AddAsync(Make.Deployment("web"));
        await Cluster.Client.CoreV1.CreateNamespacedPodAsync(Make.JobPod(), "team", cancellationToken: cancellationToken);
        await Cluster.OpenBothSidesAsync(pods: 2);

        var late = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(Make.ToCilium with { BudgetTimeout = TimeSpan.FromSeconds(40) }, cancellationToken));

        Assert.That(late!.Message, Does.Contain("Job team/import").And.Contain("still runs on old-").And.Not.Contain("Deployment"));
        Assert.That((await Cluster.PodsAsync()).Single(p => p.Metadata.Name != "import").Spec.NodeName, Does.StartWith("cilium"));
    }

    [Test]
    public async Task With_consent_what_can_neither_surge_nor_be_evicted_is_recreated(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        var web = Make.Deployment("web");
        web.Spec.Strategy = new V1DeploymentStrategy { Type = "Recreate" };
        await Cluster.AddAsync(web);
        await Cluster.AddAsync(Budget("app", minAvailable: "1"));
        await Cluster.OpenBothSidesAsync(pods: 1);
        Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(Make.ToCilium, cancellationToken));

        var result = await MoveAsync(Make.ToCilium with { Recreate = true }, cancellationToken);

        Assert.That((result.Moved, result.Restarted, result.Evicted, result.Remaining), Is.EqualTo((1, 0, 0, 0)));
    }

    [Test]
    public async Task A_pod_that_is_not_Ready_leaves_first_though_its_budget_allows_nothing(CancellationToken cancellationToken)
    {
        await StartAsync(speed: 150);
        var sick = "";
        Cluster.Kubelet.IsStuck = pod => pod.Spec.NodeName.StartsWith("old", StringComparison.Ordinal) && pod is { Status.Phase: "Pending", IsDeleting: false }
            && pod.Name == (sick = sick.Length == 0 ? pod.Name : sick);
        await Cluster.AddAsync(WithoutSurge("web", 2));
        await Cluster.AddAsync(Budget("web", minAvailable: "1"));
        await Cluster.OpenBothSidesAsync(pods: 1);

        var result = await MoveAsync(Make.ToCilium with { BudgetTimeout = TimeSpan.FromMinutes(5) }, cancellationToken);

        Assert.That((result.Evicted, result.Remaining), Is.EqualTo((2, 0)));
        Assert.That(Cluster.Served.Evictions[0].Name, Is.EqualTo(sick));
    }
}
