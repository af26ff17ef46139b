using CniMigration.Benchmarks.Moves.Rivals;
using CniMigration.Benchmarks.Servers;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using k8s;
using k8s.Autorest;
using k8s.Models;
using ApiServer = CniMigration.Kubernetes.Api.Http.ApiServer;

namespace CniMigration.Tests.Benchmarks;

/// <summary>The proxy that a rival's requests are counted by changes nothing of what comes back.</summary>
[CancelAfter(60_000)]
internal sealed class CountingProxyTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private ApiServer server = null!;
    private ApiConnection upstream = null!;
    private CountingProxy proxy = null!;
    private IKubernetes rival = null!;

    [SetUp]
    public async Task StartAsync()
    {
        server = await ApiServer.StartAsync(new(), CancellationToken.None);
        server.Tokens.Add("admin", new UserInfo("admin", ["system:authenticated", "system:masters"]));
        upstream = new ApiConnection(server.Endpoint, "admin", server.AuthorityPem);
        proxy = await CountingProxy.StartAsync(upstream, CancellationToken.None);
        rival = ClusterConnection.Open(proxy.Kubeconfig, TimeProvider.System);
    }

    [TearDown]
    public async Task StopAsync()
    {
        rival.Dispose();
        await proxy.DisposeAsync();
        upstream.Dispose();
        await server.DisposeAsync();
    }

    [Test]
    public async Task Requests_are_passed_on_as_administrator_and_counted_by_what_they_are(CancellationToken cancellationToken)
    {
        await rival.CoreV1.CreateNodeAsync(Node("n1"), cancellationToken: cancellationToken);
        var cordon = new V1Patch("""{"spec":{"unschedulable":true}}""", V1Patch.PatchType.MergePatch);
        await rival.CoreV1.PatchNodeAsync(cordon, "n1", cancellationToken: cancellationToken);
        var nodes = await rival.CoreV1.ListNodeAsync(fieldSelector: "metadata.name=n1", cancellationToken: cancellationToken);
        Assert.That(nodes.Items.Single().Spec.Unschedulable, Is.True);
        var refused = Assert.ThrowsAsync<HttpOperationException>(() => rival.CoreV1.CreateNamespacedPodEvictionAsync(
            new V1Eviction { Metadata = new V1ObjectMeta { Name = "p" } }, "p", "default", cancellationToken: cancellationToken));

        Assert.That(refused!.Is(System.Net.HttpStatusCode.NotFound), Is.True);
        Assert.That((proxy.Requests, proxy.Writes, proxy.Evictions), Is.EqualTo((4, 3, 1)));
    }

    [Test]
    public async Task A_watch_begins_before_anything_has_happened_and_hears_at_once_what_does(CancellationToken cancellationToken)
    {
        var from = (await rival.CoreV1.ListNodeAsync(cancellationToken: cancellationToken)).Metadata.ResourceVersion;
        var host = Kubeconfig.Parse(proxy.Kubeconfig, TimeProvider.System).Host;
        using var http = new HttpClient();
        using var answer = await http
            .GetAsync($"{host}/api/v1/nodes?watch=true&resourceVersion={from}", HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .WaitAsync(Soon, TimeProvider.System, cancellationToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        foreach (var name in new[] { "n1", "n2" })
        {
            await rival.CoreV1.CreateNodeAsync(Node(name), cancellationToken: cancellationToken);
            var line = await lines.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Soon, TimeProvider.System, cancellationToken);
            Assert.That(line, Does.Contain($"\"name\":\"{name}\""));
        }
    }

    private static V1Node Node(string name) => new() { Metadata = new V1ObjectMeta { Name = name } };
}
