namespace CniMigration.Kubernetes.Kinds.Parts;

/// <summary>Names, labels, annotations, owners and finalizers.</summary>
internal static class MetadataValidation
{
    private const int LargestAnnotations = 256 * 1024;

    public static void Check(ResourceType type, JsonObject json, FieldErrors errors)
    {
        var metadata = json["metadata"];
        if (metadata.Text("name") is not { Length: > 0 } name)
        {
            errors.Required("metadata.name", "name or generateName is required");
        }
        else if (type.NameProblem(name) is { } problem)
        {
            errors.Invalid("metadata.name", name, problem);
        }

        CheckMaps(json, errors);
    }

    public static void CheckMaps(JsonObject json, FieldErrors errors)
    {
        var metadata = json["metadata"];
        Labels(metadata?["labels"], "metadata.labels", errors);
        var size = 0;
        foreach (var (key, value) in StringMap(metadata?["annotations"], "metadata.annotations"))
        {
            size += key.Length + value.Length;
            if (Names.QualifiedNameProblem(key.ToLowerInvariant()) is { } problem)
            {
                errors.Invalid("metadata.annotations", key, problem);
            }
        }

        if (size > LargestAnnotations)
        {
            errors.TooLong("metadata.annotations", LargestAnnotations);
        }

        Owners(metadata?["ownerReferences"] as JsonArray, errors);
    }

    public static void Labels(JsonNode? labels, string field, FieldErrors errors)
    {
        foreach (var (key, value) in StringMap(labels, field))
        {
            if (Names.QualifiedNameProblem(key) is { } keyProblem)
            {
                errors.Invalid(field, key, keyProblem);
            }

            if (Names.LabelValueProblem(value) is { } valueProblem)
            {
                errors.Invalid(field, value, valueProblem);
            }
        }
    }

    public static void CheckFinalizers(JsonObject old, JsonObject json, FieldErrors errors)
    {
        if (!old.IsBeingDeleted())
        {
            return;
        }

        var added = json.Finalizers().Except(old.Finalizers()).ToList();
        if (added.Count > 0)
        {
            errors.Forbidden("metadata.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers "
                + $"[]string{{{string.Join(", ", added.Select(name => $"\"{name}\""))}}}");
        }
    }

    private static void Owners(JsonArray? owners, FieldErrors errors)
    {
        for (var index = 0; index < (owners?.Count ?? 0); index++)
        {
            foreach (var field in (string[])["apiVersion", "kind", "name", "uid"])
            {
                if (owners![index].Text(field) is not { Length: > 0 })
                {
                    errors.Required($"metadata.ownerReferences[{index}].{field}", "must not be empty");
                }
            }
        }

        var controllers = owners?.Count(owner => owner?["controller"]?.GetValueKind() == JsonValueKind.True) ?? 0;
        if (controllers > 1)
        {
            errors.Invalid("metadata.ownerReferences", owners, "Only one reference can have Controller set to true.");
        }
    }

    private static IEnumerable<(string Key, string Value)> StringMap(JsonNode? map, string field)
    {
        if (map is null)
        {
            yield break;
        }

        var json = map as JsonObject ?? throw ApiException.BadRequest($"{field} must be a map of strings");
        foreach (var (key, value) in json)
        {
            yield return value is JsonValue scalar && scalar.TryGetValue<string>(out var text)
                ? (key, text)
                : throw ApiException.BadRequest($"json: cannot unmarshal {value?.GetValueKind().ToString().ToLowerInvariant()} into Go struct field "
                    + $"{field} of type string");
        }
    }
}
