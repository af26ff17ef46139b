using System.Diagnostics.CodeAnalysis;

namespace CniMigration.Tests.Architecture.Sights;

// One type a way to use another: each names Seen.Target once, and nothing else does for it.

internal static class InMethod
{
    public static string Use() => new Seen.Target().Name;
}

internal static class InAsyncMethod
{
    public static async Task<string> UseAsync()
    {
        await Task.Yield();
        return new Seen.Target().Name;
    }
}

internal static class InIterator
{
    public static IEnumerable<string> Use()
    {
        yield return new Seen.Target().Name;
    }
}

internal static class InLambda
{
    public static Func<string> Use() => () => new Seen.Target().Name;
}

internal static class InAsyncLambda
{
    public static Func<Task<string>> Use() => async () =>
    {
        await Task.Yield();
        return new Seen.Target().Name;
    };
}

internal static class InAsyncLocalFunction
{
    public static Task<string> UseAsync(string prefix)
    {
        return NameAsync();

        async Task<string> NameAsync()
        {
            await Task.Yield();
            return prefix + new Seen.Target().Name;
        }
    }
}

internal static class InInitializer
{
    public static readonly string Name = new Seen.Target().Name;
}

internal static class InPattern
{
    public static bool Use(object value) => value is Seen.Target;
}

internal static class InTypeOf
{
    public static Type Use() => typeof(Seen.Target);
}

internal static class AsArgument
{
    public static bool Use(Seen.Target? target) => target is null;
}

internal static class AsGenericArgument
{
    public static object Use() => new List<Seen.Target>();
}

internal static class AsMethodsGenericArgument
{
    public static object Use() => Array.Empty<Seen.Target>();
}

internal static class AsConstraint
{
    public static string Use<T>(T value)
        where T : Seen.Target
        => value.ToString()!;
}

[SuppressMessage("Performance", "CA1812", Justification = "It is only read.")]
internal sealed class AsBase : Seen.Target;

[Seen.Mark]
internal static class AsAttribute;
