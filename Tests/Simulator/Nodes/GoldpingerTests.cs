using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Tests.Simulator.Nodes;

[TestFixture]
[CancelAfter(60_000)]
internal sealed class GoldpingerTests
{
    [Test]
    public async Task Every_pod_sees_every_other_across_both_CNIs()
    {
        await using var scenario = await HybridAsync();

        var check = await UntilMeshAsync(scenario, pods: 2);

        Assert.That(check["hosts"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(Pings(check).Select(ping => (bool)ping["OK"]!), Has.Exactly(4).True);
        Assert.That(Probes(check), Has.All.Null, "DNS and the API server's address answer");
    }

    [Test]
    public async Task Results_are_renewed_once_in_a_refresh_interval()
    {
        await using var scenario = await HybridAsync();
        var first = PingTimes(await UntilMeshAsync(scenario, pods: 2));

        await Task.Delay(TimeSpan.FromSeconds(11), scenario.Eks.Clock);

        Assert.That(PingTimes(await UntilMeshAsync(scenario, pods: 2)).Min(), Is.GreaterThan(first.Max()));
    }

    [Test]
    public async Task A_security_group_that_cuts_the_two_sides_apart_shows_in_the_mesh()
    {
        var group = "";
        await using var scenario = await HybridAsync((scenario, spec) =>
        {
            group = scenario.Cloud.CreateSecurityGroup("ng-cilium");
            var ours = scenario.Cloud.DescribeCluster(EksScenario.ClusterName).SecurityGroupId;
            scenario.Cloud.AuthorizeIngress(group, group);
            scenario.Cloud.AuthorizeIngress(group, ours);
            scenario.Cloud.AuthorizeIngress(ours, group);
            return spec with { SecurityGroupIds = [group] };
        });
        await UntilMeshAsync(scenario, pods: 2);

        scenario.Cloud.RevokeIngress(group, scenario.Cloud.DescribeCluster(EksScenario.ClusterName).SecurityGroupId);

        var asked = await scenario.PodsAsync(pod => pod.Namespace == "goldpinger" && pod.Status.PodIP.Length > 0);
        var oldNode = (await scenario.NodesAsync("ng-1"))[0];
        var old = asked.First(pod => pod.Spec.NodeName == oldNode.Name);
        var check = await scenario.ProxyAsync("goldpinger", old.Name, 8080, "check_all");
        var peer = asked.First(pod => pod.Name != old.Name);
        Assert.That((bool)check["responses"]![peer.Name]!["OK"]!, Is.False);
        Assert.That((bool)check["responses"]![old.Name]!["response"]!["podResults"]![peer.Name]!["OK"]!, Is.False);
        Assert.That((bool)check["responses"]![old.Name]!["response"]!["podResults"]![old.Name]!["OK"]!, Is.True);
        Assert.That(async () => await scenario.ProxyAsync("goldpinger", peer.Name, 8080, "check_all"),
            Throws.TypeOf<HttpRequestException>().With.Property("StatusCode").EqualTo(System.Net.HttpStatusCode.ServiceUnavailable));
    }

    [TestCase("never", """{"policyTypes":["Egress"]}""", true)]
    [TestCase("default", """{"policyTypes":["Egress"]}""", false)]
    [TestCase("default", """{"egress":[{"to":[{"podSelector":{}}]}]}""", true)]
    [TestCase("default", """{"egress":[{"to":[{"ipBlock":{"cidr":"0.0.0.0/0"}}]}]}""", false, Description = "ipBlock never means pods that Cilium manages.")]
    public async Task A_policy_bites_where_Cilium_enforces_it(string mode, string spec, bool reached)
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync(values => values["policyEnforcementMode"] = mode);
        await scenario.AddCiliumGroupAsync(2);
        await DeployGoldpingerAsync(scenario);
        await UntilMeshAsync(scenario, pods: 2);

        Assert.That(await ReachesUnderAsync(scenario, spec), Is.EqualTo(reached));
    }

    [TestCase(false, """{"policyTypes":["Egress"]}""", true)]
    [TestCase(true, """{"policyTypes":["Egress"]}""", false)]
    [TestCase(true, """{"egress":[{"to":[{"podSelector":{}}]}]}""", true)]
    [TestCase(true, """{"egress":[{"to":[{"ipBlock":{"cidr":"0.0.0.0/0"}}]}]}""", true)]
    [TestCase(true, """{"egress":[{"to":[{"ipBlock":{"cidr":"0.0.0.0/0","except":["0.0.0.0/0"]}}]}]}""", false)]
    public async Task A_policy_bites_where_the_agent_of_aws_node_enforces_it(bool enforced, string spec, bool reached)
    {
        await using var scenario = await EksScenario.StartAsync();
        if (enforced)
        {
            var agent = """{"spec":{"template":{"spec":{"containers":[{"name":"aws-eks-nodeagent","args":["--enable-network-policy=true"]}]}}}}""";
            await scenario.Api.PatchAsync(
                ResourceTypes.DaemonSets, "kube-system", "aws-node", JsonNode.Parse(agent)!, CancellationToken.None, kind: PatchKind.StrategicMerge);
        }

        await scenario.AddGroupAsync("ng-1", 2);
        await DeployGoldpingerAsync(scenario);
        await UntilMeshAsync(scenario, pods: 2);

        Assert.That(await ReachesUnderAsync(scenario, spec), Is.EqualTo(reached));
    }

    /// <summary>Whether one goldpinger pod gets to the other once a policy of egress is there that selects all.</summary>
    private static async Task<bool> ReachesUnderAsync(EksScenario scenario, string spec)
    {
        var policy = (JsonObject)JsonNode.Parse("""{"metadata":{"name":"egress"}}""")!;
        policy["spec"] = JsonNode.Parse(spec);
        policy["spec"]!["podSelector"] = new JsonObject();
        policy["spec"]!["policyTypes"] = new JsonArray("Egress");
        await scenario.Api.CreateAsync(ResourceTypes.NetworkPolicies, "goldpinger", policy, CancellationToken.None);
        await Task.Delay(TimeSpan.FromMinutes(1), scenario.Eks.Clock);

        var pods = await scenario.PodsAsync(pod => pod.Namespace == "goldpinger");
        var check = await scenario.ProxyAsync("goldpinger", pods[0].Name, 8080, "check_all");
        return (bool)check["responses"]![pods[1].Name]!["OK"]!;
    }

    private static async Task DeployGoldpingerAsync(EksScenario scenario)
    {
        await scenario.Api.CreateAsync(
            ResourceTypes.Namespaces, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "goldpinger" } }, CancellationToken.None);
        await scenario.Api.CreateAsync(ResourceTypes.DaemonSets, "goldpinger", DaemonSet(), CancellationToken.None);
    }

    private static async Task<EksScenario> HybridAsync(Func<EksScenario, NodeGroupSpec, NodeGroupSpec>? with = null)
    {
        var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync();
        await scenario.AddCiliumGroupAsync(1, spec => with?.Invoke(scenario, spec) ?? spec);
        await DeployGoldpingerAsync(scenario);
        await scenario.UntilAllPodsReadyAsync();
        return scenario;
    }

    private static async Task<JsonObject> UntilMeshAsync(EksScenario scenario, int pods)
    {
        JsonObject check = [];
        await scenario.UntilAsync($"{pods} goldpinger pods see each other", async () =>
        {
            var ready = await scenario.PodsAsync(pod => pod.Namespace == "goldpinger" && pod.IsReady);
            if (ready.Count != pods)
            {
                return false;
            }

            check = await scenario.ProxyAsync("goldpinger", ready[0].Name, 8080, "check_all");
            return Pings(check).Count() == pods * pods;
        });
        return check;
    }

    private static IEnumerable<JsonNode> Pings(JsonObject check) => check["responses"]!.AsObject()
        .Where(response => (bool)response.Value!["OK"]!)
        .SelectMany(response => response.Value!["response"]!["podResults"]!.AsObject().Select(result => result.Value!));

    private static IEnumerable<string?> Probes(JsonObject check) => check["probeResults"]!.AsObject()
        .SelectMany(probe => probe.Value!.AsObject().SelectMany(pod => pod.Value!.AsArray().Select(result => (string?)result!["error"])));

    private static IEnumerable<DateTimeOffset> PingTimes(JsonObject check) =>
        [.. Pings(check).Select(ping => DateTimeOffset.Parse((string)ping["PingTime"]!, System.Globalization.CultureInfo.InvariantCulture))];

    private static JsonObject DaemonSet() => (JsonObject)JsonNode.Parse("""
        {"metadata":{"name":"goldpinger"},"spec":{"selector":{"matchLabels":{"app.kubernetes.io/name":"goldpinger"}},
         "template":{"metadata":{"labels":{"app.kubernetes.io/name":"goldpinger"}},"spec":{"containers":[{"name":"goldpinger",
          "image":"docker.io/bloomberg/goldpinger:3.10.2","env":[{"name":"LABEL_SELECTOR","value":"app.kubernetes.io/name=goldpinger"},
           {"name":"REFRESH_INTERVAL","value":"5"},{"name":"PORT","value":"8080"},
           {"name":"HOSTS_TO_RESOLVE","value":"kubernetes.default.svc.cluster.local"},{"name":"TCP_TARGETS","value":"10.100.0.1:443"}]}]}}}}
        """)!;
}
