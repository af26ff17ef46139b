using System.Text.Json;

namespace CniMigration.Migration.Facts;

/// <summary>Ways into JSON of which nothing is known.</summary>
internal static class JsonPaths
{
    /// <summary>What lies at the end of a path of names; null where it breaks off.</summary>
    internal static JsonElement? At(this JsonElement from, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (from.ValueKind is not JsonValueKind.Object || !from.TryGetProperty(step, out from))
            {
                return null;
            }
        }

        return from;
    }

    /// <summary>The text at the end of a path; null where there is none.</summary>
    internal static string? TextAt(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
