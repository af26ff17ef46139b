using System.Text.RegularExpressions;
using CniMigration.Generator.Model;

namespace CniMigration.Generator.Tables;

/// <summary>Reads a line of properties that share a type: <c>name, name: type in! out as Name</c>.</summary>
internal static class PropertyLine
{
    private const string Shape = "a line of properties is `name, name: type`, then `in` or `in!`, `out` or `out?`, `plain`, `as Name`";

    private static readonly Regex Line = new(@"^(?<names>\w+(, *\w+)*): *(?<type>\S+)(?<way>( +(in!?|out\??|plain))*)( +as +(?<as>\w+))?$");

    /// <summary>The properties, or what is wrong with the line; <paramref name="way"/> is where they go when it does not say, null when it has to.</summary>
    public static (ImmutableArray<Property> Properties, string? Problem) Parse(string text, int line, string? way)
    {
        if (Line.Match(text) is not { Success: true } match)
        {
            return ([], $"'{text}' cannot be read: {Shape}.");
        }

        if (TypeText.Parse(match.Groups["type"].Value) is not { } type)
        {
            return ([], $"'{match.Groups["type"].Value}' is no type: a type is `name`, `name[]` (a list), `name{{}}` (a map) or `name|name` (either).");
        }

        var words = match.Groups["way"].Value.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (words.All(word => word is "plain"))
        {
            if (way is null)
            {
                return ([], $"'{text}' says neither in nor out: {Shape}.");
            }

            words = [.. words, way];
        }

        var names = match.Groups["names"].Value.Split(',').Select(name => name.Trim()).ToList();
        if (match.Groups["as"] is { Success: true } && names.Count > 1)
        {
            return ([], $"'{text}' gives one C# name to {names.Count} properties: {Shape}.");
        }

        return ([.. names.Select(name => Of(name))], null);

        Property Of(string wire) => new(
            wire, match.Groups["as"] is { Success: true } renamed ? renamed.Value : Property.Pascal(wire), type,
            words.Contains("in!") ? Inward.Required : words.Contains("in") ? Inward.Optional : Inward.No,
            words.Contains("out?") ? Outward.Nullable : words.Contains("out") ? Outward.Always : Outward.No,
            line)
        {
            IsPlain = words.Contains("plain"),
        };
    }
}
