using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s.Models;

[JsonConverter(typeof(IntOrStringJsonConverter))]
public class IntOrString
{
    public string Value { get; private init; }

    public static implicit operator IntOrString(int v) => v.ToString(CultureInfo.InvariantCulture);

    public static implicit operator IntOrString(long v) => v.ToString(CultureInfo.InvariantCulture);

    public static implicit operator string(IntOrString v) => v?.Value;

    public static implicit operator IntOrString(string v) => new() { Value = v };

    public override string ToString() => Value;

    public int ToInt() => int.Parse(Value, CultureInfo.InvariantCulture);
}

public sealed class IntOrStringJsonConverter : JsonConverter<IntOrString>
{
    public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => reader.GetInt64(),
        _ => throw new NotSupportedException($"expected a number or a string, found {reader.TokenType}"),
    };

    public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
    {
        if (long.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(value.Value);
        }
    }
}
