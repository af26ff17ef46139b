using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace CniMigration.Stacks;

/// <summary>Reads one value after another and keeps every problem, so that all are told at once.</summary>
internal sealed class SettingsReader
{
    private readonly IReadOnlyDictionary<string, string> _config;
    private readonly List<string> _problems = [];

    public SettingsReader(IReadOnlyDictionary<string, string> config)
    {
        _config = config;
        var known = SettingKeys.All.Select(Full).ToHashSet(StringComparer.Ordinal);
        var unknown = config.Keys.Where(key => key.StartsWith($"{SettingKeys.Namespace}:", StringComparison.Ordinal) && !known.Contains(key));
        _problems.AddRange(unknown.Order(StringComparer.Ordinal).Select(key => $"{key}: there is no such key{Nearest(key, known)}"));
    }

    public Stage? Stage(SettingKey key)
    {
        if (!_config.TryGetValue(Full(key), out var value) || value.Length == 0)
        {
            Problem(
                key, "is missing",
                $"it has no default; one of {string.Join(", ", StageNames.All)}. Set it with: pulumi config set {key.Name} <name>");
            return null;
        }

        return StageOf(key, value);
    }

    public Stage? OptionalStage(SettingKey key) => Text(key) is { Length: > 0 } value ? StageOf(key, value) : null;

    public string Region()
    {
        var value = _config.GetValueOrDefault("aws:region", "");
        if (!SettingPatterns.Region.Regex.IsMatch(value))
        {
            _problems.Add($"aws:region: {(value.Length == 0 ? "is missing" : $"is \"{value}\"")}; allowed: {SettingPatterns.Region.Allowed}");
        }

        return value;
    }

    public string Matching(SettingKey key, SettingPattern pattern)
    {
        var value = Text(key);
        Require(pattern.Regex.IsMatch(value), key, value.Length == 0 ? "is empty" : $"is \"{value}\"", pattern.Allowed);
        return value;
    }

    public string? OptionalMatching(SettingKey key, SettingPattern pattern) => Text(key).Length == 0 ? null : Matching(key, pattern);

    public string OneOf(SettingKey key, params ReadOnlySpan<string> allowed)
    {
        var value = Text(key);
        Require(allowed.Contains(value), key, $"is \"{value}\"", string.Join(", ", allowed.ToArray()));
        return value;
    }

    public int Integer(SettingKey key, int least, int most)
    {
        var text = Text(key);
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        Require(isNumber && value >= least && value <= most, key, $"is \"{text}\"", $"a whole number from {least} to {most}");
        return value;
    }

    public bool Boolean(SettingKey key)
    {
        var text = Text(key);
        Require(text is "true" or "false", key, $"is \"{text}\"", "true or false");
        return text == "true";
    }

    public ImmutableArray<string> Names(SettingKey key, SettingPattern pattern)
    {
        var text = Text(key);
        if (!TryParseList(text, out var names))
        {
            Problem(key, $"is {text}", $"a JSON list of strings, such as {key.Default}");
            return [];
        }

        foreach (var name in names.Where(name => !pattern.Regex.IsMatch(name)))
        {
            Problem(key, $"holds \"{name}\"", pattern.Allowed);
        }

        Require(names.Distinct(StringComparer.Ordinal).Count() == names.Length, key, "names the same thing twice", "each name once");
        return names;
    }

    public void Require(bool holds, SettingKey key, string wrong, string allowed)
    {
        if (!holds)
        {
            Problem(key, wrong, allowed);
        }
    }

    /// <summary>A key that has no meaning here must be left alone: set to something else, it would be ignored in silence.</summary>
    public void Meaningless(SettingKey key, string because) =>
        Require(Text(key) == (key.Default ?? ""), key, $"is \"{Text(key)}\"", $"nothing: {because}. Remove it with: pulumi config rm {key.Name}");

    public void Finish()
    {
        if (_problems.Count > 0)
        {
            throw new SettingsException([.. _problems]);
        }
    }

    private static string Full(SettingKey key) => $"{SettingKeys.Namespace}:{key.Name}";

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

    private static string Nearest(string key, IEnumerable<string> known) =>
        known.FirstOrDefault(candidate => string.Equals(candidate, key, StringComparison.OrdinalIgnoreCase)
            || candidate.StartsWith(key, StringComparison.Ordinal) || key.StartsWith(candidate, StringComparison.Ordinal)) is { } near
            ? $"; did you mean {near}?"
            : $"; Pulumi.yaml lists all of them. Remove it with: pulumi config rm {key}";

    private Stage? StageOf(SettingKey key, string value)
    {
        if (StageNames.TryParse(value, out var stage))
        {
            return stage;
        }

        Problem(key, $"is \"{value}\"", $"one of {string.Join(", ", StageNames.All)}");
        return null;
    }

    private string Text(SettingKey key) => _config.GetValueOrDefault(Full(key), key.Default ?? "");

    private void Problem(SettingKey key, string wrong, string allowed) => _problems.Add($"{Full(key)}: {wrong}; allowed: {allowed}");
}
