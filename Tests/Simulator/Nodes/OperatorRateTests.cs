using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using Microsoft.Extensions.Time.Testing;

namespace CniMigration.Tests.Simulator.Nodes;

[TestFixture]
[CancelAfter(120_000)]
internal sealed class OperatorRateTests
{
    [Test]
    public void With_the_defaults_a_hundred_nodes_take_two_minutes_and_a_half_and_450_eleven()
    {
        Assert.That(Last(100, 4, 20), Is.EqualTo(TimeSpan.FromSeconds(145)));
        Assert.That(Last(450, 4, 20), Is.EqualTo(TimeSpan.FromSeconds(670)));
        Assert.That(Last(100, 10, 50), Is.EqualTo(TimeSpan.FromSeconds(55)));
    }

    [Test]
    public async Task The_operator_gives_nodes_their_addresses_no_faster_than_it_may_call_EC2()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.PinAwsNodeAsync();
        await scenario.InstallCiliumAsync(values => values["ipam"] = new JsonObject
        {
            ["mode"] = "eni",
            ["operator"] = new JsonObject { ["externalAPILimitQPS"] = 0.01, ["externalAPILimitBurstSize"] = 1 },
        });
        await scenario.AddCiliumGroupAsync(1);
        await scenario.UntilNodesReadyAsync("ng-cilium", 1);

        var node = (await scenario.NodesAsync("ng-cilium"))[0];
        var ready = node.Status.Conditions.Single(condition => condition.Type == "Ready");
        Assert.That(
            ready.LastTransitionTime - node.Metadata.CreationTimestamp,
            Is.GreaterThan(TimeSpan.FromSeconds(400)), "six calls of a hundred seconds each");
        var config = await scenario.Api.GetAsync(ResourceTypes.ConfigMaps, "kube-system", "cilium-config", CancellationToken.None);
        Assert.That((string)config!.ToJson()["data"]!["limit-ipam-api-qps"]!, Is.EqualTo("0.01"));
    }

    private static TimeSpan Last(int nodes, double perSecond, int burst)
    {
        var rate = new TokenBucket(new FakeTimeProvider(), perSecond, burst);
        return Enumerable.Range(0, nodes).Select(_ => rate.Take(6)).ToList()[^1];
    }
}
