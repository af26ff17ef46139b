namespace CniMigration.Tests.Kubernetes.Controllers;

/// <summary>A fresh cluster for each test; no controller may have thrown at its end.</summary>
internal abstract class ControllerTests
{
    protected ControllerTestCluster Cluster { get; private set; } = null!;

    protected virtual int Nodes => 3;

    [SetUp]
    public async Task StartAsync() => Cluster = await ControllerTestCluster.StartAsync(Nodes);

    [TearDown]
    public async Task StopAsync() => await Cluster.DisposeAsync();
}
