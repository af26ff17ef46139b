using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Simulator.AddOns;

[TestFixture]
[CancelAfter(60_000)]
internal sealed class AddOnTests
{
    [Test]
    public async Task A_managed_add_on_takes_back_what_others_edit_until_it_is_let_go()
    {
        await using var scenario = await EksScenario.StartAsync();
        Assert.That(scenario.Cloud.DescribeAddon(EksScenario.ClusterName, "vpc-cni"), Is.Null);
        await scenario.Cloud.CreateAddonAsync(EksScenario.ClusterName, "vpc-cni", "v1.20.4-eksbuild.1");
        var managers = (await AwsNodeAsync(scenario)).ToJson()["metadata"]!["managedFields"]!.AsArray().Select(entry => (string?)entry!["manager"]);
        Assert.That(managers, Does.Contain("eks"), "which is how others see that it is managed");

        await scenario.PinAwsNodeAsync();
        await scenario.UntilAsync("EKS has reverted it", async () => !await IsPinnedAsync(scenario));

        await scenario.Cloud.DeleteAddonAsync(EksScenario.ClusterName, "vpc-cni", preserve: true);
        await scenario.PinAwsNodeAsync();
        await Task.Delay(TimeSpan.FromMinutes(1), scenario.Eks.Clock);
        Assert.That(await IsPinnedAsync(scenario), Is.True);
    }

    [Test]
    public async Task An_add_on_that_is_deleted_without_being_preserved_takes_its_DaemonSet_along()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.Cloud.CreateAddonAsync(EksScenario.ClusterName, "vpc-cni", "v1.20.4-eksbuild.1");

        await scenario.Cloud.DeleteAddonAsync(EksScenario.ClusterName, "vpc-cni", preserve: false);

        Assert.That(await scenario.Api.GetAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_managed_kube_proxy_keeps_the_affinity_of_its_configuration_values_and_no_other()
    {
        const string Affinity = """
            {"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[
              {"key":"eks.amazonaws.com/nodegroup","operator":"NotIn","values":["ng-cilium"]}]}]}}}}
            """;
        await using var scenario = await EksScenario.StartAsync();
        await scenario.Cloud.CreateAddonAsync(EksScenario.ClusterName, "kube-proxy", "v1.33.3-eksbuild.4", Affinity);
        await scenario.AddGroupAsync("ng-cilium", 1);
        await scenario.AddGroupAsync("ng-1", 1);
        await Task.Delay(TimeSpan.FromMinutes(1), scenario.Eks.Clock);

        var proxies = await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "kube-proxy");
        Assert.That(proxies.Select(pod => pod.Spec.NodeName), Is.EqualTo((await scenario.NodesAsync("ng-1")).Select(node => node.Name)));
        Assert.That(
            async () => await scenario.Cloud.CreateAddonAsync(EksScenario.ClusterName, "vpc-cni", "v1.20.4-eksbuild.1", """{"env":{}}"""),
            Throws.Exception.With.Message.Contains("besides affinity"));
    }

    private static async Task<ApiObject> AwsNodeAsync(EksScenario scenario) =>
        (await scenario.Api.GetAsync(ResourceTypes.DaemonSets, "kube-system", "aws-node", CancellationToken.None))!;

    private static async Task<bool> IsPinnedAsync(EksScenario scenario) =>
        (await AwsNodeAsync(scenario)).As<DaemonSet>().Spec.Template.Spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution!
            .NodeSelectorTerms.All(term => term.MatchExpressions.Any(expression => expression.Key == "cni"));
}
