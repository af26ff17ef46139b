using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CniMigration.Kubernetes.Objects;

/// <summary>Reads YAML as Kubernetes does: as another way to write JSON.</summary>
public static class YamlDocuments
{
    /// <summary>The first document of a stream; null where there is none.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static JsonNode? ParseOne(string yaml) => ParseAll(yaml).FirstOrDefault();

    /// <summary>All documents of a stream; empty ones are left out.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static IEnumerable<JsonNode> ParseAll(string yaml)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(yaml);
        stream.Load(reader);
        foreach (var document in stream.Documents)
        {
            if (Convert(document.RootNode) is { } node)
            {
                yield return node;
            }
        }
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => ConvertMapping(mapping),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode scalar => ConvertScalar(scalar),
        _ => throw new YamlException($"YAML of type {node.NodeType} is not supported."),
    };

    private static JsonObject ConvertMapping(YamlMappingNode mapping)
    {
        var json = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            var name = key as YamlScalarNode ?? throw new YamlException(key.Start, key.End, "a key that is no scalar is not supported");
            json[name.Value ?? ""] = Convert(value);
        }

        return json;
    }

    private static JsonValue? ConvertScalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not ScalarStyle.Plain || scalar.Tag == "tag:yaml.org,2002:str")
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
            _ => ConvertNumber(text) ?? JsonValue.Create(text),
        };
    }

    private static JsonValue? ConvertNumber(string text)
    {
        const NumberStyles WholeStyle = NumberStyles.AllowLeadingSign;
        if (long.TryParse(text, WholeStyle, CultureInfo.InvariantCulture, out var whole))
        {
            // A leading zero is octal in YAML 1.1, which is how file modes are written.
            return text.Length > 1 && text[0] == '0' && text.All(digit => digit is >= '0' and <= '7')
                ? JsonValue.Create(System.Convert.ToInt64(text, 8))
                : JsonValue.Create(whole);
        }

        if (text.StartsWith("0o", StringComparison.Ordinal) && text.Length > 2 && text[2..].All(digit => digit is >= '0' and <= '7'))
        {
            return JsonValue.Create(System.Convert.ToInt64(text[2..], 8));
        }

        if (text.StartsWith("0x", StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
        {
            return JsonValue.Create(hex);
        }

        const NumberStyles FloatStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return char.IsAsciiDigit(text[^1]) && text.Any(char.IsAsciiDigit)
            && double.TryParse(text, FloatStyle, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;
    }
}
