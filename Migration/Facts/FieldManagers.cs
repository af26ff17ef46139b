using System.Text.Json;

namespace CniMigration.Migration.Facts;

/// <summary>Who set a field last, by the record that the API server keeps of it.</summary>
internal static class FieldManagers
{
    /// <summary>Ours.</summary>
    internal const string Migration = "cni-migration";

    internal static readonly string[] MaxUnavailable = ["spec", "strategy", "rollingUpdate", "maxUnavailable"];

    /// <summary>The other manager of the field at this path (spec, strategy, …), the latest where there are several.</summary>
    internal static string? OtherManagerOf(V1ObjectMeta metadata, params string[] path) =>
        (metadata.ManagedFields ?? [])
            .Where(entry => entry.Manager != Migration
                && string.IsNullOrEmpty(entry.Subresource)
                && entry.FieldsV1 is JsonElement fields
                && fields.At([.. path.Select(step => $"f:{step}")]) is not null)
            .MaxBy(entry => entry.Time)?.Manager;
}
