using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Time;

namespace CniMigration.Tests.Simulator.Faults;

public sealed class FlakyServerTests
{
    [Test]
    public void Three_of_four_reads_from_outside_fail_each_in_its_own_way_while_an_episode_lasts()
    {
        var server = new FlakyServer(new ScaledTimeProvider(1));
        var faults = Enumerable.Range(0, 4).Select(_ => server.Refuse(Asked("arn:aws:sts::111122223333:assumed-role/admin", "list"))).ToList();
        Assert.That(faults.Select(fault => fault is null ? 0 : fault.Refusal?.Code ?? -1), Is.EquivalentTo((int[])[0, -1, 429, 500]));
    }

    [Test]
    public void The_clusters_own_components_and_the_connections_of_writers_are_spared()
    {
        var server = new FlakyServer(new ScaledTimeProvider(1));
        Assert.That(Enumerable.Range(0, 8).Select(_ => server.Refuse(Asked("system:kubelet", "list"))), Is.All.Null);
        Assert.That(Enumerable.Range(0, 8).Select(_ => server.Refuse(Asked("admin", "patch"))), Has.None.EqualTo(RequestFault.Drop));
    }

    [Test]
    public async Task Between_its_episodes_it_is_well()
    {
        var clock = new ScaledTimeProvider(1000);
        var server = new FlakyServer(clock);
        await Task.Delay(TimeSpan.FromSeconds(50), clock);
        Assert.That(Enumerable.Range(0, 4).Select(_ => server.Refuse(Asked("admin", "list"))), Is.All.Null);
    }

    private static RequestInfo Asked(string user, string verb) => new(new UserInfo(user, []), verb, Resource: "nodes");
}
