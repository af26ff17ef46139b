using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance;

[SetUpFixture]
internal sealed class StopServers
{
    [OneTimeTearDown]
    public Task Stop() => ConformanceServers.StopAsync();
}
