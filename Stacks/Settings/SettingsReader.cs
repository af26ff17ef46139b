using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniMigration.Stacks.Settings;

/// <summary>Reads one key after another, with its default, and keeps every problem, so that all are told at once.</summary>
internal sealed class SettingsReader(IReadOnlyDictionary<string, string> config)
{
    private readonly List<SettingKey> keys = [];
    private readonly List<string> problems = [];

    /// <summary>The keys that were read, in turn.</summary>
    public IReadOnlyList<SettingKey> Keys => keys;

    /// <summary>A name that has to be set, to one of the allowed ones; empty where it is not.</summary>
    public string Required(string name, IReadOnlyList<string> allowed)
    {
        var value = Text(name, "string", null);
        if (value.Length == 0)
        {
            Problem(name, "is missing", $"it has no default; one of {string.Join(", ", allowed)}. Set it with: pulumi config set {name} <name>");
        }
        else
        {
            RequireOneOf(name, value, allowed);
        }

        return value;
    }

    /// <summary>One of the allowed names, or nothing.</summary>
    public string? Optional(string name, IReadOnlyList<string> allowed)
    {
        var value = Text(name, "string", "");
        if (value.Length == 0)
        {
            return null;
        }

        RequireOneOf(name, value, allowed);
        return value;
    }

    public string Region()
    {
        var value = config.GetValueOrDefault("aws:region", "");
        if (!SettingPatterns.Region.Regex.IsMatch(value))
        {
            problems.Add($"aws:region: {(value.Length == 0 ? "is missing" : $"is \"{value}\"")}; allowed: {SettingPatterns.Region.Allowed}");
        }

        return value;
    }

    public string? Profile() => config.GetValueOrDefault("aws:profile");

    public string Matching(string name, string @default, SettingPattern pattern) => Matched(name, Text(name, "string", @default), pattern);

    /// <summary>Text of the pattern, or nothing.</summary>
    public string? OptionalMatching(string name, string @default, SettingPattern pattern)
    {
        var value = Text(name, "string", @default);
        return value.Length == 0 ? null : Matched(name, value, pattern);
    }

    /// <summary>One of the allowed words, the first of which is the default.</summary>
    public string OneOf(string name, params ReadOnlySpan<string> allowed)
    {
        var value = Text(name, "string", allowed[0]);
        Require(allowed.Contains(value), name, $"is \"{value}\"", string.Join(", ", allowed.ToArray()));
        return value;
    }

    public int Integer(string name, int @default, int least, int most)
    {
        var text = Text(name, "integer", @default.ToString(CultureInfo.InvariantCulture));
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        Require(isNumber && value >= least && value <= most, name, $"is \"{text}\"", $"a whole number from {least} to {most}");
        return value;
    }

    public bool Boolean(string name, bool @default)
    {
        var text = Text(name, "boolean", @default ? "true" : "false");
        Require(text is "true" or "false", name, $"is \"{text}\"", "true or false");
        return text == "true";
    }

    /// <summary>A JSON list of names, none of them twice.</summary>
    public ImmutableArray<string> Names(string name, string @default, SettingPattern pattern)
    {
        var text = Text(name, "array", @default);
        if (!TryParseList(text, out var names))
        {
            Problem(name, $"is {text}", $"a JSON list of strings, such as {@default}");
            return [];
        }

        foreach (var bad in names.Where(each => !pattern.Regex.IsMatch(each)))
        {
            Problem(name, $"holds \"{bad}\"", pattern.Allowed);
        }

        Require(names.Distinct(StringComparer.Ordinal).Count() == names.Length, name, "names the same thing twice", "each name once");
        return names;
    }

    /// <summary>A JSON object without the keys that somebody else holds, each of which is told with the reason.</summary>
    public JsonObject Object(string name, Func<JsonObject, IEnumerable<string>> heldIn, IReadOnlyDictionary<string, string> reasons)
    {
        var text = Text(name, "object", "{}");
        if (!TryParseObject(text, out var value))
        {
            Problem(name, $"is {text}", "a JSON object without nulls, such as {\"hubble\":{\"enabled\":true}}");
            return [];
        }

        foreach (var held in heldIn(value))
        {
            Problem(name, $"holds {held}", $"every value but those that the migration holds, and this is one: {reasons[held]}");
        }

        return value;
    }

    public void Require(bool holds, string name, string wrong, string allowed)
    {
        if (!holds)
        {
            Problem(name, wrong, allowed);
        }
    }

    /// <summary>A key that has no meaning here must be left alone: set to something else, it would be ignored in silence.</summary>
    public void Meaningless(string name, string because)
    {
        var key = keys.Single(known => known.Name == name);
        var text = TextOf(key);
        Require(text == (key.Default ?? ""), name, $"is \"{text}\"", $"nothing: {because}. Remove it with: pulumi config rm {name}");
    }

    /// <summary>Throws one <see cref="SettingsException"/> that tells all problems, keys that nobody read among them.</summary>
    public void Finish()
    {
        var known = keys.Select(key => key.FullName).ToHashSet(StringComparer.Ordinal);
        var unknown = config.Keys.Where(key => key.StartsWith($"{SettingKey.Namespace}:", StringComparison.Ordinal) && !known.Contains(key));
        ImmutableArray<string> all = [.. unknown.Order(StringComparer.Ordinal).Select(key => $"{key}: there is no such key{Nearest(key, known)}"), .. problems];
        if (!all.IsEmpty)
        {
            throw new SettingsException(all);
        }
    }

    private static bool TryParseList(string text, out ImmutableArray<string> names)
    {
        names = [];
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Array
                || document.RootElement.EnumerateArray().Any(element => element.ValueKind != JsonValueKind.String))
            {
                return false;
            }

            names = [.. document.RootElement.EnumerateArray().Select(element => element.GetString()!)];
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryParseObject(string text, out JsonObject value)
    {
        value = [];
        try
        {
            if (JsonNode.Parse(text) is not JsonObject parsed || HoldsNull(parsed))
            {
                return false;
            }

            value = parsed;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Pulumi hands no null on to Helm, where one would take a default away.
    private static bool HoldsNull(JsonNode? node) => node switch
    {
        null => true,
        JsonObject section => section.Any(pair => HoldsNull(pair.Value)),
        JsonArray list => list.Any(HoldsNull),
        _ => false,
    };

    private static string Nearest(string key, IEnumerable<string> known) =>
        known.FirstOrDefault(candidate => string.Equals(candidate, key, StringComparison.OrdinalIgnoreCase)
            || candidate.StartsWith(key, StringComparison.Ordinal) || key.StartsWith(candidate, StringComparison.Ordinal)) is { } near
            ? $"; did you mean {near}?"
            : $"; Pulumi.yaml lists all of them. Remove it with: pulumi config rm {key}";

    private string Matched(string name, string value, SettingPattern pattern)
    {
        Require(pattern.Regex.IsMatch(value), name, value.Length == 0 ? "is empty" : $"is \"{value}\"", pattern.Allowed);
        return value;
    }

    private void RequireOneOf(string name, string value, IReadOnlyList<string> allowed) =>
        Require(allowed.Contains(value), name, $"is \"{value}\"", $"one of {string.Join(", ", allowed)}");

    private string Text(string name, string type, string? @default)
    {
        var key = new SettingKey(name, type, @default);
        keys.Add(key);
        return TextOf(key);
    }

    private string TextOf(SettingKey key) => config.GetValueOrDefault(key.FullName, key.Default ?? "");

    private void Problem(string name, string wrong, string allowed) => problems.Add($"{SettingKey.Namespace}:{name}: {wrong}; allowed: {allowed}");
}
