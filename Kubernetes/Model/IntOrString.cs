using System.Text.Json.Serialization;

namespace CniMigration.Kubernetes.Model;

/// <summary>A count or a percentage, as rollouts and budgets take them.</summary>
[JsonConverter(typeof(IntOrStringConverter))]
internal readonly record struct IntOrString(int Number, string? Text = null)
{
    public static implicit operator IntOrString(int number) => new(number);

    public static implicit operator IntOrString(string text) => new(0, text);

    public bool IsPercent => Text is not null;

    /// <summary>The count that this means out of <paramref name="total"/>.</summary>
    public int Of(int total, bool roundUp)
    {
        if (Text is null)
        {
            return Number;
        }

        if (!Text.EndsWith('%') || !int.TryParse(Text.AsSpan(0, Text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
        {
            throw new FormatException($"'{Text}' is neither a count nor a percentage.");
        }

        var share = (long)percent * total;
        return (int)(roundUp ? (share + 99) / 100 : share / 100);
    }

    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);
}

internal sealed class IntOrStringConverter : JsonConverter<IntOrString>
{
    public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => new IntOrString(reader.GetInt32()),
        JsonTokenType.String => new IntOrString(0, reader.GetString()),
        _ => throw new JsonException($"A count or percentage cannot be a {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
    {
        if (value.Text is null)
        {
            writer.WriteNumberValue(value.Number);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
