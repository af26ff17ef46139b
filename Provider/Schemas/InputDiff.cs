using Pulumi.Experimental.Provider;

namespace CniMigration.Provider.Schemas;

/// <summary>What differs between two sets of inputs, property by property.</summary>
internal static class InputDiff
{
    public static DiffResponse Run(
        IReadOnlyList<Field> fields, ImmutableDictionary<string, PropertyValue> before, ImmutableDictionary<string, PropertyValue> after,
        ImmutableArray<string> ignored)
    {
        var details = new SortedDictionary<string, PropertyDiff>(StringComparer.Ordinal);
        foreach (var field in fields.Where(field => !field.IsForPreview && !ignored.Contains(field.Name)))
        {
            if (Kind(field, Value(field, before), Value(field, after)) is { } kind)
            {
                details[field.Name] = new PropertyDiff { Kind = kind, InputDiff = true };
            }
        }
        return new DiffResponse
        {
            Changes = details.Count > 0,
            Diffs = [.. details.Keys],
            Replaces = [.. fields.Where(field => field.NamesTarget && details.ContainsKey(field.Name)).Select(field => field.Name)],
            DetailedDiff = details,
        };
    }

    private static PropertyDiffKind? Kind(Field field, PropertyValue? before, PropertyValue? after)
    {
        if (field.IsObservation)
        {
            return IsEmpty(after) ? null : before is null ? PropertyDiffKind.Add : PropertyDiffKind.Update;
        }

        return (before, after) switch
        {
            (null, null) => null,
            (null, _) => field.NamesTarget ? PropertyDiffKind.AddReplace : PropertyDiffKind.Add,
            (_, null) => field.NamesTarget ? PropertyDiffKind.DeleteReplace : PropertyDiffKind.Delete,
            var (old, now) when old.SaysTheSame(now) && !now.HasUnknowns() => null,
            _ => field.NamesTarget ? PropertyDiffKind.UpdateReplace : PropertyDiffKind.Update,
        };
    }

    private static bool IsEmpty(PropertyValue? value) => value is null || (value.TryGetString(out var text) && text.Length == 0);

    private static PropertyValue? Value(Field field, ImmutableDictionary<string, PropertyValue> values) =>
        values.TryGetValue(field.Name, out var value) && !value.IsNull ? value : field.DefaultValue;
}
