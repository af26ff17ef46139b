namespace CniMigration.Kubernetes.Api.CustomResources;

/// <summary>What a definition's status says: which names are its own, whether it is served, which versions were ever stored.</summary>
internal static class DefinitionStatus
{
    /// <summary>Holds a definition until the last of its objects has gone.</summary>
    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";

    public static bool IsEstablished(JsonObject definition) => Has(definition, "Established");

    /// <summary>Settles a definition's status.</summary>
    /// <param name="definition">The definition as it is to be stored.</param>
    /// <param name="old">Its status until now.</param>
    /// <param name="others">The other definitions of its group.</param>
    /// <param name="now">The time.</param>
    public static void Settle(JsonObject definition, JsonObject? old, IEnumerable<JsonObject> others, DateTimeOffset now)
    {
        var status = (JsonObject?)old?.DeepClone() ?? [];
        definition["status"] = status;
        status["storedVersions"] = Stored(definition, status);
        if (definition.IsBeingDeleted())
        {
            return;
        }

        var (accepted, problem) = Accept(definition["spec"]?["names"] as JsonObject ?? [], status["acceptedNames"] as JsonObject ?? [], others);
        status["acceptedNames"] = accepted;
        var conditions = status["conditions"] as JsonArray ?? [];
        status["conditions"] = conditions;
        if (problem is var (reason, message))
        {
            Set(conditions, "NamesAccepted", "False", reason, message, now);
            if (!Has(definition, "Established"))
            {
                Set(conditions, "Established", "False", "NotAccepted", "not all names are accepted", now);
            }

            return;
        }

        Set(conditions, "NamesAccepted", "True", "NoConflicts", "no conflicts found", now);
        Set(conditions, "Established", "True", "InitialNamesAccepted", "the initial names have been accepted", now);
    }

    public static void Terminate(JsonObject definition, DateTimeOffset now)
    {
        var status = definition.Section("status");
        var conditions = status["conditions"] as JsonArray ?? [];
        status["conditions"] = conditions;
        Set(conditions, "Terminating", "True", "InstanceDeletionInProgress", "CustomResource deletion is in progress", now);
    }

    private static (JsonObject Accepted, (string Reason, string Message)? Problem) Accept(
        JsonObject wanted, JsonObject accepted, IEnumerable<JsonObject> others)
    {
        var result = (JsonObject)wanted.DeepClone();
        (string, string)? problem = null;
        var taken = others.Select(other => other["status"]?["acceptedNames"] as JsonObject ?? []).ToList();
        var names = taken.SelectMany(Resources).ToHashSet(StringComparer.Ordinal);
        var kinds = taken.SelectMany(each => (string?[])[each.Text("kind"), each.Text("listKind")]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (field, reason, used) in ((string, string, HashSet<string>)[])
            [("plural", "PluralConflict", names), ("singular", "SingularConflict", names), ("kind", "KindConflict", kinds),
                ("listKind", "ListKindConflict", kinds)])
        {
            if (wanted.Text(field) is { } name && used.Contains(name))
            {
                problem ??= (reason, $"\"{name}\" is already in use");
                result.TakeFrom(accepted, field);
            }
        }

        var conflicts = (wanted["shortNames"] as JsonArray ?? []).Select(name => (string)name!).Where(names.Contains).ToList();
        if (conflicts.Count > 0)
        {
            problem ??= ("ShortNamesConflict", conflicts.Count == 1 ? $"\"{conflicts[0]}\" is already in use"
                : $"[{string.Join(", ", conflicts.Select(name => $"\"{name}\" is already in use"))}]");
            result.TakeFrom(accepted, "shortNames");
        }

        return (result, problem);
    }

    private static IEnumerable<string> Resources(JsonObject names) =>
        ((string?[])[names.Text("plural"), names.Text("singular")]).OfType<string>()
            .Concat((names["shortNames"] as JsonArray ?? []).Select(name => (string)name!));

    private static JsonArray Stored(JsonObject definition, JsonObject status)
    {
        var stored = (status["storedVersions"] as JsonArray ?? []).Select(name => (string)name!);
        var storage = definition["spec"].Each("versions").Where(version => version["storage"]?.GetValueKind() == System.Text.Json.JsonValueKind.True)
            .Select(version => version.Text("name")!);
        return new JsonArray([.. stored.Concat(storage).Distinct().Select(name => (JsonNode)name)]);
    }

    private static bool Has(JsonObject definition, string type) =>
        definition["status"].Each("conditions").Any(condition => condition.Text("type") == type && condition.Text("status") == "True");

    private static void Set(JsonArray conditions, string type, string status, string reason, string message, DateTimeOffset now)
    {
        var present = conditions.OfType<JsonObject>().FirstOrDefault(condition => condition.Text("type") == type);
        if (present is null)
        {
            conditions.Add((JsonNode)(present = new JsonObject { ["type"] = type }));
        }

        if (present.Text("status") != status)
        {
            present["lastTransitionTime"] = ObjectMetadata.Timestamp(now);
        }

        (present["status"], present["reason"], present["message"]) = (status, reason, message);
    }
}
