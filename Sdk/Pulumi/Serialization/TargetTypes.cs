using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>The types that an [Output] property may have. One that the real SDK refuses is refused here too.</summary>
internal static class TargetTypes
{
    private static readonly ImmutableHashSet<Type> Plain =
    [
        typeof(bool), typeof(int), typeof(double), typeof(string), typeof(object), typeof(JsonElement),
        typeof(Asset), typeof(Archive), typeof(AssetOrArchive),
    ];

    private static readonly ImmutableHashSet<Type> Generic =
        [typeof(Nullable<>), typeof(Union<,>), typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>), typeof(Output<>)];

    public static void Check(string context, Type type) => Check(context, type, []);

    private static void Check(string context, Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type)
            || Plain.Contains(type)
            || type.IsAssignableTo(typeof(Resource))
            || (type.IsEnum && type.GetEnumUnderlyingType() == typeof(int))
            || type.IsDefined(typeof(EnumTypeAttribute)))
        {
            return;
        }

        if (type.IsConstructedGenericType && Generic.Contains(type.GetGenericTypeDefinition()))
        {
            foreach (var argument in type.GenericTypeArguments)
            {
                Check(context, argument, seen);
            }

            return;
        }

        if (!type.IsDefined(typeof(OutputTypeAttribute)))
        {
            throw new InvalidOperationException($"{context} has a {type.FullName}, which is no output type.");
        }

        var outputType = OutputType.Find(type) ?? throw new InvalidOperationException(
            $"{type.FullName} is an [OutputType] without an [OutputConstructor].");
        foreach (var member in outputType.Members)
        {
            Check($"{type.FullName}({member.Name})", member.Type, seen);
        }
    }
}
