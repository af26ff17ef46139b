using System.Text.Json.Nodes;

namespace CniMigration.Migration.Changes;

/// <summary>The JSON patch operations that put an expression into every required term of a DaemonSet's node affinity, or take it out of them.</summary>
/// <remarks>The terms are one atomic list to other kinds of patch: only a JSON patch leaves everything around our expression as it is.</remarks>
internal static class PlacementPatch
{
    private const string Affinity = "/spec/template/spec/affinity";
    private const string Node = Affinity + "/nodeAffinity";
    private const string Required = Node + "/requiredDuringSchedulingIgnoredDuringExecution";
    private const string Terms = Required + "/nodeSelectorTerms";

    /// <summary>Puts the expression into the live terms that lack it; where there is no term, creates one and all that it takes.</summary>
    public static IEnumerable<JsonObject> Append(V1PodSpec pods, Requirement requirement)
    {
        var expression = Expression(requirement);
        if (Requirement.Terms(pods).Count == 0)
        {
            var required = new JsonObject { ["nodeSelectorTerms"] = new JsonArray(new JsonObject { ["matchExpressions"] = new JsonArray(expression) }) };
            yield return CreatedAt(pods) switch
            {
                "affinity" => Operation("add", Affinity, new JsonObject
                {
                    ["nodeAffinity"] = new JsonObject { ["requiredDuringSchedulingIgnoredDuringExecution"] = required },
                }),
                "nodeAffinity" => Operation("add", Node, new JsonObject { ["requiredDuringSchedulingIgnoredDuringExecution"] = required }),
                _ => Operation("add", Required, required),
            };
            yield break;
        }
        foreach (var (index, term) in Requirement.Terms(pods).Index())
        {
            if (!Requirement.IsLive(term) || (term.MatchExpressions ?? []).Any(requirement.Is))
            {
                continue;
            }

            yield return term.MatchExpressions is null
                ? Operation("add", $"{Terms}/{index}/matchExpressions", new JsonArray(expression.DeepClone()))
                : Operation("add", $"{Terms}/{index}/matchExpressions/-", expression.DeepClone());
        }
    }

    /// <summary>Takes one such expression out of every term but those that had it before; what was created for it and is empty now goes too.</summary>
    public static IEnumerable<JsonObject> Remove(V1PodSpec pods, Requirement requirement, string created, IReadOnlyCollection<string> hadIt)
    {
        var terms = Requirement.Terms(pods);
        // Without its only expression a term would match no node at all.
        if (terms is [{ MatchFields: null or { Count: 0 }, MatchExpressions: { Count: 1 } only } last]
            && requirement.Is(only[0])
            && !hadIt.Contains(requirement.OthersOf(last)))
        {
            yield return Operation("remove", EmptyFrom(pods, created));
            yield break;
        }
        foreach (var (index, term) in terms.Index())
        {
            var at = (term.MatchExpressions ?? []).Index().Where(pair => requirement.Is(pair.Item)).Select(pair => (int?)pair.Index).LastOrDefault();
            if (at is null || hadIt.Contains(requirement.OthersOf(term)))
            {
                continue;
            }

            yield return term.MatchExpressions!.Count == 1
                ? Operation("remove", $"{Terms}/{index}/matchExpressions")
                : Operation("remove", $"{Terms}/{index}/matchExpressions/{at}");
        }
    }

    /// <summary>The outermost part that has to be created for a first term, or empty where there are terms.</summary>
    public static string CreatedAt(V1PodSpec pods) => pods.Affinity switch
    {
        null => "affinity",
        { NodeAffinity: null } => "nodeAffinity",
        { NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms.Count: > 0 } => "",
        _ => "required",
    };

    public static JsonObject Operation(string operation, string path, JsonNode? value = null)
    {
        var json = new JsonObject { ["op"] = operation, ["path"] = path };
        if (value is not null)
        {
            json["value"] = value;
        }

        return json;
    }

    /// <summary>Something else may have moved into what was created meanwhile; then only the part that holds nothing else goes.</summary>
    private static string EmptyFrom(V1PodSpec pods, string created)
    {
        var nodeAffinityIsOurs = pods.Affinity.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution is null or { Count: 0 };
        var affinityIsOurs = nodeAffinityIsOurs && pods.Affinity is { PodAffinity: null, PodAntiAffinity: null };
        return created switch
        {
            "affinity" when affinityIsOurs => Affinity,
            "affinity" or "nodeAffinity" when nodeAffinityIsOurs => Node,
            _ => Required,
        };
    }

    private static JsonObject Expression(Requirement requirement)
    {
        var json = new JsonObject { ["key"] = requirement.Key, ["operator"] = requirement.Operator };
        if (requirement.Values.Count > 0)
        {
            json["values"] = new JsonArray([.. requirement.Values.Select(value => JsonValue.Create(value))]);
        }

        return json;
    }
}
