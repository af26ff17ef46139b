using System.Text;
using System.Text.Json.Nodes;
using CniMigration.ControlPlane;
using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Simulator.Hosting;
using CniMigration.Simulator.Manifests;
using CniMigration.Tests.ControlPlane;

namespace CniMigration.Tests.Rights;

/// <summary>An API server without controllers that would touch what a test puts there, its administrator, and somebody who migrates.</summary>
internal sealed class RightsServer : IAsyncDisposable
{
    private const string AdministratorToken = "an-administrator";
    private const string MigrationToken = "somebody-who-migrates";
    private const string User = "somebody";

    private readonly IAsyncDisposable lifetime;
    private readonly HttpClient administrator;
    private readonly HttpClient migration;
    private readonly ServedVersions served = new();

    private RightsServer(IAsyncDisposable lifetime, Uri endpoint, string authorityPem, string administratorToken, string kubeconfig)
    {
        (this.lifetime, Kubeconfig) = (lifetime, kubeconfig);
        administrator = ApiConnection.Open(endpoint, authorityPem, administratorToken);
        migration = ApiConnection.Open(endpoint, authorityPem, MigrationToken);
        Administrator = new HttpApiClient(administrator, served, "administrator");
        Migration = new HttpApiClient(migration, served, "helm");
    }

    public IApiClient Administrator { get; }

    public IApiClient Migration { get; }

    /// <summary>The kubeconfig of whoever migrates.</summary>
    public string Kubeconfig { get; }

    public static async Task<RightsServer> EmbeddedAsync(CancellationToken cancellationToken)
    {
        var server = await ApiServer.StartAsync(new ApiServerOptions(), cancellationToken);
        server.Tokens.Add(AdministratorToken, new UserInfo("admin", ["system:masters", UserInfo.Authenticated]));
        server.Tokens.Add(MigrationToken, new UserInfo(User, [MigrationUser.Group, UserInfo.Authenticated]));
        return new RightsServer(server, server.Endpoint, server.AuthorityPem, AdministratorToken, server.Kubeconfig(MigrationToken));
    }

    public static async Task<RightsServer> KubernetesAsync(CancellationToken cancellationToken)
    {
        var server = await KubernetesControlPlane.StartAsync(RealControlPlane.InstallationOrIgnore(), new ControlPlaneOptions
        {
            Users = [new ControlPlaneUser(MigrationToken, User, MigrationUser.Group)],
            Scheduler = false,
            DisabledControllers = [.. new ControlPlaneOptions().DisabledControllers, "daemonset", "deployment", "statefulset", "nodelifecycle"],
        }, cancellationToken);
        return new RightsServer(server, server.Endpoint, server.AuthorityPem, server.Token, server.Kubeconfig(MigrationToken));
    }

    /// <summary>Puts a role there as it is with a rule or without it, and waits until the server goes by it.</summary>
    public async Task SetAsync(MigrationRule rule, bool granted, CancellationToken cancellationToken)
    {
        var body = rule.RoleBody(granted);
        await Administrator.UpdateAsync(ManifestFiles.TypeOf(body), rule.Namespace, rule.RoleName, body, cancellationToken);
        foreach (var verb in rule.Verbs.Where(verb => !IsGrantedElsewhere(rule, verb)))
        {
            await Waiting.UntilAsync(async () => await MayAsync(rule, verb, cancellationToken) == granted, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        administrator.Dispose();
        migration.Dispose();
        await lifetime.DisposeAsync();
    }

    // Two rules may speak of one resource, with different verbs or names.
    private static bool IsGrantedElsewhere(MigrationRule rule, string verb) => MigrationRule.All.Any(other => other != rule
        && other.Group == rule.Group && other.Resource == rule.Resource && other.Verbs.Contains(verb) && other.Namespace is null);

    private async Task<bool> MayAsync(MigrationRule rule, string verb, CancellationToken cancellationToken)
    {
        var parts = rule.Resource.Split('/');
        var review = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SubjectAccessReview",
            ["spec"] = new JsonObject
            {
                ["user"] = User,
                ["groups"] = new JsonArray(MigrationUser.Group),
                ["resourceAttributes"] = new JsonObject
                {
                    ["group"] = rule.Group,
                    ["resource"] = parts[0],
                    ["subresource"] = parts.Length > 1 ? parts[1] : "",
                    ["verb"] = verb,
                    ["namespace"] = rule.Namespace ?? "",
                    ["name"] = rule.ObjectName ?? "",
                },
            },
        };
        using var content = new StringContent(review.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await administrator.PostAsync("apis/authorization.k8s.io/v1/subjectaccessreviews", content, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (bool)JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!["status"]!["allowed"]!;
    }
}
