using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Kubernetes.Clients;
using CniMigration.Simulator.Time;

namespace CniMigration.Tests.Kubernetes.Api;

/// <summary>An API server for one test fixture, spoken to over HTTPS.</summary>
internal abstract class ApiServerFixture
{
    protected const string Token = "a-token";

    protected ApiServer Server { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected ScaledTimeProvider Clock { get; } = new();

    protected virtual IPodNetwork? Network => null;

    protected static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    protected IApiClient Inside => new InProcessClient(Server.Core, "test");

    [OneTimeSetUp]
    public async Task StartServer()
    {
        Server = await ApiServer.StartAsync(new ApiServerOptions { Clock = Clock, PodNetwork = Network }, CancellationToken.None);
        Server.Tokens.Add(Token, new UserInfo("admin", ["system:masters"]));
        Http = ApiConnection.Open(Server.Endpoint, Server.AuthorityPem, Token);
        Http.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1.0");
    }

    [OneTimeTearDown]
    public async Task StopServer()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    protected Task<(HttpStatusCode Status, JsonNode Body)> Get(string path) => Send(HttpMethod.Get, path, null);

    protected Task<(HttpStatusCode Status, JsonNode Body)> Post(string path, string json) => Send(HttpMethod.Post, path, json);

    protected Task<(HttpStatusCode Status, JsonNode Body)> Put(string path, string json) => Send(HttpMethod.Put, path, json);

    protected Task<(HttpStatusCode Status, JsonNode Body)> Delete(string path, string? json = null) => Send(HttpMethod.Delete, path, json);

    protected Task<(HttpStatusCode Status, JsonNode Body)> Patch(string path, string json, string type = "application/merge-patch+json") =>
        Send(HttpMethod.Patch, path, json, type);

    protected Task<(HttpStatusCode Status, JsonNode Body)> Apply(string path, string json, string manager, bool force = false) =>
        Patch($"{path}?fieldManager={manager}&force={(force ? "true" : "false")}", json, "application/apply-patch+yaml");

    protected async Task<(HttpStatusCode Status, JsonNode Body)> Send(HttpMethod method, string path, string? json, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, type);
        }

        using var response = await Http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, JsonNode.Parse(text)!);
    }
}
