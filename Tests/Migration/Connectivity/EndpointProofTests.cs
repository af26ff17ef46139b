using System.Text.Json.Nodes;
using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Waiting;
using CniMigration.Tests.Migration.Clusters;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Connectivity;

/// <summary>Whether Cilium knows every pod on its nodes.</summary>
[CancelAfter(120_000)]
internal sealed class EndpointProofTests
{
    private static readonly ConnectivityRequest Request = GoldpingerNetwork.Request with { Timeout = TimeSpan.FromSeconds(30) };

    private TestCluster cluster = null!;

    [SetUp]
    public async Task StartAsync()
    {
        cluster = await TestCluster.StartAsync(oldNodes: 1, ciliumNodes: 1);
        await cluster.ServeCiliumAsync();
    }

    [TearDown]
    public async Task StopAsync() => await cluster.DisposeAsync();

    [Test]
    public async Task A_pod_that_cilium_does_not_know_is_named_and_the_others_are_not(CancellationToken cancellationToken)
    {
        await RunAsync("known", "cilium-1");
        await RunAsync("unknown", "cilium-1");
        await KnowAsync("known");

        Assert.That(
            Assert.ThrowsAsync<GateFailedException>(() => ProveAsync(cancellationToken))!.Message,
            Does.Contain(
                "a CiliumEndpoint for every pod on a Cilium node").And.Contain("Seen at the end: team/unknown.").And.Contain("restart them, and run again"));
    }

    [Test]
    public async Task An_endpoint_of_the_same_name_in_another_namespace_is_another_pods(CancellationToken cancellationToken)
    {
        await RunAsync("web", "cilium-1");
        await KnowAsync("web", "default");

        Assert.That(Assert.ThrowsAsync<GateFailedException>(() => ProveAsync(cancellationToken))!.Message, Does.Contain("team/web"));
    }

    [Test]
    public async Task Pods_without_an_address_of_their_own_and_those_of_other_nodes_need_none(CancellationToken cancellationToken)
    {
        await RunAsync("host", "cilium-1", spec => spec.HostNetwork = true);
        await RunAsync("elsewhere", "old-1");
        await RunAsync("finished", "cilium-1");
        await cluster.Client.CoreV1.PatchNamespacedPodStatusAsync(
            new V1Patch("""{"status":{"phase":"Succeeded"}}""", V1Patch.PatchType.MergePatch), "finished", "team", cancellationToken: cancellationToken);
        await RunAsync("ending", "cilium-1");
        cluster.Kubelet.IsStuck = pod => pod.Metadata.DeletionTimestamp is not null;
        await cluster.Client.CoreV1.DeleteNamespacedPodAsync("ending", "team", cancellationToken: cancellationToken);

        await ProveAsync(cancellationToken);
    }

    [Test]
    public async Task An_endpoint_that_is_still_to_come_is_waited_for(CancellationToken cancellationToken)
    {
        await RunAsync("web", "cilium-1");
        var proof = ProveAsync(cancellationToken);
        await cluster.UntilAsync("it has looked in vain", () => Task.FromResult(cluster.Served.Reads.Any(r => r.Resource == "ciliumendpoints")));
        Assert.That(proof.IsCompleted, Is.False);

        await KnowAsync("web");

        await proof;
    }

    [Test]
    public async Task More_than_a_page_of_endpoints_are_all_read(CancellationToken cancellationToken)
    {
        await RunAsync("web", "cilium-1");
        for (var i = 0; i < 500; i++)
        {
            await KnowAsync($"a-{i}");
        }

        await KnowAsync("web");

        await ProveAsync(cancellationToken);
        Assert.That(cluster.Served.Reads.Count(r => r.Resource == "ciliumendpoints"), Is.EqualTo(2));
    }

    private Task ProveAsync(CancellationToken cancellationToken) =>
        new EndpointProof(cluster.Mover, new Waiter(cluster.Time, cluster.Reporter), Request).ProveAsync(cancellationToken);

    private Task<V1Pod> RunAsync(string name, string node, Action<V1PodSpec>? change = null)
    {
        var spec = new V1PodSpec { NodeName = node, Containers = [new V1Container { Name = "main", Image = "app:1" }] };
        change?.Invoke(spec);
        return cluster.Client.CoreV1.CreateNamespacedPodAsync(new V1Pod { Metadata = new V1ObjectMeta { Name = name }, Spec = spec }, "team");
    }

    private Task<object> KnowAsync(string name, string @namespace = "team") => cluster.Client.CustomObjects.CreateNamespacedCustomObjectAsync(
        new JsonObject { ["apiVersion"] = "cilium.io/v2", ["kind"] = "CiliumEndpoint", ["metadata"] = new JsonObject { ["name"] = name } },
        "cilium.io", "v2", @namespace, "ciliumendpoints");
}
