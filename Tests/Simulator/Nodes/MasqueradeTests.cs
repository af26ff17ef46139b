using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Gates;
using CniMigration.Migration.Sides;

namespace CniMigration.Tests.Simulator.Nodes;

/// <summary>By which address the world outside sees pods, and what an agent ends itself over.</summary>
[TestFixture]
[CancelAfter(120_000)]
internal sealed class MasqueradeTests
{
    private const string Internet = "203.0.113.7";
    private const string InVpc = "192.168.200.1";
    private const string Partner = "172.16.4.4";

    [TestCase("egressMasqueradeInterfaces", null, "panic: Egress masquerading interfaces")]
    [TestCase("bpf", """{"masquerade": true}""", "BPF masquerade requires NodePort")]
    [TestCase("ipMasqAgent", """{"enabled": true}""", "BPF ip-masq-agent requires")]
    [TestCase("ipv4NativeRoutingCIDR", "\"10.0.0.0/8\"", "specified native routing CIDR")]
    public async Task An_agent_that_cannot_masquerade_as_told_crashes_again_and_again_and_a_gate_would_name_its_last_words(
        string key, string? value, string words)
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.InstallCiliumAsync(values =>
        {
            values.Remove(key == "bpf" ? "egressMasqueradeInterfaces" : key);
            if (value is not null)
            {
                values[key] = JsonNode.Parse(value);
            }
        });
        await scenario.Cloud.CreateNodeGroupAsync(EksScenario.ClusterName, new()
        {
            Name = "ng-cilium",
            Scaling = new(1, 0, 1),
            Labels = new Dictionary<string, string> { ["cni"] = "none" },
        });

        await scenario.UntilAsync("the agent has crashed twice", async () => (await AgentsAsync(scenario)).Any(
            pod => (int?)pod["status"]?["containerStatuses"]?[0]?["restartCount"] > 1));
        var agent = (await AgentsAsync(scenario)).Single();
        using var client = ClusterConnection.Open(scenario.Cloud.DescribeCluster(EksScenario.ClusterName).Kubeconfig(), scenario.Eks.Clock);
        var cause = await new AgentTrouble(client).OfAsync([(string)agent["spec"]!["nodeName"]!], CancellationToken.None);

        Assert.That((string?)agent["status"]!["containerStatuses"]![0]!["lastState"]!["terminated"]!["message"], Does.Contain(words));
        Assert.That((bool?)agent["status"]!["containerStatuses"]![0]!["ready"], Is.False);
        Assert.That(cause?.Seen, Does.Contain("ends itself: ").And.Contain(words));
        Assert.That(cause?.Remedy, value is null ? Does.Contain("masqueradeInterfaces") : Does.Contain("cilium-config"));
    }

    [Test]
    public async Task Pods_are_seen_under_Cilium_as_they_are_under_aws_node([Values] bool external)
    {
        await using var scenario = await EksScenario.StartAsync();
        await SetAsync(scenario, external);
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.UntilAllPodsReadyAsync();
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync(values =>
        {
            values["enableIPv4Masquerade"] = !external;
            if (external)
            {
                values.Remove("egressMasqueradeInterfaces");
            }
        });
        await scenario.AddCiliumGroupAsync(1);
        await scenario.UntilAllPodsReadyAsync();
        using var client = ClusterConnection.Open(scenario.Cloud.DescribeCluster(EksScenario.ClusterName).Kubeconfig(), scenario.Eks.Clock);
        var daemons = await CniDaemons.ReadAsync(client, SourceCnis.Default, CancellationToken.None);
        var said = SourceAddresses.Of(daemons.Source);

        Assert.That(said.Kept, Is.EqualTo(external));
        Assert.That(said.KeptTo, Is.EqualTo(new[] { "172.16.0.0/12" }));
        foreach (var group in new[] { "ng-1", "ng-cilium" })
        {
            var pod = await PodOnAsync(scenario, group, "probe-" + group);
            Assert.That(Seen(scenario, pod, Internet), Is.EqualTo(external ? pod.Status.PodIP : pod.Status.HostIP), group);
            Assert.That(Seen(scenario, pod, InVpc), Is.EqualTo(pod.Status.PodIP), group);
        }

        var old = await PodOnAsync(scenario, "ng-1", "old");
        var late = await PodOnAsync(scenario, "ng-cilium", "new");
        Assert.That(Seen(scenario, old, Partner), Is.EqualTo(old.Status.PodIP));
        Assert.That(Seen(scenario, late, Partner), Is.EqualTo(external ? late.Status.PodIP : late.Status.HostIP), "the range is lost on the way");
    }

    [TestCase("eth+", "AL2023_x86_64_STANDARD", false)]
    [TestCase("ens+", "AL2023_x86_64_STANDARD", true)]
    [TestCase("eth0 ens+", "AL2023_x86_64_STANDARD", false)]
    [TestCase("eth+", "BOTTLEROCKET_x86_64", true)]
    public async Task A_pattern_hides_pods_only_where_the_image_has_such_interfaces(string pattern, string image, bool hides)
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.InstallCiliumAsync(values => values["egressMasqueradeInterfaces"] = pattern);
        await scenario.AddCiliumGroupAsync(1, spec => spec with { AmiType = image, Labels = new Dictionary<string, string> { ["side"] = "cilium" } });
        await scenario.UntilAllPodsReadyAsync();

        var pod = await PodOnAsync(scenario, "ng-cilium", "probe");

        Assert.That(Seen(scenario, pod, Internet), Is.EqualTo(hides ? pod.Status.HostIP : pod.Status.PodIP));
    }

    private static async Task SetAsync(EksScenario scenario, bool external)
    {
        var container = new JsonObject
        {
            ["name"] = "aws-node",
            ["env"] = new JsonArray(
                new JsonObject { ["name"] = "AWS_VPC_K8S_CNI_EXTERNALSNAT", ["value"] = external ? "true" : "false" },
                new JsonObject { ["name"] = "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS", ["value"] = "172.16.0.0/12" }),
        };
        var spec = new JsonObject { ["template"] = new JsonObject { ["spec"] = new JsonObject { ["containers"] = new JsonArray(container) } } };
        await scenario.Api.PatchAsync(
            ResourceTypes.DaemonSets, "kube-system", "aws-node", new JsonObject { ["spec"] = spec }, CancellationToken.None, kind: PatchKind.StrategicMerge);
    }

    private static async Task<Pod> PodOnAsync(EksScenario scenario, string group, string name)
    {
        var pod = JsonNode.Parse($$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}"},"spec":{"nodeSelector":{"eks.amazonaws.com/nodegroup":"{{{group}}}"},
             "containers":[{"name":"main","image":"nginx:1.29"}]}}
            """)!.AsObject();
        await scenario.Api.CreateAsync(ResourceTypes.Pods, "default", pod, CancellationToken.None);
        await scenario.UntilAllPodsReadyAsync();
        return (await scenario.PodsAsync(each => each.Name == name))[0];
    }

    private static string? Seen(EksScenario scenario, Pod pod, string destination) =>
        scenario.Cloud.SourceSeenAt(EksScenario.ClusterName, pod.Namespace, pod.Name, destination);

    private static async Task<IReadOnlyList<JsonObject>> AgentsAsync(EksScenario scenario) =>
        [.. (await scenario.Api.ListAsync(ResourceTypes.Pods, "kube-system", CancellationToken.None)).Items
            .Where(item => item.As<Pod>().Metadata.Labels.GetValueOrDefault("k8s-app") == "cilium").Select(item => (JsonObject)item.ToJson())];
}
