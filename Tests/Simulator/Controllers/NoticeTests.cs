using CniMigration.Simulator.Api;
using CniMigration.Simulator.Model;

namespace CniMigration.Tests.Simulator.Controllers;

[TestFixture]
internal sealed class NoticeTests : ControllerTests
{
    [Test]
    public async Task A_kind_that_nothing_acts_on_is_told_so()
    {
        await Cluster.CreateAsync(ResourceTypes.ReplicationControllers, """
            {"metadata":{"name":"old"},"spec":{"template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"a","image":"b"}]}}}}
            """);

        await Cluster.UntilAsync<Resource>(ResourceTypes.Events, _ => Cluster.HasEvent("NotModelled", "ReplicationControllers are not modelled here"));
    }
}
