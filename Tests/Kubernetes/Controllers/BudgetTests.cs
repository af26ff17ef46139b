using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class BudgetTests : ControllerTests
{
    [Test]
    public async Task A_budget_follows_the_pods_and_the_scale_of_its_deployment()
    {
        await Cluster.CreateAsync(ResourceTypes.PodDisruptionBudgets, Budget("\"maxUnavailable\":\"50%\"", "web"));
        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 4));

        var budget = await UntilAsync(status => status.DisruptionsAllowed == 2);
        Assert.That((budget.Status.ExpectedPods, budget.Status.DesiredHealthy, budget.Status.CurrentHealthy), Is.EqualTo((4, 2, 4)));
        Assert.That(budget.Status.Conditions.Find("DisruptionAllowed")?.Reason, Is.EqualTo("SufficientPods"));
        Assert.That(budget.Status.ObservedGeneration, Is.EqualTo(budget.Metadata.Generation));

        await Cluster.PatchAsync(ResourceTypes.Deployments, "web", """{"spec":{"replicas":2}}""");
        await UntilAsync(status => status is { ExpectedPods: 2, DesiredHealthy: 1, CurrentHealthy: 2, DisruptionsAllowed: 1 });
    }

    [Test]
    public async Task Terminating_and_unready_pods_are_not_healthy()
    {
        await Cluster.CreateAsync(ResourceTypes.PodDisruptionBudgets, Budget("\"minAvailable\":1", "web"));
        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 2));
        await UntilAsync(status => status.DisruptionsAllowed == 1);
        Cluster.Kubelet.Keeps = _ => true;
        Cluster.Kubelet.Holds = _ => true;

        await Cluster.DeleteAsync(ResourceTypes.Pods, (await Cluster.PodsAsync())[0].Name);

        await UntilAsync(status => status is { CurrentHealthy: 1, DisruptionsAllowed: 0, ExpectedPods: 3 });
    }

    [Test]
    public async Task A_granted_eviction_that_never_happens_counts_again_after_two_minutes()
    {
        await Cluster.CreateAsync(ResourceTypes.PodDisruptionBudgets, Budget("\"minAvailable\":1", "web"));
        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 2));
        await UntilAsync(status => status.DisruptionsAllowed == 1);
        var pod = (await Cluster.PodsAsync())[0].Name;
        var now = Cluster.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

        var granted = await Cluster.Client.PatchAsync(ResourceTypes.PodDisruptionBudgets, "default", "budget",
            new JsonObject { ["status"] = new JsonObject { ["disruptedPods"] = new JsonObject { [pod] = now } } },
            CancellationToken.None, "status");

        // Two minutes of a fast clock are soon over: who only looked now and then could miss what was in between.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        var steps = Cluster.Client.WatchAsync(ResourceTypes.PodDisruptionBudgets, granted.ResourceVersion, patience.Token)
            .Select(change => change.Object.As<PodDisruptionBudget>().Status);
        await steps.FirstAsync(
            status => status is { CurrentHealthy: 1, DisruptionsAllowed: 0 } && status.DisruptedPods.ContainsKey(pod), patience.Token);
        await UntilAsync(status => status is { CurrentHealthy: 2, DisruptionsAllowed: 1 } && status.DisruptedPods.Count == 0);
    }

    [Test]
    public async Task A_percentage_over_pods_without_a_scale_allows_nothing_and_says_so()
    {
        await Cluster.CreateAsync(ResourceTypes.DaemonSets, Manifests.DaemonSet("agent"));
        await Cluster.CreateAsync(ResourceTypes.PodDisruptionBudgets, Budget("\"maxUnavailable\":1", "agent"));

        var budget = await UntilAsync(status => status.Conditions.Find("DisruptionAllowed")?.Reason == "SyncFailed");

        Assert.That(budget.Status.DisruptionsAllowed, Is.Zero);
        Assert.That(budget.Status.Conditions.Find("DisruptionAllowed")!.Message, Does.StartWith("found no controllers for pod"));
    }

    private Task<PodDisruptionBudget> UntilAsync(Func<PodDisruptionBudgetStatus, bool> condition) =>
        Cluster.UntilOneAsync<PodDisruptionBudget>(ResourceTypes.PodDisruptionBudgets, "budget", item => condition(item.Status));

    private static string Budget(string rule, string app) =>
        """{"metadata":{"name":"budget"},"spec":{RULE,"selector":{"matchLabels":{"app":"APP"}}}}"""
            .Replace("RULE", rule, StringComparison.Ordinal).Replace("APP", app, StringComparison.Ordinal);
}
