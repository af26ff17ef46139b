using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Api;

/// <summary>What is not taken, and how that is worded.</summary>
internal sealed class RefusalTests(ServerKind kind) : ConformanceTest(kind)
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    [Test]
    public async Task A_custom_resource_is_held_to_its_schema()
    {
        var group = $"{Namespace}.example.com";
        (await Api.PostAsync(Definitions, """
            {"metadata":{"name":"widgets.GROUP"},"spec":{"group":"GROUP","scope":"Namespaced","names":{"plural":"widgets","singular":"widget",
             "kind":"Widget","listKind":"WidgetList"},
             "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object",
              "required":["size"],
              "properties":{"size":{"type":"integer","minimum":1,"maximum":9},"color":{"type":"string","enum":["red","blue"]},"name":{"type":"string",
               "pattern":"^[a-z]+$"}}}}}}}]}}
            """.Replace("GROUP", group, StringComparison.Ordinal))).Gives(201);
        var widgets = $"/apis/{group}/v1/namespaces/{Namespace}/widgets";
        await UntilAsync(widgets, list => list.Status == 200);

        (await Make("""{"color":"red"}""")).Refuses(422, "Invalid", "spec.size: Required value");
        (await Make("""{"size":"big"}"""))
            .Refuses(422, "Invalid", "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"");
        (await Make("""{"size":99}""")).Refuses(422, "Invalid", "spec.size in body should be less than or equal to 9");
        (await Make("""{"size":0}""")).Refuses(422, "Invalid", "spec.size in body should be greater than or equal to 1");
        (await Make("""{"size":1,"color":"green"}""")).Refuses(422, "Invalid", "spec.color: Unsupported value: \"green\": supported values: \"red\", \"blue\"");
        (await Make("""{"size":1,"name":"X1"}""")).Refuses(422, "Invalid", "spec.name in body should match '^[a-z]+$'");
        (await Make("""{"size":1,"other":true}""")).Gives(201).HasJson("spec", """{"size":1}""");
        (await Api.DeleteAsync($"{Definitions}/widgets.{group}")).Gives(200);

        Task<Answer> Make(string spec) =>
            Api.PostAsync(widgets, $$"""{"apiVersion":"{{group}}/v1","kind":"Widget","metadata":{"name":"one"},"spec":""" + spec + "}");
    }

    [Test]
    public async Task A_quota_refuses_what_exceeds_it()
    {
        (await Api.PostAsync(Core("resourcequotas"), """{"metadata":{"name":"small"},"spec":{"hard":{"pods":"1","requests.cpu":"1"}}}""")).Gives(201);
        await UntilAsync(Core("resourcequotas/small"), quota => quota["status.hard.pods"] is not null);

        // The plug-in that refuses hears of a quota by a watch of its own.
        (await UntilAsync(() => Make("a", "{}", "?dryRun=All"), answer => answer.Status != 201)).Refuses(
            403, "Forbidden", "pods \"a\" is forbidden: failed quota: small: must specify requests.cpu");
        (await Make("b", """{"requests":{"cpu":"2"}}""")).Refuses(403, "Forbidden",
            "pods \"b\" is forbidden: exceeded quota: small, requested: requests.cpu=2, used: requests.cpu=0, limited: requests.cpu=1");
        (await Make("c", """{"requests":{"cpu":"500m"}}""")).Gives(201);
        (await Make("d", """{"requests":{"cpu":"500m"}}""")).Refuses(403, "Forbidden",
            "pods \"d\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1");

        Task<Answer> Make(string name, string resources, string query = "") =>
            Api.PostAsync(
                $"{Pods}{query}",
                $$"""{"metadata":{"name":"{{name}}"},"spec":{"containers":[{"name":"c","image":"c","resources":""" + resources + "}]}}");
    }

    [Test]
    public async Task Who_lacks_a_right_is_told_which()
    {
        var attributes = $$"""{"namespace":"{{Namespace}}","verb":"delete","resource":"pods"}""";
        var review = (await Api.PostAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            "{\"spec\":{\"resourceAttributes\":" + attributes + "}}")).Gives(201);
        review.Has("status.allowed", true);
        var other = (await Api.PostAsync("/apis/authorization.k8s.io/v1/subjectaccessreviews",
            "{\"spec\":{\"user\":\"nobody\",\"resourceAttributes\":" + attributes + "}}")).Gives(201);
        other.Has("status.allowed", false);
        (await Api.SendAsync(HttpMethod.Get, Pods, token: "unknown")).Refuses(401, "Unauthorized", "Unauthorized");
    }

    [Test]
    public async Task Nobody_in_particular_may_ask_how_the_server_is()
    {
        foreach (var path in (string[])["/healthz", "/livez", "/readyz"])
        {
            (await Api.SendAsync(HttpMethod.Get, path, token: "")).Gives(200);
        }

        var (code, reason, message) = Differs((401, "Unauthorized", "Unauthorized"),
            (
                403,
                "Forbidden",
                $"pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\" in the namespace \"{Namespace}\""),
            "EKS lets nobody in for anything else since 1.32");
        (await Api.SendAsync(HttpMethod.Get, Pods, token: "")).Refuses(code, reason, message);
    }
}
