using System.Text.Json.Nodes;
using CniMigration.Simulator.Api.Access;
using CniMigration.Simulator.Api.Defaulting;
using CniMigration.Simulator.Api.Operations;

namespace CniMigration.Simulator.Api.Subresources;

/// <summary>Questions about who one is and what one may do. Whoever has a token may do everything here.</summary>
internal static class Reviews
{
    public static Func<ApiCore, string, JsonObject, JsonObject>? Find(string[] path) => path switch
    {
        ["apis", "authentication.k8s.io", "v1", "tokenreviews"] => TokenReview,
        ["apis", "authentication.k8s.io", "v1", "selfsubjectreviews"] => SelfSubjectReview,
        ["apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews" or "subjectaccessreviews"] => AccessReview,
        ["apis", "authorization.k8s.io", "v1", "namespaces", _, "localsubjectaccessreviews"] => AccessReview,
        ["apis", "authorization.k8s.io", "v1", "selfsubjectrulesreviews"] => RulesReview,
        _ => null,
    };

    private static JsonObject TokenReview(ApiCore core, string token, JsonObject body)
    {
        body.Section("metadata");
        var user = core.Tokens.Find(body["spec"].Text("token") ?? "");
        body["status"] = user is null
            ? new JsonObject { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" }
            : new JsonObject { ["authenticated"] = true, ["user"] = User(user) };
        return body;
    }

    private static JsonObject SelfSubjectReview(ApiCore core, string token, JsonObject body)
    {
        body["status"] = new JsonObject { ["userInfo"] = User(core.Tokens.Find(token) ?? UserInfo.Anonymous) };
        return body;
    }

    private static JsonObject AccessReview(ApiCore core, string token, JsonObject body)
    {
        body.Section("metadata");
        body["status"] = new JsonObject { ["allowed"] = true, ["reason"] = "the embedded API server lets every known token do everything" };
        return body;
    }

    private static JsonObject RulesReview(ApiCore core, string token, JsonObject body)
    {
        body.Section("metadata");
        body["status"] = new JsonObject
        {
            ["resourceRules"] = new JsonArray(new JsonObject
            {
                ["verbs"] = new JsonArray("*"),
                ["apiGroups"] = new JsonArray("*"),
                ["resources"] = new JsonArray("*"),
            }),
            ["nonResourceRules"] = new JsonArray(new JsonObject { ["verbs"] = new JsonArray("*"), ["nonResourceURLs"] = new JsonArray("*") }),
            ["incomplete"] = false,
        };
        return body;
    }

    private static JsonObject User(UserInfo user) => new()
    {
        ["username"] = user.Name,
        ["groups"] = new JsonArray([.. user.Groups.Select(group => (JsonNode)group)]),
    };
}
