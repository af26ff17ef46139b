using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Tests.Simulator.Observation;

[TestFixture]
[CancelAfter(60_000)]
internal sealed class ObserverTests
{
    [Test]
    public async Task A_deleted_pod_that_its_budget_could_not_spare_is_one_violation()
    {
        await using var scenario = await EksScenario.StartAsync(tenants: true);
        await scenario.AddGroupAsync("ng-1", 3);
        await scenario.UntilAsync(
            "payments is up",
            async () => (await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("app") == "payments")).Any(pod => pod.IsReady));
        await scenario.UntilAllPodsReadyAsync();
        var observation = scenario.Eks.Observer.Begin();

        var payments = (await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("app") == "payments"))[0];
        await scenario.Api.DeleteAsync(ResourceTypes.Pods, "shop", payments.Name, new DeleteOptions(), CancellationToken.None);
        await scenario.UntilAsync("it is back", async () =>
            (await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("app") == "payments")) is [{ IsReady: true } back]
                && back.Uid != payments.Uid);

        Assert.That(observation.BudgetViolations, Is.EqualTo(1));
        Assert.That(observation.BelowReplicasPodSeconds, Is.GreaterThan(5));
        Assert.That(observation.SimulatedSeconds, Is.GreaterThanOrEqualTo(observation.BelowReplicasPodSeconds));
    }

    [Test]
    public async Task A_restart_that_surges_breaks_nothing()
    {
        await using var scenario = await EksScenario.StartAsync(tenants: true);
        await scenario.AddGroupAsync("ng-1", 3);
        await scenario.UntilAsync(
            "payments is up",
            async () => (await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("app") == "payments")).Any(pod => pod.IsReady));
        await scenario.UntilAllPodsReadyAsync();
        var observation = scenario.Eks.Observer.Begin();

        var payments = (await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("app") == "payments"))[0];
        var restart = System.Text.Json.Nodes.JsonNode.Parse(
            """{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"2026-01-01T00:00:00Z"}}}}}""")!;
        await scenario.Api.PatchAsync(ResourceTypes.Deployments, "shop", "payments", restart, CancellationToken.None);
        await scenario.UntilAsync("it is another one", async () =>
            (await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("app") == "payments")) is [{ IsReady: true } fresh]
                && fresh.Uid != payments.Uid);

        Assert.That(observation.BudgetViolations, Is.Zero);
        Assert.That(observation.BelowReplicasPodSeconds, Is.Zero);
    }
}
