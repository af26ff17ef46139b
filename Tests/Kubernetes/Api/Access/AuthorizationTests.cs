using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Tests.Kubernetes.Api.Access;

[TestFixture]
internal sealed class AuthorizationTests : ApiServerFixture
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

    [OneTimeSetUp]
    public async Task GrantRights()
    {
        await Post("/api/v1/namespaces", """{"metadata":{"name":"team"}}""");
        await Post("/api/v1/namespaces/team/configmaps", """{"metadata":{"name":"mine"}}""");
        await Post($"{Rbac}/clusterroles", """
            {"metadata":{"name":"reader"},"rules":[{"apiGroups":[""],"resources":["pods","nodes"],"verbs":["get","list","watch"]},
             {"apiGroups":["apps"],"resources":["*/scale"],"verbs":["get"]},{"nonResourceURLs":["/metrics/*"],"verbs":["get"]}]}
            """);
        await Post($"{Rbac}/clusterrolebindings", Binding("readers", "ClusterRole", "reader", "Group", "readers"));
        await Post($"{Rbac}/namespaces/team/roles", """
            {"metadata":{"name":"writer"},"rules":[{"apiGroups":[""],"resources":["configmaps"],"resourceNames":["mine"],"verbs":["get","update","patch"]},
             {"apiGroups":[""],"resources":["pods/eviction"],"verbs":["create"]},
             {"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles","rolebindings"],"verbs":["create","get","update"]}]}
            """);
        await Post($"{Rbac}/namespaces/team/rolebindings", Binding("writers", "Role", "writer", "User", "wil"));
        await Post($"{Rbac}/namespaces/team/rolebindings", Binding("lost", "Role", "nowhere", "User", "lou"));
        await Post($"{Rbac}/namespaces/team/rolebindings",
            """
            {"metadata":{"name":"robots"},"roleRef":{"kind":"ClusterRole","name":"reader"},"subjects":[{"kind":"ServiceAccount","name":"robot",
            "namespace":"team"}]}
            """);
        await Post("/api/v1/namespaces/team/serviceaccounts", """{"metadata":{"name":"robot"}}""");
        Server.Tokens.Add("rita", new UserInfo("rita", ["readers"]));
        Server.Tokens.Add("wil", new UserInfo("wil", []));
        Server.Tokens.Add("lou", new UserInfo("lou", []));
    }

    [TestCase("rita", "GET", "/api/v1/pods")]
    [TestCase("rita", "GET", "/api/v1/namespaces/team/pods")]
    [TestCase("rita", "GET", "/api/v1/nodes")]
    [TestCase("rita", "GET", "/apis/apps/v1")]
    [TestCase("rita", "GET", "/version")]
    [TestCase("wil", "GET", "/api/v1/namespaces/team/configmaps/mine")]
    public async Task What_a_role_grants_is_allowed(string token, string method, string path)
    {
        var (status, body) = await As(token, method, path);

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), body.ToJsonString());
    }

    [TestCase("rita", "GET", "/api/v1/secrets", "secrets is forbidden: User \"rita\" cannot list resource \"secrets\" in API group \"\" at the cluster scope")]
    [TestCase(
        "rita", "DELETE", "/api/v1/nodes/a", "nodes \"a\" is forbidden: User \"rita\" cannot delete resource \"nodes\" in API group \"\" at the cluster scope")]
    [TestCase("rita", "GET", "/apis/apps/v1/namespaces/team/deployments?watch=1",
        "deployments.apps is forbidden: User \"rita\" cannot watch resource \"deployments\" in API group \"apps\" in the namespace \"team\"")]
    [TestCase("rita", "POST", "/api/v1/namespaces/team/pods/p/eviction",
        "pods \"p\" is forbidden: User \"rita\" cannot create resource \"pods/eviction\" in API group \"\" in the namespace \"team\"")]
    [TestCase("rita", "PATCH", "/apis/apps/v1/namespaces/team/deployments/d/scale",
        "deployments.apps \"d\" is forbidden: User \"rita\" cannot patch resource \"deployments/scale\" in API group \"apps\" in the namespace \"team\"")]
    [TestCase(
        "rita",
        "GET",
        "/api/v1/namespaces/team",
        "namespaces \"team\" is forbidden: User \"rita\" cannot get resource \"namespaces\" in API group \"\" in the namespace \"team\"")]
    [TestCase("wil", "GET", "/api/v1/namespaces/team/configmaps/other",
        "configmaps \"other\" is forbidden: User \"wil\" cannot get resource \"configmaps\" in API group \"\" in the namespace \"team\"")]
    [TestCase("wil", "GET", "/api/v1/namespaces/team/configmaps",
        "configmaps is forbidden: User \"wil\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"team\"")]
    [TestCase("wil", "GET", "/api/v1/namespaces/default/configmaps/mine",
        "configmaps \"mine\" is forbidden: User \"wil\" cannot get resource \"configmaps\" in API group \"\" in the namespace \"default\"")]
    [TestCase("wil", "GET", "/logs", "forbidden: User \"wil\" cannot get path \"/logs\"")]
    [TestCase("lou", "GET", "/api/v1/namespaces/team/pods",
        "pods is forbidden: User \"lou\" cannot list resource \"pods\" in API group \"\" in the namespace \"team\": RBAC: role.rbac.authorization.k8s.io "
            + "\"nowhere\" not found")]
    public async Task What_no_role_grants_is_refused_with_the_right_that_is_missing(string token, string method, string path, string message)
    {
        var (status, refusal) = await As(token, method, path, method is "GET" or "DELETE" ? null : "{}");

        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((string?)refusal["message"], Is.EqualTo(message));
        Assert.That((string?)refusal["reason"], Is.EqualTo("Forbidden"));
    }

    [Test]
    public async Task Applying_something_new_needs_the_right_to_create_it()
    {
        var (status, refusal) = await As("wil", "PATCH", "/api/v1/namespaces/team/configmaps/mine?fieldManager=a",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"mine"},"data":{"a":"1"}}""", "application/apply-patch+yaml");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), refusal.ToJsonString());

        await Delete("/api/v1/namespaces/team/configmaps/mine");
        (status, refusal) = await As("wil", "PATCH", "/api/v1/namespaces/team/configmaps/mine?fieldManager=a",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"mine"}}""", "application/apply-patch+yaml");
        await Post("/api/v1/namespaces/team/configmaps", """{"metadata":{"name":"mine"}}""");
        Assert.That((string?)refusal["message"], Is.EqualTo(
            "configmaps \"mine\" is forbidden: User \"wil\" cannot create resource \"configmaps\" in API group \"\" in the namespace \"team\""));
    }

    [Test]
    public async Task A_service_account_has_what_its_bindings_give_it()
    {
        var (_, request) = await Post("/api/v1/namespaces/team/serviceaccounts/robot/token", """{"spec":{}}""");
        var token = (string)request["status"]!["token"]!;

        Assert.That((await As(token, "GET", "/api/v1/namespaces/team/pods")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await As(token, "GET", "/api/v1/namespaces/default/pods")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Reviews_say_what_would_be_allowed_and_why()
    {
        const string Self = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
        var (_, yes) = await As("rita", "POST", Self, """{"spec":{"resourceAttributes":{"verb":"list","resource":"pods"}}}""");
        Assert.That(yes["status"]!.ToJsonString(), Is.EqualTo(
            """{"allowed":true,"reason":"RBAC: allowed by ClusterRoleBinding \"readers\" of ClusterRole \"reader\" to Group \"readers\""}""".Replace(
                "\\\"", "\\u0022", StringComparison.Ordinal)));
        var (_, no) = await As("rita", "POST", Self, """{"spec":{"resourceAttributes":{"verb":"delete","resource":"pods"}}}""");
        Assert.That(no["status"]!.ToJsonString(), Is.EqualTo("""{"allowed":false}"""));
        var (_, path) = await As("rita", "POST", Self, """{"spec":{"nonResourceAttributes":{"verb":"get","path":"/metrics/x"}}}""");
        Assert.That((bool?)path["status"]!["allowed"], Is.True);
        var (_, other) = await Post("/apis/authorization.k8s.io/v1/subjectaccessreviews",
            """{"spec":{"user":"wil","resourceAttributes":{"verb":"create","resource":"pods","subresource":"eviction","namespace":"team"}}}""");
        Assert.That((bool?)other["status"]!["allowed"], Is.True);
        var (_, rules) = await As("wil", "POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", """{"spec":{"namespace":"team"}}""");
        Assert.That(rules["status"]!["resourceRules"]!.AsArray().SelectMany(rule => rule!["resources"]!.AsArray()).Select(each => (string?)each),
            Does.Contain("pods/eviction").And.Contain("selfsubjectaccessreviews"));
        var (_, who) = await As("rita", "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
        Assert.That(who["status"]!["userInfo"]!.ToJsonString(), Is.EqualTo("""{"username":"rita","groups":["readers","system:authenticated"]}"""));
    }

    [Test]
    public async Task Nobody_grants_what_he_may_not_do_himself()
    {
        var (status, refusal) = await As("wil", "POST", $"{Rbac}/namespaces/team/roles",
            """{"metadata":{"name":"more"},"rules":[{"apiGroups":[""],"resources":["secrets","pods/eviction"],"verbs":["create","get"]}]}""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(
            (string?)refusal["message"], Is.EqualTo("roles.rbac.authorization.k8s.io \"more\" is forbidden: user \"wil\" (groups=[\"system:authenticated\"]) "
            + "is attempting to grant RBAC permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"pods/eviction\"], Verbs:[\"get\"]}\n"
            + "{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"create\" \"get\"]}"));

        (status, _) = await As("wil", "POST", $"{Rbac}/namespaces/team/roles",
            """{"metadata":{"name":"same"},"rules":[{"apiGroups":[""],"resources":["pods/eviction"],"verbs":["create"]}]}""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
        (status, _) = await As("wil", "POST", $"{Rbac}/namespaces/team/rolebindings", Binding("steal", "ClusterRole", "cluster-admin", "User", "wil"));
        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Only_who_may_impersonate_acts_as_somebody_else()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/secrets");
        request.Headers.Add("Impersonate-User", "rita");
        request.Headers.Add("Impersonate-Group", "readers");
        using var answer = await Http.SendAsync(request, Cancellation);
        Assert.That(await answer.Content.ReadAsStringAsync(Cancellation), Does.Contain("cannot list resource").And.Contain("rita"));

        using var refused = new HttpRequestMessage(HttpMethod.Get, "/api/v1/pods");
        refused.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "rita");
        refused.Headers.Add("Impersonate-User", "admin");
        using var refusal = await Http.SendAsync(refused, Cancellation);
        Assert.That((string?)JsonNode.Parse(await refusal.Content.ReadAsStringAsync(Cancellation))!["message"],
            Is.EqualTo("users \"admin\" is forbidden: User \"rita\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope"));
    }

    private static string Binding(string name, string kind, string role, string subjectKind, string subject) =>
        $$$"""
        {"metadata":{"name":"{{{name}}}"},"roleRef":{"kind":"{{{kind}}}","name":"{{{role}}}"},"subjects":[{"kind":"{{{subjectKind}}}",
        "name":"{{{subject}}}"}]}
        """;

    private async Task<(HttpStatusCode Status, JsonNode Body)> As(
        string token, string method, string path, string? json = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, type);
        }

        using var response = await Http.SendAsync(request, Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }
}
