using System.Text.Json.Nodes;

namespace CniMigration.Kubernetes.Api.Discovery;

/// <summary>The resources that can only be asked, never stored.</summary>
internal static class ReviewResources
{
    private static readonly (string Group, string Plural, string Kind, bool Namespaced)[] All =
    [
        ("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false),
        ("authentication.k8s.io", "tokenreviews", "TokenReview", false),
        ("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
        ("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false),
        ("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false),
        ("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false),
    ];

    public static IEnumerable<JsonObject> Of(string group) => All.Where(review => review.Group == group).Select(review => new JsonObject
    {
        ["name"] = review.Plural,
        ["singularName"] = review.Kind.ToLowerInvariant(),
        ["namespaced"] = review.Namespaced,
        ["kind"] = review.Kind,
        ["verbs"] = new JsonArray("create"),
    });
}
