using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>A class marked [OutputType], which its [OutputConstructor] makes.</summary>
internal sealed class OutputType
{
    private readonly ConstructorInfo constructor;

    private OutputType(ConstructorInfo constructor)
    {
        this.constructor = constructor;
        Members = [.. constructor.GetParameters().Select(parameter => new Member(WireName(parameter), parameter.ParameterType))];
    }

    /// <summary>The wire names and types of what it holds.</summary>
    public ImmutableArray<Member> Members { get; }

    public static OutputType? Find(Type type) => type.IsDefined(typeof(OutputTypeAttribute))
        && type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .SingleOrDefault(constructor => constructor.IsDefined(typeof(OutputConstructorAttribute))) is { } marked
        ? new OutputType(marked)
        : null;

    public object Create(Func<Member, object?> value) => constructor.Invoke([.. Members.Select(value)]);

    private static string WireName(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;

    internal readonly record struct Member(string Name, Type Type);
}
