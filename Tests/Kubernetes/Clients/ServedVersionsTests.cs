using System.Net;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Kubernetes.Clients;

public sealed class ServedVersionsTests
{
    private const string Budgets = """{"resources":[{"name":"poddisruptionbudgets"}]}""";

    [Test]
    public async Task The_core_needs_no_question()
    {
        using var server = new Discovery([]);
        Assert.That((await FindAsync(server, ResourceTypes.Pods)).Path("shop", "web-1", "status"), Is.EqualTo("api/v1/namespaces/shop/pods/web-1/status"));
        Assert.That(server.Asked, Is.Empty);
    }

    [Test]
    public async Task A_type_is_taken_in_its_own_version_where_that_is_served_and_asked_for_once()
    {
        using var server = new Discovery(new() { ["/apis/policy/v1"] = Budgets });
        var versions = new ServedVersions();
        for (var time = 0; time < 2; time++)
        {
            Assert.That(
                (await versions.FindAsync(server.Client, ResourceTypes.PodDisruptionBudgets, default)).Path(null),
                Is.EqualTo("apis/policy/v1/poddisruptionbudgets"));
        }

        Assert.That(server.Asked, Is.EqualTo(new[] { "/apis/policy/v1" }));
    }

    [Test]
    public async Task An_older_server_is_asked_what_it_has_instead()
    {
        using var server = new Discovery(new()
        {
            ["/apis/policy"] = """{"versions":[{"groupVersion":"policy/v1alpha1"},{"groupVersion":"policy/v1beta1"}]}""",
            ["/apis/policy/v1alpha1"] = """{"resources":[{"name":"others"}]}""",
            ["/apis/policy/v1beta1"] = Budgets,
        });
        Assert.That(
            (await FindAsync(server, ResourceTypes.PodDisruptionBudgets)).Path("shop"), Is.EqualTo("apis/policy/v1beta1/namespaces/shop/poddisruptionbudgets"));
    }

    [Test]
    public void What_no_version_has_is_named()
    {
        using var server = new Discovery([]);
        Assert.That(async () => await FindAsync(server, ResourceTypes.PodDisruptionBudgets),
            Throws.TypeOf<ApiException>().With.Property("Code").EqualTo(404).And.Message.Contains("it serves no poddisruptionbudgets.policy"));
    }

    [Test]
    public async Task A_question_that_failed_is_asked_again()
    {
        using var server = new Discovery(new() { ["/apis/policy/v1"] = Budgets }) { Status = HttpStatusCode.ServiceUnavailable };
        var versions = new ServedVersions();
        Assert.That(
            async () => await versions.FindAsync(server.Client, ResourceTypes.PodDisruptionBudgets, default),
            Throws.TypeOf<ApiException>().With.Property("Code").EqualTo(503));
        server.Status = HttpStatusCode.OK;
        Assert.That((await versions.FindAsync(server.Client, ResourceTypes.PodDisruptionBudgets, default)).ApiVersion, Is.EqualTo("policy/v1"));
    }

    [Test]
    public async Task Evictions_are_sent_in_the_version_that_discovery_names()
    {
        using var server = new Discovery(
            new() { ["/api/v1"] = """{"resources":[{"name":"pods"},{"name":"pods/eviction","group":"policy","version":"v1beta1"}]}""" });
        Assert.That(await new ServedVersions().EvictionVersionAsync(server.Client, default), Is.EqualTo("policy/v1beta1"));
    }

    private static Task<ServedType> FindAsync(Discovery server, ResourceType type) => new ServedVersions().FindAsync(server.Client, type, default);

    private sealed class Discovery : HttpMessageHandler
    {
        private readonly Dictionary<string, string> documents;

        public Discovery(Dictionary<string, string> documents)
        {
            this.documents = documents;
            Client = new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://cluster.test/") };
        }

        public HttpClient Client { get; }

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            Asked.Add(path);
            return Task.FromResult(documents.TryGetValue(path, out var document) && Status == HttpStatusCode.OK
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(document) }
                : new HttpResponseMessage(Status == HttpStatusCode.OK ? HttpStatusCode.NotFound : Status));
        }

        protected override void Dispose(bool disposing)
        {
            Client.Dispose();
            base.Dispose(disposing);
        }
    }
}
