using System.Text;
using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Api.Tables;

/// <summary>The JSONPath of a custom resource's printer column: fields, indexes, and filters that compare for equality.</summary>
internal sealed class PrinterPath(IReadOnlyList<string> steps)
{
    public static PrinterPath Parse(string path)
    {
        var steps = new List<string>();
        var step = new StringBuilder();
        var depth = 0;
        foreach (var letter in path)
        {
            if (depth == 0 && letter is '.' or '[')
            {
                Flush(steps, step);
            }

            depth += letter switch { '[' => 1, ']' => -1, _ => 0 };
            if (letter != '.' || depth > 0)
            {
                step.Append(letter == '\\' ? "" : letter.ToString());
            }
        }

        Flush(steps, step);
        return new PrinterPath(steps);
    }

    public JsonNode? Show(TableRow row, string type)
    {
        var found = steps.Aggregate((IEnumerable<JsonElement>)[row.Json], (elements, step) => elements.SelectMany(element => Follow(element, step))).ToList();
        if (found.Count == 0)
        {
            return null;
        }

        return type switch
        {
            "date" => Cells.Since(found[0], row.Now),
            "integer" when found[0].ValueKind == JsonValueKind.Number => found[0].Number(),
            _ => string.Join(',', found.Select(each => each.Text())),
        };
    }

    private static void Flush(List<string> steps, StringBuilder step)
    {
        if (step.Length > 0)
        {
            steps.Add(step.ToString());
            step.Clear();
        }
    }

    private static IEnumerable<JsonElement> Follow(JsonElement element, string step)
    {
        if (step[0] != '[')
        {
            return element.At(step) is { ValueKind: not JsonValueKind.Undefined } field ? [field] : [];
        }

        var inside = step[1..^1].Trim();
        if (inside == "*")
        {
            return element.Each();
        }

        if (int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return element.Each().Skip(index).Take(1);
        }

        if (inside.StartsWith("?(@.", StringComparison.Ordinal))
        {
            var condition = inside["?(@.".Length..^1].Split("==", 2, StringSplitOptions.TrimEntries);
            var value = condition.Length == 2 ? condition[1].Trim('"', '\'') : null;
            return element.Each().Where(each => value is null
                ? each.At(condition[0]).ValueKind != JsonValueKind.Undefined
                : each.At(condition[0].Split('.')).Text() == value);
        }

        return element.At(inside.Trim('"', '\'')) is { ValueKind: not JsonValueKind.Undefined } quoted ? [quoted] : [];
    }
}
