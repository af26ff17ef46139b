using System.Text.Json;
using k8s.Models;

namespace CniMigration.Migration.Records;

/// <summary>Who set a field last, by the record that the API server keeps of it.</summary>
internal static class FieldManagers
{
    internal static readonly string[] MaxUnavailable = ["spec", "strategy", "rollingUpdate", "maxUnavailable"];

    /// <summary>The other manager of the field at this path (spec, strategy, …), the latest where there are several.</summary>
    internal static string? OtherManagerOf(V1ObjectMeta metadata, params string[] path) =>
        (metadata.ManagedFields ?? [])
            .Where(entry => entry.Manager != RecordNames.FieldManager && string.IsNullOrEmpty(entry.Subresource) && Holds(entry.FieldsV1, path))
            .MaxBy(entry => entry.Time)?.Manager;

    private static bool Holds(object? fields, string[] path)
    {
        if (fields is not JsonElement here)
        {
            return false;
        }

        foreach (var step in path)
        {
            if (here.ValueKind is not JsonValueKind.Object || !here.TryGetProperty($"f:{step}", out here))
            {
                return false;
            }
        }

        return true;
    }
}
