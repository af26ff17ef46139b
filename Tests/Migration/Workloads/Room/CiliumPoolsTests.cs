using System.Text.Json.Nodes;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Room;
using CniMigration.Tests.Migration.Clusters;

namespace CniMigration.Tests.Migration.Workloads.Room;

/// <summary>The addresses that Cilium's nodes hold, read from a server.</summary>
[CancelAfter(60_000)]
internal sealed class CiliumPoolsTests
{
    private TestCluster cluster = null!;

    [SetUp]
    public async Task StartAsync() => cluster = await TestCluster.StartAsync();

    [TearDown]
    public async Task StopAsync() => await cluster.DisposeAsync();

    [Test]
    public async Task Without_cilium_nothing_is_held(CancellationToken cancellationToken) =>
        Assert.That(await CiliumPools.FreeAsync(cluster.Mover, cancellationToken), Is.Empty);

    [Test]
    public async Task What_is_held_and_not_given_is_free(CancellationToken cancellationToken)
    {
        await cluster.ServeCiliumAsync();
        await HoldAsync("cilium-1", pool: ["10.0.0.1", "10.0.0.2", "10.0.0.3"], used: ["10.0.0.2"]);
        await HoldAsync("silent", pool: ["10.0.1.1"], used: null);
        await HoldAsync("fresh", pool: null, used: []);

        Assert.That(
            await CiliumPools.FreeAsync(cluster.Mover, cancellationToken),
            Is.EquivalentTo(new Dictionary<string, int> { ["cilium-1"] = 2, ["silent"] = 0, ["fresh"] = 0 }));
    }

    [Test]
    public async Task A_plan_with_an_empty_subnet_counts_them(CancellationToken cancellationToken)
    {
        await cluster.ServeCiliumAsync();
        await cluster.AddAsync(Make.Deployment("web", 2));
        await cluster.OpenBothSidesAsync(2);
        await HoldAsync("cilium-1", ["10.0.0.1"], []);
        var request = Make.ToCilium with { FreeAddresses = new Dictionary<string, int> { ["a"] = 0 } };
        var mover = new WorkloadMover(cluster.Mover, cluster.Time);
        Assert.That((await mover.PlanAsync(request, cancellationToken)).Blockers.Single().Reason, Does.Contain("no address left for it: 2 needed, 1 free"));

        await HoldAsync("cilium-2", ["10.0.0.2"], []);

        Assert.That((await mover.PlanAsync(request, cancellationToken)).Blockers, Is.Empty);
    }

    private Task HoldAsync(string node, string[]? pool, string[]? used)
    {
        JsonObject? Entries(string[]? addresses) =>
            addresses is null ? null : new(addresses.Select(a => KeyValuePair.Create(a, (JsonNode?)new JsonObject { ["resource"] = "eni-1" })));
        return cluster.AddCiliumNodeAsync(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = node },
            ["spec"] = new JsonObject { ["ipam"] = new JsonObject { ["pool"] = Entries(pool) } },
            ["status"] = new JsonObject { ["ipam"] = new JsonObject { ["used"] = Entries(used) } },
        });
    }
}
