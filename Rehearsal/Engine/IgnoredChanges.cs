using System.Globalization;
using System.Text.RegularExpressions;

namespace CniMigration.Rehearsal.Engine;

/// <summary>Puts the old values back under the paths that ignoreChanges names: <c>a</c>, <c>a.b</c>, <c>a["b.c"]</c>, <c>a[0]</c>, <c>*</c>.</summary>
internal static partial class IgnoredChanges
{
    public static JsonObject Apply(JsonObject inputs, JsonObject oldInputs, ImmutableArray<string> paths)
    {
        var result = Values.Copy(inputs);
        foreach (var path in paths)
        {
            Restore(result, oldInputs, [.. Segment().Matches(path).Select(Read)]);
        }

        return result;
    }

    private static void Restore(JsonNode target, JsonNode? old, ReadOnlySpan<string> path)
    {
        switch (target)
        {
            case JsonObject map:
                var before = old as JsonObject;
                string[] keys = path[0] == "*" ? [.. map.Select(property => property.Key).Union(before?.Select(property => property.Key) ?? [])] : [path[0]];
                foreach (var key in keys)
                {
                    RestoreProperty(map, before, key, path[1..]);
                }

                break;

            case JsonArray list when old is JsonArray former:
                for (var index = 0; index < Math.Min(list.Count, former.Count); index++)
                {
                    if (path[0] != "*" && path[0] != index.ToString(CultureInfo.InvariantCulture))
                    {
                        continue;
                    }

                    if (path.Length == 1)
                    {
                        list[index] = former[index]?.DeepClone();
                    }
                    else if (list[index] is { } element)
                    {
                        Restore(element, former[index], path[1..]);
                    }
                }

                break;
        }
    }

    private static void RestoreProperty(JsonObject map, JsonObject? before, string key, ReadOnlySpan<string> rest)
    {
        if (!rest.IsEmpty)
        {
            if (map[key] is { } child)
            {
                Restore(child, before?[key], rest);
            }
        }
        else if (before?[key] is { } value)
        {
            map[key] = value.DeepClone();
        }
        else
        {
            map.Remove(key);
        }
    }

    private static string Read(Match match) => match.Groups["quoted"].Success ? match.Groups["quoted"].Value
        : match.Groups["index"].Success ? match.Groups["index"].Value
        : match.Groups["name"].Value;

    [GeneratedRegex("""\["(?<quoted>[^"]*)"\]|\[(?<index>\d+|\*)\]|(?<name>[^.\[\]]+)""")]
    private static partial Regex Segment();
}
