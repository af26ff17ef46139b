using System.Net;
using CniMigration.Kubernetes.Api.Http;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class RequestTests : ApiServerFixture
{
    [Test]
    public async Task Before_EKS_closed_that_roles_decided_what_is_told_without_a_token()
    {
        await using var older = await ApiServer.StartAsync(new ApiServerOptions { KubernetesVersion = "v1.31.13-eks-113cf36" }, Cancellation);
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var anonymous = new HttpClient(handler) { BaseAddress = older.Endpoint };

        Assert.That((await anonymous.GetAsync("/version", Cancellation)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var refused = await anonymous.GetAsync("/api/v1/pods", Cancellation);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(
            await refused.Content.ReadAsStringAsync(Cancellation), Does.Contain("""User \"system:anonymous\" cannot list resource \"pods\" """.TrimEnd()));
    }

    [Test]
    public async Task An_expired_token_is_refused()
    {
        Server.Tokens.Add("short", new CniMigration.Kubernetes.Api.Requests.UserInfo("a", []), TimeSpan.Zero);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/version");
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", "short");

        using var response = await Http.SendAsync(request, Cancellation);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
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
}
