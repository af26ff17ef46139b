using System.Globalization;
using CniMigration.Migration.Errors;

namespace CniMigration.Tests.Provider;

/// <summary>What goes wrong before the first byte of an answer: TLS and credentials.</summary>
[TestFixture]
[CancelAfter(60_000)]
internal sealed class HandshakeTests : ProviderFixture
{
    [Test]
    public async Task A_connection_that_breaks_off_while_TLS_is_agreed_upon_is_tried_again()
    {
        await using var door = new BrokenDoor(Cluster.Endpoint.Port, shut: 2);
        await ConfigureAsync(At(Cluster.Kubeconfig, door.Endpoint.Port));

        await CreateAsync("Ledger", Values.Of(("stage", "baseline")));
        Assert.That(door.Connections, Is.GreaterThan(2));
    }

    [Test]
    public async Task A_server_with_a_certificate_of_somebody_else_is_named_at_once()
    {
        await using var other = await StillCluster.StartAsync();
        await using var door = new BrokenDoor(Cluster.Endpoint.Port, shut: 0);
        await ConfigureAsync(At(other.Kubeconfig, door.Endpoint.Port));

        Assert.That(
            async () => await CreateAsync("Ledger", Values.Of(("stage", "baseline"))),
            Throws.TypeOf<ClusterUnreachableException>().With.Message.Contains(
                $"https://127.0.0.1:{door.Endpoint.Port} does not answer").And.Message.Contains("certificate"));
        Assert.That(door.Connections, Is.EqualTo(1), "a certificate does not get better");
    }

    private static string At(string kubeconfig, int port)
    {
        var server = System.Text.RegularExpressions.Regex.Match(kubeconfig, @"https://127\.0\.0\.1:\d+").Value;
        return kubeconfig.Replace(server, string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}"), StringComparison.Ordinal);
    }
}
