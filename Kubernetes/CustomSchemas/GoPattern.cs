using System.Text;
using System.Text.RegularExpressions;

namespace CniMigration.Kubernetes.CustomSchemas;

/// <summary>Turns a regular expression as Go reads it into one that means the same here.</summary>
internal static class GoPattern
{
    private static readonly Dictionary<string, string> Named = new()
    {
        ["[:alnum:]"] = "0-9A-Za-z",
        ["[:alpha:]"] = "A-Za-z",
        ["[:blank:]"] = "\\t ",
        ["[:digit:]"] = "0-9",
        ["[:lower:]"] = "a-z",
        ["[:space:]"] = "\\t\\n\\v\\f\\r ",
        ["[:upper:]"] = "A-Z",
        ["[:word:]"] = "0-9A-Za-z_",
        ["[:xdigit:]"] = "0-9A-Fa-f",
    };

    /// <summary>Throws an <see cref="ArgumentException"/> where it is none, and a <see cref="NotSupportedException"/> where Go knows no such thing.</summary>
    public static Regex Compile(string pattern) => new(Translate(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static string Translate(string pattern)
    {
        var result = new StringBuilder();
        var inClass = false;
        for (var index = 0; index < pattern.Length; index++)
        {
            var letter = pattern[index];
            if (letter == '\\' && index + 1 < pattern.Length)
            {
                result.Append(Escape(pattern[++index], inClass));
            }
            else if (inClass && Named.Keys.FirstOrDefault(name => string.CompareOrdinal(pattern, index, name, 0, name.Length) == 0) is { } named)
            {
                result.Append(Named[named]);
                index += named.Length - 1;
            }
            else if (inClass)
            {
                // .NET would take a bracket in a class for a subtraction.
                result.Append(letter == '[' ? "\\[" : letter.ToString());
                inClass = letter != ']';
            }
            else if (letter == '[')
            {
                inClass = true;
                result.Append(letter);
                index = CopyClassHead(pattern, index, result);
            }
            else if (letter == '$')
            {
                result.Append("\\z");
            }
            else if (letter == '(' && string.CompareOrdinal(pattern, index, "(?P<", 0, 4) == 0)
            {
                result.Append("(?<");
                index += 3;
            }
            else
            {
                result.Append(letter);
            }
        }

        return result.ToString();
    }

    // A bracket that comes first in a class is a plain one.
    private static int CopyClassHead(string pattern, int index, StringBuilder result)
    {
        if (index + 1 < pattern.Length && pattern[index + 1] == '^')
        {
            result.Append(pattern[++index]);
        }

        if (index + 1 < pattern.Length && pattern[index + 1] == ']')
        {
            result.Append("\\]");
            index++;
        }

        return index;
    }

    private static string Escape(char letter, bool inClass)
    {
        var set = char.ToLowerInvariant(letter) switch { 'd' => "0-9", 'w' => "0-9A-Za-z_", 's' => "\\t\\n\\f\\r ", _ => null };
        return set is null ? "\\" + letter
            : char.IsLower(letter) ? inClass ? set : $"[{set}]"
            : inClass ? "\\" + letter : $"[^{set}]";
    }
}
