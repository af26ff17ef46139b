using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Tests.Sdk.KubernetesClient;

public sealed class OperationsTests
{
    private RecordingServer server = null!;
    private k8s.Kubernetes client = null!;

    [SetUp]
    public async Task Start()
    {
        server = await RecordingServer.StartAsync();
        client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = server.Url, AccessToken = "secret" });
    }

    [TearDown]
    public async Task Stop()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Test]
    public async Task A_list_carries_its_selectors_and_the_token()
    {
        server.Answer = """{"items":[{"metadata":{"name":"a","deletionTimestamp":"2026-01-02T03:04:05Z"},"spec":{"nodeName":"n1"}}]}""";

        var pods = await client.CoreV1.ListPodForAllNamespacesAsync(fieldSelector: "spec.nodeName=n1", labelSelector: "app in (a,b)", limit: 5);

        Assert.Multiple(() =>
        {
            Assert.That(server.Target, Is.EqualTo("/api/v1/pods?fieldSelector=spec.nodeName%3Dn1&labelSelector=app%20in%20%28a%2Cb%29&limit=5"));
            Assert.That(server.Authorization, Is.EqualTo("Bearer secret"));
            Assert.That(pods.Items.Single().Metadata.DeletionTimestamp, Is.EqualTo(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
            Assert.That(pods.Items.Single().Spec.NodeName, Is.EqualTo("n1"));
        });
    }

    [TestCase(V1Patch.PatchType.MergePatch, "application/merge-patch+json; charset=utf-8")]
    [TestCase(V1Patch.PatchType.StrategicMergePatch, "application/strategic-merge-patch+json; charset=utf-8")]
    [TestCase(V1Patch.PatchType.JsonPatch, "application/json-patch+json; charset=utf-8")]
    [TestCase(V1Patch.PatchType.ApplyPatch, "application/apply-patch+yaml; charset=utf-8")]
    public async Task A_patch_says_which_kind_it_is(V1Patch.PatchType type, string contentType)
    {
        await client.CoreV1.PatchNodeAsync(new V1Patch("""{"spec":{"unschedulable":true}}""", type), "n1", fieldManager: "me");

        Assert.Multiple(() =>
        {
            Assert.That((server.Method, server.Target), Is.EqualTo(("PATCH", "/api/v1/nodes/n1?fieldManager=me")));
            Assert.That(server.ContentType, Is.EqualTo(contentType));
            Assert.That(server.Body, Is.EqualTo("""{"spec":{"unschedulable":true}}"""));
        });
    }

    [Test]
    public async Task An_eviction_carries_its_precondition_and_nothing_that_is_null()
    {
        var eviction = new V1Eviction
        {
            ApiVersion = "policy/v1",
            Kind = "Eviction",
            Metadata = new V1ObjectMeta { Name = "p", NamespaceProperty = "ns" },
            DeleteOptions = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = "u1" } },
        };

        await client.CoreV1.CreateNamespacedPodEvictionAsync(eviction, "p", "ns", dryRun: "All");

        Assert.Multiple(() =>
        {
            Assert.That((server.Method, server.Target), Is.EqualTo(("POST", "/api/v1/namespaces/ns/pods/p/eviction?dryRun=All")));
            Assert.That(server.Body, Is.EqualTo(
                """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p","namespace":"ns"},"deleteOptions":{"preconditions":{"uid":"u1"}}}""")
                .Or.EqualTo(
                """{"apiVersion":"policy/v1","deleteOptions":{"preconditions":{"uid":"u1"}},"kind":"Eviction","metadata":{"name":"p","namespace":"ns"}}"""));
        });
    }

    [Test]
    public void A_refusal_carries_the_servers_own_words()
    {
        server.Status = 429;
        server.Answer = """{"kind":"Status","reason":"TooManyRequests","message":"budget"}""";
        server.AnswerHeaders["Retry-After"] = "7";

        var refused = Assert.ThrowsAsync<HttpOperationException>(() => client.CoreV1.ReadNamespacedPodAsync("p", "ns"));

        Assert.Multiple(() =>
        {
            Assert.That(refused!.Response.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(KubernetesJson.Deserialize<V1Status>(refused.Response.Content).Message, Is.EqualTo("budget"));
            Assert.That(refused.Response.Headers["Retry-After"], Is.EqualTo(new[] { "7" }));
        });
    }

    [Test]
    public async Task The_pod_proxy_gives_what_the_pod_answered()
    {
        server.Answer = """{"hosts":[]}""";

        await using var answer = await client.CoreV1.ConnectGetNamespacedPodProxyWithPathAsync("pod:8080", "goldpinger", "check_all");
        using var reader = new StreamReader(answer);

        Assert.That(await reader.ReadToEndAsync(), Is.EqualTo("""{"hosts":[]}"""));
        Assert.That(server.Target, Is.EqualTo("/api/v1/namespaces/goldpinger/pods/pod:8080/proxy/check_all"));
    }

    [Test]
    public async Task A_delete_that_waits_for_finalizers_answers_with_the_object()
    {
        server.Answer = """{"kind":"Deployment","status":{"replicas":1}}""";

        var status = await client.AppsV1.DeleteNamespacedDeploymentAsync("d", "ns", propagationPolicy: "Foreground");

        Assert.That(status.Status, Is.Null);
        Assert.That(server.Target, Is.EqualTo("/apis/apps/v1/namespaces/ns/deployments/d?propagationPolicy=Foreground"));
    }

    [Test]
    public async Task A_custom_object_comes_as_what_the_caller_asks_for()
    {
        server.Answer = """{"items":[{"metadata":{"name":"e"}}]}""";

        var list = await client.CustomObjects.ListNamespacedCustomObjectAsync<System.Text.Json.JsonElement>("cilium.io", "v2", "ns", "ciliumendpoints");

        Assert.That(list.GetProperty("items").GetArrayLength(), Is.EqualTo(1));
        Assert.That(server.Target, Is.EqualTo("/apis/cilium.io/v2/namespaces/ns/ciliumendpoints"));
    }
}
