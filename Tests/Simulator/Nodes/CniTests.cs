using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Simulator.Nodes;

[TestFixture]
[CancelAfter(60_000)]
internal sealed class CniTests
{
    private const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"%ARN%"},"Action":"sts:AssumeRoleWithWebIdentity",
         "Condition":{"StringEquals":{"%ISSUER%:sub":"system:serviceaccount:kube-system:cilium-operator"}}}]}
        """;

    [Test]
    public async Task A_node_is_ready_only_once_a_CNI_has_left_its_configuration_there()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.PinAwsNodeAsync();
        await scenario.AddCiliumGroupAsync(0);

        await scenario.ScaleAsync("ng-cilium", 1);
        await scenario.UntilAsync("the new node is registered", async () => (await scenario.NodesAsync("ng-cilium")).Count == 1);
        await Task.Delay(TimeSpan.FromMinutes(2), scenario.Eks.Clock);

        var node = (await scenario.NodesAsync("ng-cilium"))[0];
        Assert.That(node.Status.Conditions.Find("Ready")?.Message, Does.Contain("cni plugin not initialized"));
        Assert.That(scenario.Eks.Observer.Snapshot().Nodes.WithoutCni, Is.EqualTo(1));
    }

    [Test]
    public async Task Cilium_gets_new_nodes_ready_and_its_operator_takes_the_taint_away()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.PinAwsNodeAsync();
        await scenario.AddCiliumGroupAsync(0);
        await scenario.InstallCiliumAsync();

        await scenario.ScaleAsync("ng-cilium", 2);
        await scenario.UntilNodesReadyAsync("ng-cilium", 2);
        await scenario.UntilAsync("the taints are gone", async () => (await scenario.NodesAsync("ng-cilium")).All(node => node.Spec.Taints.Count == 0));

        Assert.That(await scenario.PodsAsync(pod => pod.Name.StartsWith("aws-node", StringComparison.Ordinal)), Has.Count.EqualTo(1));
        Assert.That(await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "cilium" && pod.IsReady), Has.Count.EqualTo(2));
        Assert.That(scenario.Eks.Observer.Snapshot().Nodes, Has.Property("Cilium").EqualTo(2).And.Property("WithTwoCnis").EqualTo(0));
    }

    [Test]
    public async Task Pods_on_a_Cilium_node_get_an_endpoint()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.InstallCiliumAsync();
        await scenario.AddCiliumGroupAsync(1, spec => spec with { Labels = new Dictionary<string, string> { ["side"] = "cilium" } });
        await scenario.UntilAllPodsReadyAsync();

        await scenario.Api.CreateAsync(ResourceTypes.Pods, "default", Pod("probe"), CancellationToken.None);
        await scenario.UntilAllPodsReadyAsync();

        var pod = (await scenario.PodsAsync(pod => pod.Name == "probe"))[0];
        var type = scenario.Cloud.FindType("cilium.io", "ciliumendpoints")!;
        var endpoint = (await scenario.Api.GetAsync(type, "default", "probe", CancellationToken.None))!.ToJson();
        Assert.That((string?)endpoint["status"]!["networking"]!["addressing"]![0]!["ipv4"], Is.EqualTo(pod.Status.PodIP));
    }

    [Test]
    public async Task Without_rights_in_AWS_the_operator_gives_no_addresses_and_the_agent_never_gets_ready()
    {
        await using var scenario = await EksScenario.StartAsync();
        var cluster = scenario.Cloud.DescribeCluster(EksScenario.ClusterName);
        var trust = Trust.Replace("%ARN%", cluster.OidcProviderArn, StringComparison.Ordinal)
            .Replace("%ISSUER%", cluster.OidcIssuer["https://".Length..], StringComparison.Ordinal);
        var role = scenario.Cloud.CreateRole("cilium-operator", trust);
        await scenario.InstallCiliumAsync(values => values["serviceAccounts"] = new JsonObject
        {
            ["operator"] = new JsonObject { ["annotations"] = new JsonObject { ["eks.amazonaws.com/role-arn"] = role.Arn } },
        });
        await scenario.Cloud.CreateNodeGroupAsync(EksScenario.ClusterName, new()
        {
            Name = "ng-cilium",
            Scaling = new(1, 0, 1),
            Labels = new Dictionary<string, string> { ["cni"] = "none" },
        });

        await scenario.UntilAsync("the operator says what it lacks", async () => (await EventsAsync(scenario))
            .Any(message =>
                message.Contains("UnauthorizedOperation", StringComparison.Ordinal)
                    && message.Contains("ec2:CreateNetworkInterface", StringComparison.Ordinal)));
        Assert.That(await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "cilium" && pod.IsReady), Is.Empty);

        scenario.Cloud.PutRolePolicy("cilium-operator", "eni", """{"Statement":[{"Effect":"Allow","Action":"ec2:*","Resource":"*"}]}""");
        await scenario.UntilAsync("the agent is ready", async () =>
            (await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "cilium")).Any(pod => pod.IsReady));
    }

    [Test]
    public async Task A_node_whose_agent_is_gone_stays_ready_while_new_pods_hang()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.UntilAllPodsReadyAsync();
        await scenario.Api.DeleteAsync(
            ResourceTypes.DaemonSets, "kube-system", "aws-node", new DeleteOptions(PropagationPolicy: "Background"), CancellationToken.None);
        await scenario.UntilAsync("aws-node is gone", async () =>
            (await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "aws-node")).Count == 0);

        await scenario.Api.CreateAsync(ResourceTypes.Pods, "default", Pod("late"), CancellationToken.None);
        await scenario.UntilAsync(
            "the kubelet complains", async () => (await EventsAsync(scenario)).Any(message => message.Contains("127.0.0.1:50051", StringComparison.Ordinal)));

        Assert.That((await scenario.NodesAsync("ng-1"))[0].IsReady, Is.True);
        Assert.That((await scenario.PodsAsync(pod => pod.Name == "late"))[0].Status, Has.Property("Phase").EqualTo("Pending").And.Property("PodIP").Empty);
        Assert.That(await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "kube-dns" && pod.IsReady), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_subnet_without_addresses_leaves_pods_without_a_sandbox()
    {
        await using var scenario = await EksScenario.StartAsync(subnets: ["192.168.0.0/28", "192.168.0.16/28"]);
        await scenario.AddGroupAsync("ng-1", 1);
        for (var count = 0; count < 12; count++)
        {
            await scenario.Api.CreateAsync(ResourceTypes.Pods, "default", Pod($"pod-{count}"), CancellationToken.None);
        }

        await scenario.UntilAsync("a pod finds no address", async () =>
            (await EventsAsync(scenario)).Any(message => message.Contains("failed to assign an IP address", StringComparison.Ordinal)));
        await scenario.UntilAsync("the others run", async () => (await scenario.PodsAsync(pod => !pod.Spec.HostNetwork && pod.IsReady)).Count == 9);
        Assert.That(scenario.Cloud.DescribeSubnets().Min(subnet => subnet.FreeAddresses), Is.LessThanOrEqualTo(1));
    }

    [Test]
    public async Task A_cilium_node_shows_which_addresses_it_holds_and_which_of_them_are_given()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.UntilAllPodsReadyAsync();
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync();
        await scenario.AddCiliumGroupAsync(1);
        await scenario.UntilNodesReadyAsync("ng-cilium", 1);
        var type = scenario.Cloud.FindType("cilium.io", "ciliumnodes")!;
        await scenario.Api.CreateAsync(ResourceTypes.Pods, "default", OnCilium(Pod("shown")), CancellationToken.None);

        JsonNode? address = null;
        await scenario.UntilAsync("it is given", async () =>
        {
            var node = (await scenario.Api.ListAsync(type, null, CancellationToken.None)).Items.Single().ToJson();
            var (pool, used) = ((JsonObject)node["spec"]!["ipam"]!["pool"]!, node["status"]?["ipam"]?["used"] as JsonObject);
            Assert.That(used?.Select(one => one.Key) ?? [], Is.SubsetOf(pool.Select(one => one.Key)));
            address = used?.FirstOrDefault(one => (string?)one.Value!["owner"] == "default/shown").Key;
            return address is not null && used!.Count >= 3 && pool.Count > used.Count;
        });
        Assert.That((await scenario.PodsAsync(pod => pod.Name == "shown"))[0].Status.PodIP, Is.EqualTo((string?)address));
    }

    private static JsonObject OnCilium(JsonObject pod)
    {
        pod["spec"]!["nodeSelector"] = new JsonObject { ["eks.amazonaws.com/nodegroup"] = "ng-cilium" };
        return pod;
    }

    [Test]
    public async Task An_instance_gives_no_more_addresses_than_its_interfaces_hold()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        for (var count = 0; count < 30; count++)
        {
            await scenario.Api.CreateAsync(ResourceTypes.Pods, "default", Pod($"pod-{count}"), CancellationToken.None);
        }

        const int Addresses = 3 * (10 - 1);
        await scenario.UntilAsync(
            "all addresses are given", async () => (await scenario.PodsAsync(pod => !pod.Spec.HostNetwork && pod.IsReady)).Count == Addresses);
        await Task.Delay(TimeSpan.FromMinutes(1), scenario.Eks.Clock);
        Assert.That(await scenario.PodsAsync(pod => !pod.Spec.HostNetwork && pod.IsReady), Has.Count.EqualTo(Addresses));
        Assert.That((await scenario.PodsAsync(pod => pod.Status.PodIP.Length > 0 && !pod.Spec.HostNetwork)).Select(pod => pod.Status.PodIP), Is.Unique);
    }

    private static JsonObject Pod(string name) => (JsonObject)JsonNode.Parse($$$"""
        {"metadata":{"name":"{{{name}}}","labels":{"app":"probe"}},"spec":{"terminationGracePeriodSeconds":0,"containers":[{"name":"main",
         "image":"nginx:1.29"}]}}
        """)!;

    private static async Task<IReadOnlyList<string>> EventsAsync(EksScenario scenario) =>
        [.. (await scenario.Api.ListAsync(ResourceTypes.Events, null, CancellationToken.None)).Items.Select(item => (string?)item.ToJson()["message"] ?? "")];
}
