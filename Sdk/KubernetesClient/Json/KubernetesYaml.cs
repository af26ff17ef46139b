using System.Buffers;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace k8s;

public static class KubernetesYaml
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    public static TValue Deserialize<TValue>(string yaml, bool strict = false)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents is [var document, ..] ? KubernetesJson.Deserialize<TValue>(ToJson(document.RootNode)) : default;
    }

    public static TValue Deserialize<TValue>(Stream yaml, bool strict = false)
    {
        using var reader = new StreamReader(yaml);
        return Deserialize<TValue>(reader.ReadToEnd(), strict);
    }

    private static JsonNode ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new YamlException($"{node.NodeType} is not understood here"),
    };

    private static JsonNode Plain(string value) => value switch
    {
        null or "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when IsJsonNumber(value) => JsonNode.Parse(value),
        _ => JsonValue.Create(value),
    };

    private static bool IsJsonNumber(string value)
    {
        var digits = value.AsSpan().TrimStart('-');
        return digits.Length > 0 && digits.Length >= value.Length - 1
            && char.IsAsciiDigit(digits[0]) && char.IsAsciiDigit(digits[^1])
            && !digits.ContainsAnyExcept(NumberCharacters) && digits.Count('.') <= 1
            && (digits[0] != '0' || digits.Length == 1 || digits[1] == '.');
    }
}
