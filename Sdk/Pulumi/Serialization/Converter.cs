using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Turns <see cref="Wire"/> values into what a property or a function's result is declared as. A misfit is a warning and a default value.
/// </summary>
internal sealed class Converter(Action<string> warn)
{
    public OutputData<object?> Convert(string context, object? wire, Type targetType)
    {
        var plain = Wire.Unwrap(wire);
        return new OutputData<object?>([], ConvertOrWarn(context, plain.Value, targetType), plain.IsKnown, plain.IsSecret);
    }

    public OutputData<T> Convert<T>(string context, object? wire)
    {
        var data = Convert(context, wire, typeof(T));
        return new OutputData<T>([], data.Value is null ? default! : (T)data.Value, data.IsKnown, data.IsSecret);
    }

    private object? ConvertOrWarn(string context, object? value, Type targetType)
    {
        var conversion = TryConvert(context, value, targetType);
        if (conversion.Error is { } error)
        {
            warn(error);
        }

        return conversion.Value;
    }

    private Conversion TryConvert(string context, object? value, Type targetType)
    {
        targetType = Nullable.GetUnderlyingType(targetType) is { } underlying && value is not null ? underlying : targetType;
        return value switch
        {
            null => new(targetType.IsValueType ? Activator.CreateInstance(targetType) : null),
            _ when targetType == typeof(object) => new(value),
            double number when targetType == typeof(int) => new((int)number),
            double number when targetType.IsEnum => new(Enum.ToObject(targetType, (int)number)),
            _ when targetType == typeof(JsonElement) => new(ToJsonElement(value)),
            _ when targetType.IsInstanceOfType(value) => new(value),
            _ when targetType.IsDefined(typeof(EnumTypeAttribute)) => TryConvertEnum(context, value, targetType),
            _ when IsGeneric(targetType, typeof(Union<,>)) => TryConvertUnion(context, value, targetType),
            ImmutableArray<object?> list when IsGeneric(targetType, typeof(ImmutableArray<>)) => new(ConvertList(context, list, targetType)),
            ImmutableDictionary<string, object?> map when IsGeneric(targetType, typeof(ImmutableDictionary<,>)) =>
                new(ConvertMap(context, map, targetType)),
            ImmutableDictionary<string, object?> map when OutputType.Find(targetType) is { } outputType =>
                new(outputType.Create(
                    member => ConvertOrWarn($"{targetType.FullName}({member.Name})", map.GetValueOrDefault(member.Name), member.Type))),
            _ => Misfit(context, value, targetType),
        };
    }

    private static Conversion Misfit(string context, object value, Type targetType) =>
        new(
            targetType.IsValueType ? Activator.CreateInstance(targetType) : null,
            $"{context} is a {value.GetType().FullName}, not a {targetType.FullName}");

    private static Conversion TryConvertEnum(string context, object value, Type targetType)
    {
        const BindingFlags AnyInstance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        return targetType.GetConstructor(AnyInstance, [value.GetType()]) is { } constructor
            ? new(constructor.Invoke([value]))
            : Misfit(context, value, targetType);
    }

    private Conversion TryConvertUnion(string context, object value, Type targetType)
    {
        foreach (var (index, type) in targetType.GenericTypeArguments.Index())
        {
            if (TryConvert($"{context}.AsT{index}", value, type) is { Error: null, Value: var converted })
            {
                return new(targetType.GetMethod($"FromT{index}")!.Invoke(null, [converted]));
            }
        }

        return Misfit(context, value, targetType);
    }

    private object ConvertList(string context, ImmutableArray<object?> list, Type targetType)
    {
        var elementType = targetType.GenericTypeArguments[0];
        var items = Array.CreateInstance(elementType, list.Length);
        foreach (var (index, item) in list.Index())
        {
            items.SetValue(ConvertOrWarn(context, item, elementType), index);
        }

        return Generic(nameof(FreezeList), elementType).Invoke(null, [items])!;
    }

    private object ConvertMap(string context, ImmutableDictionary<string, object?> map, Type targetType)
    {
        var elementType = targetType.GenericTypeArguments[1];
        var items = map.ToDictionary(entry => entry.Key, entry => ConvertOrWarn(context, entry.Value, elementType));
        return Generic(nameof(FreezeMap), elementType).Invoke(null, [items])!;
    }

    private static JsonElement ToJsonElement(object value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            WireJson.Write(writer, value);
        }

        return JsonElement.Parse(stream.ToArray());
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == definition;

    private static MethodInfo Generic(string method, Type elementType) =>
        typeof(Converter).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(elementType);

    private static ImmutableArray<T> FreezeList<T>(T[] items) => [.. items];

    private static ImmutableDictionary<string, T> FreezeMap<T>(Dictionary<string, object?> items) =>
        items.ToImmutableDictionary(entry => entry.Key, entry => entry.Value is null ? default! : (T)entry.Value);

    private readonly record struct Conversion(object? Value, string? Error = null);
}
