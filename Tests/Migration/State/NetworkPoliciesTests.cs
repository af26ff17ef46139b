using System.Text.Json.Nodes;
using CniMigration.Migration.State;
using CniMigration.Tests.Migration.Clusters;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.State;

[TestFixture]
internal sealed class NetworkPoliciesTests
{
    [Test]
    public async Task Policies_are_told_by_kind_and_name_and_a_kind_that_the_cluster_lacks_has_none()
    {
        await using var cluster = await TestCluster.StartAsync(oldNodes: 0, ciliumNodes: 0);
        Assert.That((await NetworkPolicies.ReadAsync(cluster.Client, CancellationToken.None)).Names, Is.Empty);

        foreach (var name in new[] { "cart", "basket" })
        {
            await CreateAsync(cluster, name, """{"podSelector":{},"policyTypes":["Ingress"]}""");
        }

        Assert.That(
            (await NetworkPolicies.ReadAsync(cluster.Client, CancellationToken.None)).Names,
            Is.EqualTo(new[] { "NetworkPolicy team/basket", "NetworkPolicy team/cart" }));
    }

    [TestCase("10.0.0.0/16", "", "10.0.3.7", true)]
    [TestCase("0.0.0.0/0", "", "10.0.3.7", true)]
    [TestCase("0.0.0.0/0", "10.0.0.0/8", "10.0.3.7", false)]
    [TestCase("203.0.113.0/24", "", "10.0.3.7", false)]
    [TestCase("10.0.0.0/16", "", "", false)]
    public async Task A_rule_by_address_is_told_where_an_address_of_the_cluster_matches_it(string block, string except, string address, bool told)
    {
        await using var cluster = await TestCluster.StartAsync(oldNodes: 0, ciliumNodes: 0);
        var rule = new JsonObject { ["cidr"] = block, ["except"] = except.Length == 0 ? [] : new JsonArray(except) }.ToJsonString();
        await CreateAsync(cluster, "in", $$$"""{"podSelector":{},"ingress":[{"from":[{"ipBlock":{{{rule}}}}]}]}""");
        await CreateAsync(cluster, "out", $$$"""{"podSelector":{},"egress":[{"to":[{"podSelector":{}},{"ipBlock":{{{rule}}}}]}]}""");
        await CreateAsync(cluster, "by-label", """{"podSelector":{},"ingress":[{"from":[{"podSelector":{}}]}]}""");

        var policies = await NetworkPolicies.ReadAsync(cluster.Client, CancellationToken.None);

        Assert.That(
            PolicyReach.ByAddress(policies, [address]),
            Is.EqualTo(told ? new[] { $"NetworkPolicy team/in ({block})", $"NetworkPolicy team/out ({block})" } : []));
    }

    [TestCase("{}", "team (1)", TestName = "A_policy_concerns_the_pods_that_it_selects")]
    [TestCase("""{"ingress":[{"from":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"watch"}}}]}]}""", "team (1)|watch (2)",
        TestName = "A_policy_concerns_the_pods_of_the_namespaces_that_it_lets_in")]
    [TestCase("""{"egress":[{"to":[{"namespaceSelector":{},"podSelector":{"matchLabels":{"app":"scraper"}}}]}]}""", "team (1)|watch (1)",
        TestName = "A_policy_concerns_the_pods_that_its_rules_name")]
    public async Task Concerns(string spec, string told)
    {
        await using var cluster = await TestCluster.StartAsync(oldNodes: 0, ciliumNodes: 0);
        var body = (JsonObject)JsonNode.Parse(spec)!;
        body["podSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = "cart" } };
        await CreateAsync(cluster, "callers", body.ToJsonString());
        var policies = await NetworkPolicies.ReadAsync(cluster.Client, CancellationToken.None);
        V1Pod[] pods = [Pod("team", "cart"), Pod("team", "log-shipper"), Pod("watch", "scraper"), Pod("watch", "shipper"), Pod("other", "web")];
        V1Namespace[] namespaces = [.. pods.Select(pod => pod.Metadata.NamespaceProperty).Distinct().Select(Namespace)];

        Assert.That(PolicyReach.Concerned(policies, pods, namespaces), Is.EqualTo(told.Split('|')));
    }

    [Test]
    public void A_policy_of_Cilium_for_the_whole_cluster_concerns_everybody()
    {
        var policies = new NetworkPolicies([], [new CiliumPolicy("CiliumClusterwideNetworkPolicy all", null)]);
        Assert.That(PolicyReach.Concerned(policies, [Pod("other", "web")], [Namespace("other")]), Is.EqualTo(new[] { "other (1)" }));
    }

    private static async Task CreateAsync(TestCluster cluster, string name, string spec)
    {
        var policy = new JsonObject
        {
            ["apiVersion"] = "networking.k8s.io/v1",
            ["kind"] = "NetworkPolicy",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "team" },
            ["spec"] = JsonNode.Parse(spec),
        };
        await cluster.Client.CustomObjects.CreateNamespacedCustomObjectAsync(policy, "networking.k8s.io", "v1", "team", "networkpolicies");
    }

    private static V1Pod Pod(string ns, string app) => new()
    {
        Metadata = new V1ObjectMeta { NamespaceProperty = ns, Name = app, Labels = new Dictionary<string, string> { ["app"] = app } },
    };

    private static V1Namespace Namespace(string name) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = name } },
    };
}
