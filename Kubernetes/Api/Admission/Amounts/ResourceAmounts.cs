namespace CniMigration.Kubernetes.Api.Admission.Amounts;

/// <summary>Amounts by resource name, written as Kubernetes writes quantities: in the largest unit that leaves no fraction.</summary>
internal sealed class ResourceAmounts
{
    private static readonly string[] DecimalUnits = ["", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinaryUnits = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    private readonly SortedDictionary<string, (Int128 Milli, bool IsBinary)> amounts = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => amounts.Keys;

    public static ResourceAmounts Parse(JsonNode? quantities)
    {
        var result = new ResourceAmounts();
        foreach (var (name, value) in quantities as JsonObject ?? [])
        {
            result.Add(name, value?.ToString() ?? "0");
        }

        return result;
    }

    public bool Has(string name) => amounts.ContainsKey(name);

    public Int128 Of(string name) => amounts.GetValueOrDefault(name).Milli;

    public void Add(string name, string quantity) => Add(name, Quantity.Parse(quantity).Milli, quantity.EndsWith('i'));

    public void Add(string name, Int128 milli, bool isBinary = false)
    {
        var (present, binary) = amounts.GetValueOrDefault(name);
        amounts[name] = (present + milli, present == 0 ? isBinary : binary);
    }

    public void Add(ResourceAmounts other, int factor = 1)
    {
        foreach (var (name, (milli, isBinary)) in other.amounts)
        {
            Add(name, milli * factor, isBinary);
        }
    }

    /// <summary>Raises what is less than in another set of amounts.</summary>
    public void RaiseTo(ResourceAmounts other)
    {
        foreach (var (name, amount) in other.amounts)
        {
            if (!amounts.TryGetValue(name, out var present) || present.Milli < amount.Milli)
            {
                amounts[name] = amount;
            }
        }
    }

    public ResourceAmounts Only(IEnumerable<string> names)
    {
        var result = new ResourceAmounts();
        foreach (var name in names)
        {
            result.amounts[name] = amounts.GetValueOrDefault(name);
        }

        return result;
    }

    public string Text(string name)
    {
        var (milli, isBinary) = amounts.GetValueOrDefault(name);
        if (milli % 1000 != 0)
        {
            return milli.ToString(CultureInfo.InvariantCulture) + "m";
        }

        var (value, factor, units, unit) = (milli / 1000, isBinary ? 1024 : 1000, isBinary ? BinaryUnits : DecimalUnits, 0);
        while (value != 0 && value % factor == 0 && unit < units.Length - 1)
        {
            (value, unit) = (value / factor, unit + 1);
        }

        return value.ToString(CultureInfo.InvariantCulture) + units[unit];
    }

    public JsonObject ToJson() => new(amounts.Keys.Select(name => KeyValuePair.Create(name, (JsonNode?)Text(name))));

    public override string ToString() => string.Join(',', amounts.Keys.Select(name => $"{name}={Text(name)}"));
}
