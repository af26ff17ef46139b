using System.Reflection;
using Pulumi;
using Pulumi.Utilities;

namespace CniMigration.Rehearsal.Engine;

/// <summary>Reads the stack's outputs once the program is done.</summary>
internal static class StackOutputs
{
    /// <summary>Stands for a secret; the value itself is never read.</summary>
    public const string Secret = "[secret]";

    private static readonly MethodInfo Read = typeof(StackOutputs).GetMethod(nameof(ReadOutputAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task<ImmutableDictionary<string, object?>> ReadAsync(IDictionary<string, object?> outputs)
    {
        var result = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var (name, value) in outputs)
        {
            result[name] = TypeOfOutput(value) is { } type ? await (Task<object?>)Read.MakeGenericMethod(type).Invoke(null, [value])! : value;
        }

        return result.ToImmutable();
    }

    /// <summary>Those that hang on no resource: a run that fails has no others.</summary>
    public static ImmutableDictionary<string, object?> Plain(IDictionary<string, object?> outputs) =>
        outputs.Where(output => TypeOfOutput(output.Value) is null).ToImmutableDictionary();

    /// <summary>The first line of a failure that the SDK reports as text with a stack trace.</summary>
    public static string FirstLine(Exception failure)
    {
        var lines = (failure is AggregateException many ? many.InnerExceptions[0] : failure).Message.Split('\n', StringSplitOptions.TrimEntries);
        return lines.Length > 1 && lines[0].StartsWith("Running program", StringComparison.Ordinal) ? lines[1] : lines[0];
    }

    private static Type? TypeOfOutput(object? value) => value?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Output<>)
        ? type.GetGenericArguments()[0]
        : null;

    private static async Task<object?> ReadOutputAsync<T>(Output<T> output)
    {
        if (!await OutputUtilities.GetIsKnownAsync(output))
        {
            return null;
        }

        return await Output.IsSecretAsync(output) ? Secret : await OutputUtilities.GetValueAsync(output);
    }
}
