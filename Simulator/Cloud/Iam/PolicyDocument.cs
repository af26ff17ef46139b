using System.IO.Enumeration;
using System.Text.Json;

namespace CniMigration.Simulator.Cloud.Iam;

/// <summary>What a policy document allows. Resources are not told apart; conditions count in trust policies only.</summary>
internal sealed class PolicyDocument
{
    private readonly IReadOnlyList<JsonObject> statements;

    private PolicyDocument(IReadOnlyList<JsonObject> statements) => this.statements = statements;

    public static PolicyDocument Parse(string json, bool isTrust = false)
    {
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(json);
        }
        catch (JsonException exception)
        {
            throw Malformed($"it is not JSON ({exception.Message})");
        }

        JsonArray statements = document?["Statement"] switch
        {
            JsonArray many => many,
            JsonObject one => [one.DeepClone()],
            _ => throw Malformed("it has no Statement"),
        };
        foreach (var statement in statements)
        {
            Check(statement as JsonObject ?? throw Malformed("a statement is not an object"), isTrust);
        }

        return new PolicyDocument([.. statements.Cast<JsonObject>()]);
    }

    public bool Allows(string action) => Says("Allow", action) && !Denies(action);

    public bool Denies(string action) => Says("Deny", action);

    /// <summary>Whether a service account may assume the role that this document guards.</summary>
    public bool TrustsServiceAccount(string issuer, string subject)
    {
        var host = issuer.Replace("https://", "", StringComparison.Ordinal);
        return statements.Any(statement => IsAbout(statement, "Allow", "sts:AssumeRoleWithWebIdentity")
            && Texts(statement["Principal"]?["Federated"]).Any(provider => provider.EndsWith(host, StringComparison.Ordinal))
            && ConditionHolds(statement, $"{host}:sub", subject));
    }

    private static bool ConditionHolds(JsonObject statement, string key, string value)
    {
        if (statement["Condition"] is not JsonObject condition)
        {
            return true;
        }

        var exact = Texts(condition["StringEquals"]?[key]);
        var like = Texts(condition["StringLike"]?[key]);
        return (exact.Count == 0 && like.Count == 0) || exact.Contains(value) || like.Any(pattern => Matches(pattern, value));
    }

    private bool Says(string effect, string action) => statements.Any(statement => IsAbout(statement, effect, action));

    private static bool IsAbout(JsonObject statement, string effect, string action) =>
        (string?)statement["Effect"] == effect && Texts(statement["Action"]).Any(pattern => Matches(pattern, action));

    private static bool Matches(string pattern, string value) => FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: true);

    private static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        JsonArray many => [.. many.Select(text => (string)text!)],
        JsonValue one => [(string)one!],
        _ => [],
    };

    private static void Check(JsonObject statement, bool isTrust)
    {
        if ((string?)statement["Effect"] is not ("Allow" or "Deny"))
        {
            throw Malformed("a statement's Effect is neither Allow nor Deny");
        }

        foreach (var key in new[] { "NotAction", "NotResource", "NotPrincipal" })
        {
            if (statement.ContainsKey(key))
            {
                throw EksException.NotModelled($"{key} in policies");
            }
        }

        if (!isTrust && statement.ContainsKey("Condition"))
        {
            throw EksException.NotModelled("conditions in permission policies");
        }
    }

    private static EksException Malformed(string why) => new("MalformedPolicyDocument", $"The policy cannot be understood: {why}.");
}
