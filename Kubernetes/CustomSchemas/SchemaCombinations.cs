namespace CniMigration.Kubernetes.CustomSchemas;

/// <summary>What holds only together: all of, any of, one of, and not.</summary>
internal static class SchemaCombinations
{
    public static void Check(JsonNode value, CustomSchema schema, string path, FieldErrors errors)
    {
        if (schema.AllOf.Count > 0)
        {
            var failures = Failures(value, schema.AllOf, path);
            if (failures.Any(each => each.Any))
            {
                errors.Invalid(path, value, $"\"{path}\" must validate all the schemas (allOf)");
                Merge(errors, failures.Where(each => each.Any));
            }
        }

        if (schema.AnyOf.Count > 0)
        {
            var failures = Failures(value, schema.AnyOf, path);
            if (failures.All(each => each.Any))
            {
                errors.Invalid(path, value, $"\"{path}\" must validate at least one schema (anyOf)");
                Merge(errors, Best(failures));
            }
        }

        if (schema.OneOf.Count > 0)
        {
            var failures = Failures(value, schema.OneOf, path);
            var valid = failures.Count(each => !each.Any);
            if (valid != 1)
            {
                var found = valid == 0 ? "Found none valid" : $"Found {valid} valid alternatives";
                errors.Invalid(path, value, $"\"{path}\" must validate one and only one schema (oneOf). {found}");
                Merge(errors, valid == 0 ? Best(failures) : []);
            }
        }

        if (schema.Not is { } not && Failures(value, [not], path).All(each => !each.Any))
        {
            errors.Invalid(path, value, $"\"{path}\" must not validate the schema (not)");
        }
    }

    private static List<FieldErrors> Failures(JsonNode value, IEnumerable<CustomSchema> schemas, string path) => [.. schemas.Select(schema =>
    {
        var failures = new FieldErrors();
        SchemaValidation.Check(value, schema, path, failures);
        return failures;
    })];

    private static IEnumerable<FieldErrors> Best(List<FieldErrors> failures) => failures.OrderBy(each => each.Count).Take(1);

    private static void Merge(FieldErrors errors, IEnumerable<FieldErrors> failures)
    {
        foreach (var each in failures)
        {
            errors.AddRange(each);
        }
    }
}
