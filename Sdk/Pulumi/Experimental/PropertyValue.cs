using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pulumi.Experimental;

public enum PropertyValueType
{
    Null = 0,
    Bool = 1,
    Number = 2,
    String = 3,
    Array = 4,
    Map = 5,
    Asset = 6,
    Archive = 7,
    Resource = 8,
    Computed = 9,
}

public sealed class PropertyValue : IEquatable<PropertyValue>
{
    public static readonly PropertyValue Null = new(PropertyValueType.Null, value: null);

    public static readonly PropertyValue Computed = new(PropertyValueType.Computed, value: null);

    private readonly object? content;

    public PropertyValue(bool value) : this(PropertyValueType.Bool, value)
    {
    }

    public PropertyValue(double value) : this(PropertyValueType.Number, value)
    {
    }

    public PropertyValue(string value) : this(PropertyValueType.String, value)
    {
    }

    public PropertyValue(ImmutableArray<PropertyValue> value) : this(PropertyValueType.Array, value)
    {
    }

    public PropertyValue(ImmutableDictionary<string, PropertyValue> value) : this(PropertyValueType.Map, value)
    {
    }

    public PropertyValue(Asset value) : this(PropertyValueType.Asset, value)
    {
    }

    public PropertyValue(Archive value) : this(PropertyValueType.Archive, value)
    {
    }

    public PropertyValue(ResourceReference value) : this(PropertyValueType.Resource, value)
    {
    }

    private PropertyValue(PropertyValueType type, object? value) => (Type, content) = (type, value);

    public PropertyValueType Type { get; }

    public bool IsNull => Type == PropertyValueType.Null;

    public bool IsComputed => Type == PropertyValueType.Computed;

    public bool IsSecret { get; init; }

    public ImmutableHashSet<Urn> Dependencies { get; init; } = [];

    public T Match<T>(
        Func<T> nullCase,
        Func<bool, T> boolCase,
        Func<double, T> numberCase,
        Func<string, T> stringCase,
        Func<ImmutableArray<PropertyValue>, T> arrayCase,
        Func<ImmutableDictionary<string, PropertyValue>, T> mapCase,
        Func<Asset, T> assetCase,
        Func<Archive, T> archiveCase,
        Func<ResourceReference, T> resourceCase,
        Func<T> computedCase) =>
        content switch
        {
            bool value => boolCase(value),
            double value => numberCase(value),
            string value => stringCase(value),
            ImmutableArray<PropertyValue> value => arrayCase(value),
            ImmutableDictionary<string, PropertyValue> value => mapCase(value),
            Asset value => assetCase(value),
            Archive value => archiveCase(value),
            ResourceReference value => resourceCase(value),
            _ => IsComputed ? computedCase() : nullCase(),
        };

    public bool TryGetBool(out bool value) => TryGet(out value);

    public bool TryGetNumber(out double value) => TryGet(out value);

    public bool TryGetString([NotNullWhen(true)] out string? value) => TryGet(out value);

    public bool TryGetArray(out ImmutableArray<PropertyValue> value) => TryGet(out value);

    public bool TryGetMap([NotNullWhen(true)] out ImmutableDictionary<string, PropertyValue>? value) => TryGet(out value);

    public bool TryGetAsset([NotNullWhen(true)] out Asset? value) => TryGet(out value);

    public bool TryGetArchive([NotNullWhen(true)] out Archive? value) => TryGet(out value);

    public bool TryGetResource(out ResourceReference value) => TryGet(out value);

    public PropertyValue WithSecret(bool secret) => new(Type, content) { IsSecret = secret, Dependencies = Dependencies };

    public PropertyValue WithDependencies(ImmutableHashSet<Urn> dependencies) =>
        new(Type, content) { IsSecret = IsSecret, Dependencies = dependencies };

    public bool Equals(PropertyValue? other) =>
        other is not null
            && Type == other.Type
            && IsSecret == other.IsSecret
            && Dependencies.SetEquals(other.Dependencies)
            && (content, other.content) switch
            {
                (ImmutableArray<PropertyValue> ours, ImmutableArray<PropertyValue> theirs) => ours.SequenceEqual(theirs),
                (ImmutableDictionary<string, PropertyValue> ours, ImmutableDictionary<string, PropertyValue> theirs) =>
                    ours.Count == theirs.Count && ours.All(entry => entry.Value.Equals(theirs.GetValueOrDefault(entry.Key))),
                var (ours, theirs) => Equals(ours, theirs),
            };

    public override bool Equals(object? obj) => Equals(obj as PropertyValue);

    public override int GetHashCode() =>
        content switch
        {
            ImmutableArray<PropertyValue> list => HashCode.Combine(Type, IsSecret, list.Length),
            ImmutableDictionary<string, PropertyValue> map => HashCode.Combine(Type, IsSecret, map.Count),
            _ => HashCode.Combine(Type, IsSecret, content),
        };

    public override string? ToString()
    {
        var text = content switch
        {
            null => IsComputed ? "{unknown}" : "null",
            ImmutableArray<PropertyValue> list => $"[{string.Join(',', list)}]",
            ImmutableDictionary<string, PropertyValue> map => $"{{{string.Join(',', map.Select(entry => $"{entry.Key}:{entry.Value}"))}}}",
            _ => Convert.ToString(content, CultureInfo.InvariantCulture),
        };
        var secret = IsSecret ? " (secret)" : "";
        var dependencies = Dependencies.IsEmpty ? "" : $" (deps: {string.Join(", ", Dependencies)})";
        return text + secret + dependencies;
    }

    private bool TryGet<T>([NotNullWhen(true)] out T? value)
    {
        value = content is T held ? held : default;
        return content is T;
    }
}
