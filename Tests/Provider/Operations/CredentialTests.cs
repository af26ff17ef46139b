using System.Net.Http.Headers;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Tests.Migration.Errors;
using k8s;
using k8s.Authentication;

namespace CniMigration.Tests.Provider.Operations;

/// <summary>Tokens live a quarter of an hour, and a request may wait for minutes.</summary>
[TestFixture]
[CancelAfter(60_000)]
internal sealed class CredentialTests : ProviderFixture
{
    private readonly Purse purse = new();

    [Test]
    public async Task A_token_that_runs_out_while_a_request_waits_is_renewed_once()
    {
        purse.Token = StillCluster.Token;
        using var client = Open();
        await client.CoreV1.ListNodeAsync(cancellationToken: Token);
        var asked = 0;
        Cluster.Core.Gate.Faults = _ =>
        {
            if (Interlocked.Increment(ref asked) > 1)
            {
                return null;
            }

            Cluster.Core.Tokens.Revoke(StillCluster.Token);
            Cluster.Core.Tokens.Add("fresh", new UserInfo("admin", ["system:authenticated", "system:masters"]));
            purse.Token = "fresh";
            return RequestFault.Failing;
        };

        Assert.That((await client.CoreV1.ListNodeAsync(cancellationToken: Token)).Items, Is.Empty);
        Assert.That(purse.Opened, Is.EqualTo(3), "for each request, and once more for the one that was refused");
    }

    [Test]
    public async Task A_token_that_is_refused_though_there_is_no_newer_one_is_told_as_such()
    {
        purse.Token = "never known";
        using var client = Open();

        Assert.That(
            async () => await client.CoreV1.ListNodeAsync(cancellationToken: Token),
            Throws.TypeOf<ClusterUnauthorizedException>().With.Message.Contains("expired"));
        Assert.That(purse.Opened, Is.EqualTo(2));
    }

    [Test]
    public void A_token_that_is_refused_is_not_sent_again_where_it_is_the_newest()
    {
        purse.Token = "stale";
        using var wire = new ScriptedWire(ScriptedWire.Answer(401), ScriptedWire.Answer(200));
        var configuration = new KubernetesClientConfiguration { Host = "http://cluster.test", TokenProvider = purse };
        using var client = new k8s.Kubernetes(configuration, new ClusterResilienceHandler(Cluster.Time, credentials: purse.GetAuthenticationHeaderAsync), wire);

        Assert.That(async () => await client.CoreV1.ReadNodeAsync("n", cancellationToken: Token), Throws.TypeOf<ClusterUnauthorizedException>());
        Assert.That(wire.Requests, Is.EqualTo(1));
    }

    [SetUp]
    public void Empty() => purse.Opened = 0;

    private IKubernetes Open()
    {
        var configuration = Kubeconfig.Parse(Cluster.Kubeconfig, Cluster.Time);
        configuration.TokenProvider = purse;
        return ClusterConnection.Open(configuration, Cluster.Time);
    }

    /// <summary>What a kubeconfig's command is to the client.</summary>
    private sealed class Purse : ITokenProvider
    {
        public string Token { get; set; } = "";

        public int Opened { get; set; }

        public Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
        {
            Opened++;
            return Task.FromResult(new AuthenticationHeaderValue("Bearer", Token));
        }
    }
}
