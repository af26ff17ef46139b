using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Tests.Rehearsal.Providers;

/// <summary>An embedded cloud with an empty cluster, for all tests of a fixture.</summary>
public abstract class CloudTests
{
    protected const string ClusterName = "dc-migrate";

    protected EmbeddedEks Eks { get; private set; } = null!;

    protected EksCluster Cluster { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Eks = await EmbeddedEks.StartAsync(new EmbeddedEksOptions { Tenants = false, Speed = 1000 });
        Cluster = await Eks.Cloud.CreateClusterAsync(new EksClusterSpec { Name = ClusterName });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await Eks.DisposeAsync();
}
