using System.Net;
using System.Net.Sockets;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Migration.Errors;
using Pulumi.Experimental;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.Provider;

[TestFixture]
internal sealed class ConfigurationTests : ProviderFixture
{
    private const string NoServer = """
        {"current-context": "a", "contexts": [{"name": "a", "context": {"cluster": "b"}}], "clusters": [{"name": "b", "cluster": {}}]}
        """;

    [TestCase("", "empty")]
    [TestCase("a: [b", "not YAML")]
    [TestCase("just text", "mapping")]
    [TestCase("clusters: []", "current-context")]
    [TestCase("current-context: a\ncontexts: []", "'a' is not among its contexts")]
    [TestCase("current-context: a\ncontexts: [{name: a, context: {cluster: b}}]", "'b', which is not among its clusters")]
    [TestCase(NoServer, "names no server")]
    [TestCase(
        "current-context: a\ncontexts: [{name: a, context: {cluster: b}}]\nclusters: [{name: b, cluster: {server: nowhere}}]",
        "'nowhere' is not an http(s) address")]
    [TestCase(
        "current-context: a\ncontexts: [{name: a, context: {cluster: b, user: c}}]\nclusters: [{name: b, cluster: {server: 'https://x'}}]",
        "'c', which is not among its users")]
    public async Task A_bad_kubeconfig_fails_in_its_own_words(string kubeconfig, string reason)
    {
        var response = await CheckConfigAsync(kubeconfig);
        Assert.That(response.Failures!.Single().Property, Is.EqualTo("kubeconfig"));
        Assert.That(response.Failures!.Single().Reason, Does.Contain(reason));

        await ConfigureAsync(kubeconfig);
        Assert.That(async () => await CreateAsync("Ledger", Values.Of(("stage", "baseline"))), Throws.TypeOf<InvalidKubeconfigException>());
    }

    [Test]
    public async Task A_missing_kubeconfig_fails()
    {
        var response = await Provider.CheckConfig(new CheckRequest(UrnOf("Provider"), [], [], []), Token);
        Assert.That(response.Failures!.Single().Property, Is.EqualTo("kubeconfig"));
    }

    [Test]
    public async Task A_good_and_an_unknown_kubeconfig_pass_and_stay_secret()
    {
        foreach (var kubeconfig in new object[] { Cluster.Kubeconfig, PropertyValue.Computed })
        {
            var response = await CheckConfigAsync(kubeconfig);
            Assert.That(response.Failures, Is.Empty);
            Assert.That(response.Inputs!["kubeconfig"].IsSecret, Is.True);
        }
    }

    [Test]
    public void DiffConfig_stays_unimplemented_so_that_the_engine_decides_itself() =>
        Assert.That(
            async () => await Provider.DiffConfig(new DiffRequest(UrnOf("Provider"), "id", [], [], [], []), Token), Throws.TypeOf<NotImplementedException>());

    [Test]
    public async Task A_server_that_nobody_answers_at_is_named()
    {
        await ConfigureAsync(
            Cluster.Kubeconfig.Replace(
                Cluster.Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{FreePort()}", StringComparison.Ordinal));
        Assert.That(
            async () => await CreateAsync("Ledger", Values.Of(("stage", "baseline"))),
            Throws.TypeOf<ClusterUnreachableException>().With.Message.Contains("https://127.0.0.1:"));
        Assert.That(async () => await ReadAsync("Ledger", new CreateResponse { Id = "cni-migration", Outputs = Values.Of(("stage", "baseline")) }, []),
            Throws.TypeOf<ClusterUnreachableException>(), "a cluster that is away must not read as nothing there");
        Assert.That(async () => await InvokeAsync("getMigrationState", ("oldNodeGroups", new[] { "ng-1" }), ("ciliumNodeGroup", "ng-cilium")),
            Throws.TypeOf<ClusterUnreachableException>());
    }

    [Test]
    public async Task A_token_that_has_expired_says_so()
    {
        Cluster.Core.Tokens.Add("stale", new UserInfo("admin", []), TimeSpan.Zero);
        await ConfigureAsync(Cluster.KubeconfigOf("stale"));
        Assert.That(
            async () => await CreateAsync("Ledger", Values.Of(("stage", "baseline"))),
            Throws.TypeOf<ClusterUnauthorizedException>().With.Message.Contains("expired"));
    }

    [Test]
    public async Task A_kubeconfig_that_is_not_known_yet_is_an_error_only_where_a_cluster_is_needed()
    {
        await ConfigureAsync(PropertyValue.Computed);
        Assert.That(
            async () => await CreateAsync("Ledger", Values.Of(("stage", "baseline"))),
            Throws.TypeOf<InvalidKubeconfigException>().With.Message.Contains("not known yet"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<CheckResponse> CheckConfigAsync(object kubeconfig) =>
        Provider.CheckConfig(new CheckRequest(UrnOf("Provider"), [], Values.Of(("kubeconfig", kubeconfig)), []), Token);
}
