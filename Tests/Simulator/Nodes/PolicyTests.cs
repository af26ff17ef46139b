using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Simulator.Faults;

namespace CniMigration.Tests.Simulator.Nodes;

/// <summary>Who enforces network policies, and whom their rules mean to it.</summary>
[CancelAfter(120_000)]
internal sealed class PolicyTests
{
    [Test]
    public async Task Pods_that_leave_a_CNI_that_enforces_policies_are_counted_until_Cilium_enforces_them()
    {
        await using var scenario = await EksScenario.StartAsync(tenants: true);
        await scenario.AddGroupAsync("ng-1", 3);
        await scenario.UntilAllPodsReadyAsync();
        var fault = FaultCatalogue.Find("aws-node-enforces-policies")!;
        await scenario.Eks.Faults.SwitchOnAsync(fault);
        await scenario.UntilAsync("aws-node is rolled out", async () => (await scenario.PodsAsync(pod => Label(pod, "k8s-app") == "aws-node"))
            .All(pod => pod.IsReady && pod.Spec.Containers.Any(container => container.Args.Contains("--enable-network-policy=true"))));
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync();
        await scenario.AddCiliumGroupAsync(3);
        await scenario.UntilNodesReadyAsync("ng-cilium", 3);

        var observed = scenario.Eks.Observer.Begin();
        Assert.That(observed.PodsWithoutPolicies, Is.Zero);
        await MoveAsync(scenario, "payments");
        Assert.That(observed.PodsWithoutPolicies, Is.EqualTo(1));

        var enforcing = EksScenario.CiliumValues(values => values["policyEnforcementMode"] = "default");
        await scenario.Eks.Helm.UpgradeAsync("cilium", "cilium", "1.19.6", "kube-system", enforcing);
        await scenario.UntilAllPodsReadyAsync();
        var afterwards = scenario.Eks.Observer.Begin();
        await scenario.Api.DeleteAsync(ResourceTypes.Pods, "shop", (await PaymentsAsync(scenario)).Name, null, CancellationToken.None);
        await scenario.UntilAllPodsReadyAsync();
        Assert.That(afterwards.PodsWithoutPolicies, Is.Zero);
    }

    private static async Task MoveAsync(EksScenario scenario, string app)
    {
        foreach (var node in await scenario.NodesAsync("ng-1"))
        {
            await scenario.Api.PatchAsync(
                ResourceTypes.Nodes, null, node.Name, JsonNode.Parse("""{"spec":{"unschedulable":true}}""")!, CancellationToken.None);
        }

        var pod = await PaymentsAsync(scenario);
        await scenario.Api.DeleteAsync(ResourceTypes.Pods, "shop", pod.Name, null, CancellationToken.None);
        await scenario.UntilAsync($"{app} is back elsewhere", async () =>
            await scenario.PodsAsync(found => Label(found, "app") == app) is [{ IsReady: true } moved] && moved.Name != pod.Name);
    }

    private static string? Label(Pod pod, string key) => pod.Metadata.Labels.GetValueOrDefault(key);

    private static async Task<Pod> PaymentsAsync(EksScenario scenario) => (await scenario.PodsAsync(pod => Label(pod, "app") == "payments")).Single();
}
