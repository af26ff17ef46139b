using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>An amount such as 500m, 2 or 3Gi. It is written back as it was read; two are equal when they name the same amount.</summary>
[JsonConverter(typeof(ResourceQuantityJsonConverter))]
public class ResourceQuantity
{
    private static readonly Dictionary<string, (decimal Factor, SuffixFormat Format)> Suffixes = new(StringComparer.Ordinal)
    {
        ["n"] = (1e-9m, SuffixFormat.DecimalSI),
        ["u"] = (1e-6m, SuffixFormat.DecimalSI),
        ["m"] = (1e-3m, SuffixFormat.DecimalSI),
        [""] = (1m, SuffixFormat.DecimalSI),
        ["k"] = (1e3m, SuffixFormat.DecimalSI),
        ["M"] = (1e6m, SuffixFormat.DecimalSI),
        ["G"] = (1e9m, SuffixFormat.DecimalSI),
        ["T"] = (1e12m, SuffixFormat.DecimalSI),
        ["P"] = (1e15m, SuffixFormat.DecimalSI),
        ["E"] = (1e18m, SuffixFormat.DecimalSI),
        ["Ki"] = (1L << 10, SuffixFormat.BinarySI),
        ["Mi"] = (1L << 20, SuffixFormat.BinarySI),
        ["Gi"] = (1L << 30, SuffixFormat.BinarySI),
        ["Ti"] = (1L << 40, SuffixFormat.BinarySI),
        ["Pi"] = (1L << 50, SuffixFormat.BinarySI),
        ["Ei"] = (1L << 60, SuffixFormat.BinarySI),
    };

    private readonly string text;
    private readonly decimal amount;

    public ResourceQuantity(string v)
    {
        text = v?.Trim() ?? "0";
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or '+' or '-').Count();
        var number = decimal.Parse(text.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture);
        var suffix = text[digits..];
        if (Suffixes.TryGetValue(suffix, out var known))
        {
            (amount, Format) = (number * known.Factor, known.Format);
        }
        else if (suffix[0] is 'e' or 'E')
        {
            (amount, Format) = (decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), SuffixFormat.DecimalExponent);
        }
        else
        {
            throw new ArgumentException($"no suffix of quantities ends \"{v}\"", nameof(v));
        }
    }

    public enum SuffixFormat
    {
        DecimalExponent,
        BinarySI,
        DecimalSI,
    }

    public SuffixFormat Format { get; }

    public static implicit operator ResourceQuantity(string v) => new(v);

    public static implicit operator decimal(ResourceQuantity v) => v.ToDecimal();

    public static bool operator ==(ResourceQuantity left, ResourceQuantity right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ResourceQuantity left, ResourceQuantity right) => !(left == right);

    public bool Equals(ResourceQuantity other) => other is not null && amount == other.amount;

    public override bool Equals(object obj) => Equals(obj as ResourceQuantity);

    public override int GetHashCode() => amount.GetHashCode();

    public override string ToString() => text;

    public decimal ToDecimal() => amount;

    public double ToDouble() => (double)amount;

    public int ToInt32() => (int)amount;

    public long ToInt64() => (long)amount;

    public BigInteger ToBigInteger() => new(amount);
}

public sealed class ResourceQuantityJsonConverter : JsonConverter<ResourceQuantity>
{
    public override ResourceQuantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => new ResourceQuantity(reader.GetDecimal().ToString(CultureInfo.InvariantCulture)),
        _ => new ResourceQuantity(reader.GetString()),
    };

    public override void Write(Utf8JsonWriter writer, ResourceQuantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
