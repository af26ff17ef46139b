using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Pulumi;
using Pulumi.Utilities;

namespace CniMigration.Rehearsal.Engine;

/// <summary>Finds what a resource's arguments depend on, and which of them are not known yet.</summary>
internal static class InputReader
{
    private const int DeepestNesting = 64;

    private static readonly MethodInfo ToOutput = typeof(InputReader).GetMethod(nameof(OutputOf), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo Inspect = typeof(InputReader).GetMethod(nameof(InspectAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly ConcurrentDictionary<Type, ImmutableArray<Member>> Members = [];

    private sealed record Member(string WireName, Func<object, object?> Get);

    private sealed record Inspected(ImmutableHashSet<Resource> Dependencies, bool Known, object? Value);

    public static async Task<(IReadOnlySet<Resource> Dependencies, ImmutableHashSet<string> Unknown)> ReadAsync(InputArgs? args)
    {
        var dependencies = new HashSet<Resource>();
        var unknown = ImmutableHashSet.CreateBuilder<string>();
        foreach (var member in args is null ? [] : MembersOf(args.GetType()))
        {
            if (!await WalkAsync(member.Get(args!), dependencies, 0))
            {
                unknown.Add(member.WireName);
            }
        }

        return (dependencies, unknown.ToImmutable());
    }

    public static async Task<IReadOnlySet<Resource>> ResourcesAsync(InputList<Resource> resources)
    {
        var dependencies = new HashSet<Resource>();
        await WalkAsync(resources, dependencies, 0);
        return dependencies;
    }

    /// <summary>Adds what a value depends on; false where it, or something in it, is not known.</summary>
    private static async Task<bool> WalkAsync(object? value, HashSet<Resource> dependencies, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new EngineException("A resource's inputs are nested too deeply to be read.");
        }

        switch (value)
        {
            case null or string:
                return true;
            case Resource resource:
                dependencies.Add(resource);
                return true;
            case InputArgs args:
                return await AllAsync(MembersOf(args.GetType()).Select(member => member.Get(args)), dependencies, depth);
        }

        if (OutputBehind(value) is { } output)
        {
            var inspected = await (Task<Inspected>)Inspect.MakeGenericMethod(output.GetType().GetGenericArguments()[0]).Invoke(null, [output])!;
            dependencies.UnionWith(inspected.Dependencies);
            return inspected.Known && await WalkAsync(inspected.Value, dependencies, depth + 1);
        }

        return value switch
        {
            IDictionary map => await AllAsync(map.Values.Cast<object?>(), dependencies, depth),
            _ when Generic(value.GetType(), typeof(ImmutableArray<>)) is not null && IsDefaultArray(value) => true,
            IEnumerable list => await AllAsync(list.Cast<object?>(), dependencies, depth),
            _ when Generic(value.GetType(), typeof(Union<,>)) is { } union =>
                await WalkAsync(union.GetProperty("Value")!.GetValue(value), dependencies, depth + 1),
            _ => true,
        };
    }

    private static async Task<bool> AllAsync(IEnumerable<object?> values, HashSet<Resource> dependencies, int depth)
    {
        var known = true;
        foreach (var value in values)
        {
            known &= await WalkAsync(value, dependencies, depth + 1);
        }

        return known;
    }

    private static object? OutputBehind(object value)
    {
        if (Generic(value.GetType(), typeof(Output<>)) is not null)
        {
            return value;
        }

        return Generic(value.GetType(), typeof(Input<>)) is { } input
            ? ToOutput.MakeGenericMethod(input.GetGenericArguments()[0]).Invoke(null, [value])
            : null;
    }

    private static bool IsDefaultArray(object array) => (bool)array.GetType().GetProperty(nameof(ImmutableArray<object>.IsDefault))!.GetValue(array)!;

    private static Type? Generic(Type? type, Type definition)
    {
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == definition))
        {
            type = type.BaseType;
        }

        return type;
    }

    private static Output<T> OutputOf<T>(Input<T> input) => input.ToOutput();

    private static async Task<Inspected> InspectAsync<T>(Output<T> output)
    {
        var dependencies = await OutputUtilities.GetDependenciesAsync(output);
        return await OutputUtilities.GetIsKnownAsync(output)
            ? new Inspected(dependencies, true, await OutputUtilities.GetValueAsync(output))
            : new Inspected(dependencies, false, null);
    }

    private static ImmutableArray<Member> MembersOf(Type type) => Members.GetOrAdd(type, static type =>
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var members = ImmutableArray.CreateBuilder<Member>();
        for (var current = type; current is not null && current != typeof(InputArgs); current = current.BaseType)
        {
            members.AddRange(current.GetProperties(Declared).Where(property => property.GetMethod is not null)
                .SelectMany(property => WireName(property) is { } name ? [new Member(name, property.GetValue)] : Array.Empty<Member>()));
            members.AddRange(current.GetFields(Declared)
                .SelectMany(field => WireName(field) is { } name ? [new Member(name, field.GetValue)] : Array.Empty<Member>()));
        }

        return members.ToImmutable();
    });

    private static string? WireName(MemberInfo member) => member.GetCustomAttributesData()
        .FirstOrDefault(attribute => attribute.AttributeType == typeof(InputAttribute))?.ConstructorArguments[0].Value as string;
}
