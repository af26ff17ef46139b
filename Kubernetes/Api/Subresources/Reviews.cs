using CniMigration.Kubernetes.Api.Access.Rbac;
using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Kubernetes.Api.Subresources;

/// <summary>Questions about who one is and what one may do.</summary>
internal static class Reviews
{
    public static Func<ApiCore, UserInfo, JsonObject, JsonObject>? Find(string[] path) => path switch
    {
        ["apis", "authentication.k8s.io", "v1", "tokenreviews"] => TokenReview,
        ["apis", "authentication.k8s.io", "v1", "selfsubjectreviews"] => SelfSubjectReview,
        ["apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews"] => (core, user, body) => AccessReview(core, user, body),
        ["apis", "authorization.k8s.io", "v1", "subjectaccessreviews"] => (core, _, body) => AccessReview(core, SubjectOf(body), body),
        ["apis", "authorization.k8s.io", "v1", "namespaces", var name, "localsubjectaccessreviews"] => (core, _, body) => LocalReview(core, name, body),
        ["apis", "authorization.k8s.io", "v1", "selfsubjectrulesreviews"] => RulesReview,
        _ => null,
    };

    private static JsonObject TokenReview(ApiCore core, UserInfo asking, JsonObject body)
    {
        body.Section("metadata");
        var user = core.Tokens.Find(body["spec"].Text("token") ?? "")?.AsAuthenticated();
        body["status"] = user is null
            ? new JsonObject { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" }
            : new JsonObject { ["authenticated"] = true, ["user"] = User(user) };
        return body;
    }

    private static JsonObject SelfSubjectReview(ApiCore core, UserInfo user, JsonObject body)
    {
        body["status"] = new JsonObject { ["userInfo"] = User(user) };
        return body;
    }

    private static JsonObject LocalReview(ApiCore core, string @namespace, JsonObject body)
    {
        var asked = body["spec"]?["resourceAttributes"].Text("namespace") ?? "";
        return asked == @namespace
            ? AccessReview(core, SubjectOf(body), body)
            : throw ApiException.BadRequest($"spec.resourceAttributes.namespace must match namespace: \"{@namespace}\"");
    }

    private static JsonObject AccessReview(ApiCore core, UserInfo user, JsonObject body)
    {
        body.Section("metadata");
        var (resource, path) = (body["spec"]?["resourceAttributes"], body["spec"]?["nonResourceAttributes"]);
        if (resource is null == path is null)
        {
            throw Invalid(
                body, "spec.resourceAttributes: Invalid value: \"null\": exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }

        var (allowed, reason) = core.Authorizer.Decide(path is not null
            ? new RequestInfo(user, path.Text("verb") ?? "", Path: path.Text("path") ?? "")
            : new RequestInfo(user, resource.Text("verb") ?? "", resource.Text("group") ?? "", resource.Text("resource") ?? "",
                Set(resource.Text("subresource")), Set(resource.Text("namespace")), Set(resource.Text("name"))));
        var status = new JsonObject { ["allowed"] = allowed };
        if (reason.Length > 0)
        {
            status["reason"] = reason;
        }

        body["status"] = status;
        return body;
    }

    private static JsonObject RulesReview(ApiCore core, UserInfo user, JsonObject body)
    {
        body.Section("metadata");
        if (body["spec"].Text("namespace") is not { Length: > 0 } @namespace)
        {
            throw ApiException.BadRequest("no namespace on request");
        }

        var problems = new List<string>();
        var rules = core.Authorizer.Rules.GrantsOf(user, @namespace, problems).SelectMany(grant => grant.Rules).ToList();
        if (Authorizer.IsMaster(user))
        {
            rules.Insert(0, new PolicyRule { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] });
            rules.Insert(1, new PolicyRule { Verbs = ["*"], NonResourceURLs = ["*"] });
        }

        var status = new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(rule => rule.Resources.Count > 0).Select(ResourceRule)]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(rule => rule.NonResourceURLs.Count > 0).Select(rule => (JsonNode)new JsonObject
            {
                ["verbs"] = Strings(rule.Verbs),
                ["nonResourceURLs"] = Strings(rule.NonResourceURLs),
            })]),
            ["incomplete"] = false,
        };
        if (problems.Count > 0)
        {
            status["evaluationError"] = string.Join(", ", problems);
        }

        body["status"] = status;
        return body;
    }

    private static JsonNode ResourceRule(PolicyRule rule)
    {
        var json = new JsonObject { ["verbs"] = Strings(rule.Verbs), ["apiGroups"] = Strings(rule.ApiGroups), ["resources"] = Strings(rule.Resources) };
        if (rule.ResourceNames.Count > 0)
        {
            json["resourceNames"] = Strings(rule.ResourceNames);
        }

        return json;
    }

    private static UserInfo SubjectOf(JsonObject body)
    {
        var (user, groups) = (body["spec"].Text("user"), body["spec"]?["groups"] as JsonArray ?? []);
        return user is null or "" && groups.Count == 0
            ? throw Invalid(body, "spec.user: Invalid value: \"\": at least one of user or group must be specified")
            : new UserInfo(user ?? "", [.. groups.Select(group => (string?)group ?? "")]);
    }

    private static ApiException Invalid(JsonObject body, string problem) =>
        new(422, "Invalid", $"{body.Text("kind")}.authorization.k8s.io \"\" is invalid: {problem}");

    private static string? Set(string? text) => text is { Length: > 0 } ? text : null;

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    private static JsonObject User(UserInfo user) => new() { ["username"] = user.Name, ["groups"] = Strings(user.Groups) };
}
