using System.Net;
using CniMigration.Kubernetes.Api.Http;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class RequestTests : ApiServerFixture
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Test]
    public async Task Without_a_token_only_health_is_told()
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var anonymous = new HttpClient(handler) { BaseAddress = Server.Endpoint };

        foreach (var path in (string[])["/healthz", "/readyz", "/livez"])
        {
            Assert.That((await anonymous.GetAsync(path, Cancellation)).StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        }

        var refused = await anonymous.GetAsync("/api/v1/pods", Cancellation);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await refused.Content.ReadAsStringAsync(Cancellation), Does.Contain("\"reason\":\"Unauthorized\""));
    }

    [Test]
    public async Task Before_EKS_closed_that_roles_decided_what_is_told_without_a_token()
    {
        await using var older = await ApiServer.StartAsync(new ApiServerOptions { KubernetesVersion = "v1.31.13-eks-113cf36" }, Cancellation);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var anonymous = new HttpClient(handler) { BaseAddress = older.Endpoint };

        Assert.That((await anonymous.GetAsync("/version", Cancellation)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var refused = await anonymous.GetAsync("/api/v1/pods", Cancellation);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await refused.Content.ReadAsStringAsync(Cancellation), Does.Contain("""User \"system:anonymous\" cannot list resource \"pods\" """.TrimEnd()));
    }

    [Test]
    public async Task An_expired_token_is_refused()
    {
        Server.Tokens.Add("short", new CniMigration.Kubernetes.Api.Access.UserInfo("a", []), TimeSpan.Zero);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/version");
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", "short");

        using var response = await Http.SendAsync(request, Cancellation);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task An_object_goes_through_its_life()
    {
        var (created, body) = await Post(ConfigMaps, """{"metadata":{"generateName":"life-"},"data":{"a":"1"}}""");
        Assert.That(created, Is.EqualTo(HttpStatusCode.Created));
        var name = (string)body["metadata"]!["name"]!;
        Assert.That(name, Does.Match("^life-[a-z0-9]{5}$"));

        var (_, duplicate) = await Post(ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        Assert.That((string?)duplicate["message"], Is.EqualTo($"configmaps \"{name}\" already exists"));
        Assert.That((string?)duplicate["reason"], Is.EqualTo("AlreadyExists"));

        var (deleted, status) = await Delete($"{ConfigMaps}/{name}");
        Assert.That(deleted, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)status["status"], Is.EqualTo("Success"));

        var (gone, missing) = await Get($"{ConfigMaps}/{name}");
        Assert.That(gone, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((string?)missing["message"], Is.EqualTo($"configmaps \"{name}\" not found"));
        Assert.That((string?)missing["details"]!["kind"], Is.EqualTo("configmaps"));
    }

    [Test]
    public async Task A_replacement_of_an_old_version_is_a_conflict()
    {
        var (_, created) = await Post(ConfigMaps, """{"metadata":{"name":"conflict"}}""");
        await Patch($"{ConfigMaps}/conflict", """{"data":{"a":"1"}}""");

        var (status, refusal) = await Put($"{ConfigMaps}/conflict", created.ToJsonString());

        Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)refusal["message"], Is.EqualTo("Operation cannot be fulfilled on configmaps \"conflict\": the object has been modified; "
            + "please apply your changes to the latest version and try again"));
    }

    [Test]
    public async Task A_change_that_changes_nothing_makes_no_new_version()
    {
        var (_, created) = await Post(ConfigMaps, """{"metadata":{"name":"same"},"data":{"a":"1"}}""");

        var (_, patched) = await Patch($"{ConfigMaps}/same", """{"data":{"a":"1"}}""");

        Assert.That((string?)patched["metadata"]!["resourceVersion"], Is.EqualTo((string?)created["metadata"]!["resourceVersion"]));
    }

    [Test]
    public async Task A_finalizer_holds_an_object_until_it_is_taken_off()
    {
        await Post(ConfigMaps, """{"metadata":{"name":"held","finalizers":["example.com/hold"]}}""");
        await Delete($"{ConfigMaps}/held");
        var (_, held) = await Get($"{ConfigMaps}/held");
        Assert.That(held["metadata"]!["deletionTimestamp"], Is.Not.Null);

        await Patch($"{ConfigMaps}/held", """{"metadata":{"finalizers":null}}""");

        Assert.That((await Get($"{ConfigMaps}/held")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_dry_run_answers_as_if_and_stores_nothing()
    {
        var (status, body) = await Post($"{ConfigMaps}?dryRun=All", """{"metadata":{"name":"dry"}}""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(body["metadata"]!["uid"], Is.Not.Null);

        Assert.That((await Get($"{ConfigMaps}/dry")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Nothing_is_created_in_a_namespace_that_is_not_there()
    {
        var (status, body) = await Post("/api/v1/namespaces/nowhere/configmaps", """{"metadata":{"name":"a"}}""");

        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((string?)body["message"], Is.EqualTo("namespaces \"nowhere\" not found"));
    }

    [Test]
    public async Task A_fault_fails_requests_and_the_counter_counts_them()
    {
        var gate = Server.Core.Gate;
        gate.Faults = request => request is { Verb: "list", Resource: "leases" }
            ? CniMigration.Kubernetes.Api.Requests.RequestFault.TooManyRequests(7) : null;
        try
        {
            using var response = await Http.GetAsync("/apis/coordination.k8s.io/v1/leases", Cancellation);
            Assert.That((int)response.StatusCode, Is.EqualTo(429));
            Assert.That(response.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(7)));
        }
        finally
        {
            gate.Faults = null;
        }

        Assert.That(gate.Counter.Of("list", "leases"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_not_served_is_not_found()
    {
        Assert.That((await Get("/apis/metrics.k8s.io/v1beta1/nodes")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await Get("/api/v1/componentstatuses/moon")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
