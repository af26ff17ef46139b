namespace CniMigration.Kubernetes.Api.Ownership;

/// <summary>A place that an apply would change and that someone else owns.</summary>
internal sealed record ApplyConflict(FieldOwner Owner, string Field)
{
    public static ApiException Refusal(IReadOnlyList<ApplyConflict> conflicts)
    {
        var byOwner = conflicts.GroupBy(conflict => Using(conflict.Owner)).ToList();
        var lines = byOwner.Select(group => group.Count() == 1
            ? $"conflict with {group.Key}: {group.First().Field}"
            : $"conflicts with {group.Key}:\n" + string.Join('\n', group.Select(conflict => "- " + conflict.Field)));
        var count = conflicts.Count == 1 ? "1 conflict" : $"{conflicts.Count} conflicts";
        var causes = conflicts.Select(conflict => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with {Using(conflict.Owner)}",
            ["field"] = conflict.Field,
        });
        return new ApiException(409, "Conflict", $"Apply failed with {count}: {string.Join('\n', lines)}",
            new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }

    private static string Using(FieldOwner owner)
    {
        var subresource = owner.Subresource is null ? "" : $" with subresource \"{owner.Subresource}\"";
        var version = owner.Operation == "Apply" ? "" : $" using {owner.ApiVersion}";
        return $"\"{owner.Manager}\"{subresource}{version}";
    }
}
