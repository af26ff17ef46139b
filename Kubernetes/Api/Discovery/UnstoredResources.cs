using CniMigration.Kubernetes.Api.Versions;

namespace CniMigration.Kubernetes.Api.Discovery;

/// <summary>The resources that can be asked and are stored nowhere: reviews, bindings, and the health of components.</summary>
internal static class UnstoredResources
{
    public const string Bindings = "bindings";

    public static readonly ServedResource ComponentStatuses = new(new ResourceType("", "v1", "ComponentStatus", "componentstatuses")
    {
        Singular = "componentstatus",
        ShortNames = ["cs"],
        Namespaced = false,
    }, "", "v1");

    private static readonly (string Group, string Plural, string Kind, bool Namespaced)[] Reviews =
    [
        ("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false),
        ("authentication.k8s.io", "tokenreviews", "TokenReview", false),
        ("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
        ("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false),
        ("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false),
        ("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false),
    ];

    /// <summary>What discovery says of those of a group.</summary>
    public static IEnumerable<JsonObject> Of(string group)
    {
        foreach (var (_, plural, kind, namespaced) in Reviews.Where(review => review.Group == group))
        {
            yield return Entry(plural, kind.ToLowerInvariant(), namespaced, kind, "create");
        }

        if (group.Length == 0)
        {
            var statuses = ComponentStatuses.Type;
            yield return Entry(Bindings, "binding", namespaced: true, "Binding", "create");
            var entry = Entry(statuses.Plural, statuses.Singular, statuses.Namespaced, statuses.Kind, "get", "list");
            entry["shortNames"] = new JsonArray("cs");
            yield return entry;
        }
    }

    private static JsonObject Entry(string plural, string singular, bool namespaced, string kind, params string[] verbs) => new()
    {
        ["name"] = plural,
        ["singularName"] = singular,
        ["namespaced"] = namespaced,
        ["kind"] = kind,
        ["verbs"] = new JsonArray([.. verbs.Select(verb => (JsonNode)verb)]),
    };
}
