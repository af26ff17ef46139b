using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Tests.Simulator.Nodes;

/// <summary>Who leads Services and host ports to pods.</summary>
[TestFixture]
[CancelAfter(60_000)]
internal sealed class ServiceTests
{
    [Test]
    public async Task aws_node_serves_host_ports_and_Cilium_alone_does_not()
    {
        await using var scenario = await EksScenario.StartAsync();
        var seen = scenario.Eks.Observer.Begin();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.PinAwsNodeAsync();
        await ListenAsync(scenario, "old", "ng-1");
        Assert.That(seen.LostHostPorts, Is.Zero);

        await scenario.InstallCiliumAsync();
        await scenario.AddCiliumGroupAsync(1);
        await ListenAsync(scenario, "new", "ng-cilium");
        Assert.That(seen.LostHostPorts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_pod_in_its_nodes_network_needs_nobody_for_its_ports()
    {
        await using var scenario = await EksScenario.StartAsync();
        var seen = scenario.Eks.Observer.Begin();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync();
        await scenario.AddCiliumGroupAsync(1);
        await ListenAsync(scenario, "host", "ng-cilium", hostNetwork: true);
        Assert.That(seen.LostHostPorts, Is.Zero);
    }

    [Test]
    public async Task Chained_portmap_serves_host_ports_where_the_image_brings_it()
    {
        await using var scenario = await EksScenario.StartAsync();
        var seen = scenario.Eks.Observer.Begin();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync(values => values["cni"] = new JsonObject { ["chainingMode"] = "portmap" });
        await scenario.AddCiliumGroupAsync(1, spec => spec with { AmiType = "BOTTLEROCKET_x86_64" });
        await ListenAsync(scenario, "new", "ng-cilium");
        Assert.That(seen.LostHostPorts, Is.Zero);
    }

    [Test]
    public async Task Where_chained_portmap_is_missing_no_pod_gets_a_network()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync(values => values["cni"] = new JsonObject { ["chainingMode"] = "portmap" });
        await scenario.AddCiliumGroupAsync(1);
        await scenario.Api.CreateAsync(ResourceTypes.Pods, "default", Pod("new", "ng-cilium", hostNetwork: false), CancellationToken.None);
        await UntilToldAsync(scenario, "failed to find plugin \"portmap\" in path [/opt/cni/bin]");
    }

    [Test]
    public async Task Cilium_in_place_of_kube_proxy_serves_host_ports_and_Services()
    {
        await using var scenario = await EksScenario.StartAsync();
        var seen = scenario.Eks.Observer.Begin();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.PinAwsNodeAsync();
        await KeepProxyOffAsync(scenario);
        await scenario.InstallCiliumAsync(values => Replace(values, "api.eks.example"));
        await scenario.AddCiliumGroupAsync(1);
        await ListenAsync(scenario, "new", "ng-cilium");
        await Task.Delay(TimeSpan.FromMinutes(5), scenario.Eks.Clock);
        Assert.That((seen.LostHostPorts, seen.NodesWithTwoProxies, seen.NodesWithoutProxy), Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public async Task An_agent_without_kube_proxy_that_is_not_told_where_the_API_server_is_never_gets_ready()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.PinAwsNodeAsync();
        await KeepProxyOffAsync(scenario);
        await scenario.InstallCiliumAsync(values => Replace(values, ""));
        await scenario.AddGroupAsync("ng-2", 0);
        await scenario.Cloud.CreateNodeGroupAsync(EksScenario.ClusterName, new() { Name = "ng-cilium", Scaling = new(1, 0, 1) });
        await UntilToldAsync(scenario, "Unable to contact k8s api-server");
        Assert.That(await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "cilium" && pod.IsReady), Is.Empty);
    }

    [Test]
    public async Task A_node_with_kube_proxy_and_Cilium_in_its_place_is_counted()
    {
        await using var scenario = await EksScenario.StartAsync();
        var seen = scenario.Eks.Observer.Begin();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync(values => Replace(values, "api.eks.example"));
        await scenario.AddCiliumGroupAsync(1);
        await scenario.UntilAllPodsReadyAsync();
        Assert.That(seen.NodesWithTwoProxies, Is.EqualTo(1));
    }

    [Test]
    public async Task A_node_that_loses_kube_proxy_with_nobody_in_its_place_is_counted()
    {
        await using var scenario = await EksScenario.StartAsync();
        var seen = scenario.Eks.Observer.Begin();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.UntilAllPodsReadyAsync();
        Assert.That(seen.NodesWithoutProxy, Is.Zero);
        await KeepProxyOffAsync(scenario);
        await scenario.UntilAsync("it is counted", () =>
            Task.FromResult(seen.NodesWithoutProxy == 1));
    }

    private static void Replace(JsonObject values, string host)
    {
        values["kubeProxyReplacement"] = "true";
        (values["k8sServiceHost"], values["k8sServicePort"]) = (host, "443");
    }

    private static async Task KeepProxyOffAsync(EksScenario scenario) => await scenario.Api.PatchAsync(
        ResourceTypes.DaemonSets, "kube-system", "kube-proxy", JsonNode.Parse(
            """
            [{"op":"add",
            "path":"/spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/-",
            "value":{"key":"cni","operator":"In","values":["aws-cni"]}}]
            """)!, CancellationToken.None, kind: PatchKind.Json);

    private static async Task ListenAsync(EksScenario scenario, string name, string group, bool hostNetwork = false)
    {
        await scenario.Api.CreateAsync(ResourceTypes.Pods, "default", Pod(name, group, hostNetwork), CancellationToken.None);
        await scenario.UntilAsync("it is ready", async () => (await scenario.PodsAsync(pod => pod.Name == name)).Single().IsReady);
    }

    private static JsonObject Pod(string name, string group, bool hostNetwork) => (JsonObject)JsonNode.Parse($$$"""
        {"metadata":{"name":"{{{name}}}"},"spec":{"hostNetwork":{{{(hostNetwork ? "true" : "false")}}},"nodeSelector":
         {"eks.amazonaws.com/nodegroup":"{{{group}}}"},"containers":[{"name":"main","image":"nginx:1.29",
         "ports":[{"containerPort":8125,"hostPort":8125}]}]}}
        """)!;

    private static Task UntilToldAsync(EksScenario scenario, string what) => scenario.UntilAsync($"an event says {what}", async () =>
        (await scenario.Api.ListAsync(ResourceTypes.Events, null, CancellationToken.None)).Items
            .Any(item => ((string?)item.ToJson()["message"] ?? "").Contains(what, StringComparison.Ordinal)));
}
