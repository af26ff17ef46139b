using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class QuotaTests : ControllerTests
{
    [Test]
    public async Task What_is_given_back_is_free_again()
    {
        await Cluster.CreateAsync(
            ResourceTypes.ResourceQuotas, """{"metadata":{"name":"quota","namespace":"default"},"spec":{"hard":{"count/secrets":"1"}}}""");
        await Cluster.CreateAsync(ResourceTypes.Secrets, """{"metadata":{"name":"a","namespace":"default"}}""");
        await UntilUsed("1");

        await Cluster.Client.DeleteAsync(ResourceTypes.Secrets, "default", "a", null, CancellationToken.None);

        await UntilUsed("0");
    }

    private async Task UntilUsed(string amount) => await Cluster.UntilAsync<Resource>(ResourceTypes.ResourceQuotas, _ =>
        (string?)Cluster.Core.Get(ResourceTypes.ResourceQuotas, "default", "quota").ToJson()["status"]?["used"]?["count/secrets"] == amount);
}
