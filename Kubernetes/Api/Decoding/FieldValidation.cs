using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Kubernetes.Api.Decoding;

/// <summary>What becomes of fields that a type does not have: an error, a warning, or nothing, as the client asked.</summary>
internal static class FieldValidation
{
    public static void Check(IReadOnlyList<string> unknown, ResourceType type, WriteContext context)
    {
        if (unknown.Count == 0 || context.FieldValidation == "Ignore")
        {
            return;
        }

        var problems = unknown.Select(field => $"unknown field \"{field}\"").ToList();
        if (context.FieldValidation == "Strict")
        {
            throw ApiException.BadRequest($"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: "
                + $"strict decoding error: {string.Join(", ", problems)}");
        }

        foreach (var problem in problems)
        {
            context.Warn?.Invoke(problem);
        }
    }
}
