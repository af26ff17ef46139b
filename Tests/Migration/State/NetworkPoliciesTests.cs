using System.Text.Json.Nodes;
using CniMigration.Migration.State;
using CniMigration.Tests.Migration.Clusters;
using k8s;

namespace CniMigration.Tests.Migration.State;

[TestFixture]
internal sealed class NetworkPoliciesTests
{
    [Test]
    public async Task Policies_are_told_by_kind_and_name_and_a_kind_that_the_cluster_lacks_has_none()
    {
        await using var cluster = await TestCluster.StartAsync(oldNodes: 0, ciliumNodes: 0);
        Assert.That(await NetworkPolicies.ReadAsync(cluster.Client, CancellationToken.None), Is.Empty);

        foreach (var name in new[] { "cart", "basket" })
        {
            await cluster.Client.CustomObjects.CreateNamespacedCustomObjectAsync(Policy(name), "networking.k8s.io", "v1", "team", "networkpolicies");
        }

        Assert.That(
            await NetworkPolicies.ReadAsync(cluster.Client, CancellationToken.None),
            Is.EqualTo(new[] { "NetworkPolicy team/basket", "NetworkPolicy team/cart" }));
    }

    private static JsonObject Policy(string name) => new()
    {
        ["apiVersion"] = "networking.k8s.io/v1",
        ["kind"] = "NetworkPolicy",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "team" },
        ["spec"] = new JsonObject { ["podSelector"] = new JsonObject(), ["policyTypes"] = new JsonArray("Ingress") },
    };
}
