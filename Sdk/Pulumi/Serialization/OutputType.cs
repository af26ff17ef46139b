using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pulumi.Serialization;

/// <summary>
/// A class marked [OutputType]: made by its [OutputConstructor], as in the real SDK, or, where a bundled type declares none, field by field.
/// </summary>
internal sealed class OutputType
{
    private const BindingFlags AnyInstance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private readonly Type _type;
    private readonly ConstructorInfo? _constructor;

    private OutputType(Type type, ConstructorInfo? constructor) => (_type, _constructor) = (type, constructor);

    /// <summary>The wire names and types of what it holds.</summary>
    public ImmutableArray<Member> Members
        => _constructor is { } constructor
            ? [.. constructor.GetParameters().Select(parameter => new Member(WireName(parameter), parameter.ParameterType))]
            : [.. Fields.Select(held => new Member(char.ToLowerInvariant(held.Name[0]) + held.Name[1..], held.FieldType))];

    private FieldInfo[] Fields => _type.GetFields(BindingFlags.Public | BindingFlags.Instance);

    public static OutputType? Find(Type type)
    {
        if (!type.IsDefined(typeof(OutputTypeAttribute)))
        {
            return null;
        }

        var constructors = type.GetConstructors(AnyInstance);
        var marked = constructors.SingleOrDefault(constructor => constructor.IsDefined(typeof(OutputConstructorAttribute)));
        return marked is null && constructors.Any(constructor => constructor.IsPublic) ? null : new OutputType(type, marked);
    }

    public object Create(Func<Member, object?> value)
    {
        if (_constructor is { } constructor)
        {
            return constructor.Invoke([.. Members.Select(value)]);
        }

        var instance = RuntimeHelpers.GetUninitializedObject(_type);
        foreach (var (field, member) in Fields.Zip(Members))
        {
            field.SetValue(instance, value(member));
        }

        return instance;
    }

    private static string WireName(ParameterInfo parameter)
        => parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;

    internal readonly record struct Member(string Name, Type Type);
}
