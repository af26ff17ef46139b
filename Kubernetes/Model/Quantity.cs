using System.Text.Json.Serialization;

namespace CniMigration.Kubernetes.Model;

/// <summary>A Kubernetes quantity (`100m`, `1Gi`, `2`), kept in thousandths.</summary>
[JsonConverter(typeof(QuantityConverter))]
internal readonly record struct Quantity(Int128 Milli)
{
    private static readonly Dictionary<string, decimal> Suffixes = new(StringComparer.Ordinal)
    {
        ["n"] = 0.000000001m,
        ["u"] = 0.000001m,
        ["m"] = 0.001m,
        [""] = 1m,
        ["k"] = 1e3m,
        ["M"] = 1e6m,
        ["G"] = 1e9m,
        ["T"] = 1e12m,
        ["P"] = 1e15m,
        ["E"] = 1e18m,
        ["Ki"] = 1L << 10,
        ["Mi"] = 1L << 20,
        ["Gi"] = 1L << 30,
        ["Ti"] = 1L << 40,
        ["Pi"] = 1L << 50,
        ["Ei"] = 1L << 60,
    };

    /// <summary>The value in whole units, rounded up.</summary>
    public long Value => (long)((Milli + 999) / 1000);

    public static Quantity operator +(Quantity left, Quantity right) => new(left.Milli + right.Milli);

    public static Quantity operator -(Quantity left, Quantity right) => new(left.Milli - right.Milli);

    public static Quantity Max(Quantity left, Quantity right) => left.Milli >= right.Milli ? left : right;

    public static Quantity Parse(string text) =>
        TryParse(text, out var quantity)
            ? quantity
            : throw new FormatException($"'{text}' is not a quantity; expected a number with a suffix such as m, k, Mi or Gi.");

    public static bool TryParse(string text, out Quantity quantity)
    {
        quantity = default;
        var end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]) && text[end - 1] != '.')
        {
            end--;
        }

        var suffix = text[end..];
        if (!Suffixes.TryGetValue(suffix, out var factor))
        {
            return TryParseExponent(text, out quantity);
        }

        if (!decimal.TryParse(
            text.AsSpan(0, end), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return TryParseExponent(text, out quantity);
        }

        quantity = new Quantity((Int128)decimal.Ceiling(number * factor * 1000m));
        return true;
    }

    private static bool TryParseExponent(string text, out Quantity quantity)
    {
        var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        quantity = isNumber ? new Quantity((Int128)decimal.Ceiling(number * 1000m)) : default;
        return isNumber;
    }
}

internal sealed class QuantityConverter : JsonConverter<Quantity>
{
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => Quantity.TryParse(reader.GetString()!, out var quantity)
            ? quantity
            : throw new JsonException($"'{reader.GetString()}' is not a quantity."),
        JsonTokenType.Number => new Quantity((Int128)decimal.Ceiling(reader.GetDecimal() * 1000m)),
        _ => throw new JsonException($"A quantity cannot be a {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Milli % 1000 == 0 ? (value.Milli / 1000).ToString(CultureInfo.InvariantCulture) : $"{value.Milli}m");
}
