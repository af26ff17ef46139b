using System.Reflection;
using Pulumi.Serialization;

namespace Pulumi;

public abstract class InputArgs
{
    private const BindingFlags AnyInstance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    protected InputArgs()
    {
    }

    internal virtual Task<ImmutableDictionary<string, object?>> ToDictionaryAsync()
    {
        var type = GetType();
        var fields = type.GetFields(AnyInstance).Select(field => (Member: (MemberInfo)field, Value: field.GetValue(this)));
        var properties = type.GetProperties(AnyInstance)
            .Where(property => property.IsDefined(typeof(InputAttribute)))
            .Select(property => (Member: (MemberInfo)property, Value: property.GetValue(this)));
        var result = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var (member, value) in fields.Concat(properties))
        {
            if (member.GetCustomAttribute<InputAttribute>() is not { } input)
            {
                continue;
            }

            var fullName = $"[Input] {type.FullName}.{member.Name}";
            if (input.IsRequired && value is null)
            {
                throw new ArgumentNullException(member.Name, $"{fullName} must have a value");
            }

            result.Add(input.Name, input.Json ? ToJson(fullName, value) : value);
        }

        return Task.FromResult(result.ToImmutable());
    }

    private static Output<string>? ToJson(string context, object? value) =>
        value switch
        {
            null => null,
            IInput input => input.ToOutput().UntypedApply(known => Output.Create(WireJson.WriteAsync(context, known))),
            _ => Output.Create(WireJson.WriteAsync(context, value)),
        };
}

public abstract class ResourceArgs : InputArgs
{
    public static readonly ResourceArgs Empty = new EmptyArgs();

    protected ResourceArgs()
    {
    }

    private sealed class EmptyArgs : ResourceArgs;
}

public abstract class InvokeArgs : InputArgs
{
    public static readonly InvokeArgs Empty = new EmptyArgs();

    protected InvokeArgs()
    {
    }

    private sealed class EmptyArgs : InvokeArgs;
}

public sealed class DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) : ResourceArgs
{
    internal override Task<ImmutableDictionary<string, object?>> ToDictionaryAsync() => Task.FromResult(dictionary);
}

public sealed class DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) : InvokeArgs
{
    internal override Task<ImmutableDictionary<string, object?>> ToDictionaryAsync() => Task.FromResult(dictionary);
}
