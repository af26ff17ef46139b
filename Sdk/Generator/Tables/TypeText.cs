using System.Text.RegularExpressions;
using CniMigration.Generator.Model;

namespace CniMigration.Generator.Tables;

/// <summary>Reads a type as a table writes it: <c>string[]</c> is a list, <c>string{}</c> a map, <c>int|string</c> either.</summary>
internal static class TypeText
{
    private static readonly Regex Name = new(@"^[A-Za-z]\w*(\.\w+)*$");

    /// <summary>The type, or null where the text is none.</summary>
    public static TypeReference? Parse(string text)
    {
        if (text.IndexOf('|') is >= 0 and var or)
        {
            return (Parse(text.Substring(0, or)), Parse(text.Substring(or + 1))) is ({ } first, { } second) ? new TypeReference.OneOf(first, second) : null;
        }

        if (text.EndsWith("[]", StringComparison.Ordinal))
        {
            return Parse(WithoutSuffix(text)) is { } item ? new TypeReference.ListOf(item) : null;
        }

        if (text.EndsWith("{}", StringComparison.Ordinal))
        {
            return Parse(WithoutSuffix(text)) is { } item ? new TypeReference.MapOf(item) : null;
        }

        return Name.IsMatch(text) ? new TypeReference.Named(text) : null;
    }

    private static string WithoutSuffix(string text) => text.Substring(0, text.Length - 2);
}
