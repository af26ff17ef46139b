using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The promise behind one [Output] property of a resource, kept once the resource is registered.</summary>
internal abstract class OutputCompletionSource
{
    public abstract Type TargetType { get; }

    protected abstract object Output { get; }

    public abstract void SetValue(OutputData<object?> data);

    public abstract void TrySetException(Exception exception);

    public abstract void TrySetDefault(bool isKnown);

    /// <summary>
    /// Gives every [Output] property of a resource its output. A local component's own properties are left alone: its constructor sets them.
    /// </summary>
    public static ImmutableDictionary<string, OutputCompletionSource> Initialize(Resource resource, bool remote)
    {
        var sources = ImmutableDictionary.CreateBuilder<string, OutputCompletionSource>();
        foreach (var property in resource.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<OutputAttribute>() is not { } attribute
                || (resource is ComponentResource && !remote && property.DeclaringType != typeof(Resource)))
            {
                continue;
            }

            var name = attribute.Name ?? property.Name;
            if (!property.PropertyType.IsConstructedGenericType || property.PropertyType.GetGenericTypeDefinition() != typeof(Output<>))
            {
                throw RunException.OutputsHaveIncorrectType([name]);
            }

            var declared = property.DeclaringType!.GetProperty(property.Name)!;
            if (declared.GetSetMethod(nonPublic: true) is not { } setter)
            {
                throw new InvalidOperationException($"The output {resource.GetType().FullName}.{property.Name} needs a setter.");
            }

            var type = property.PropertyType.GenericTypeArguments[0];
            TargetTypes.Check($"[Output] {resource.GetType().FullName}.{property.Name}", type);
            var source = (OutputCompletionSource)Activator.CreateInstance(typeof(OutputCompletionSource<>).MakeGenericType(type), resource)!;
            setter.Invoke(resource, [source.Output]);
            sources.Add(name, source);
        }

        return sources.ToImmutable();
    }
}

internal sealed class OutputCompletionSource<T> : OutputCompletionSource
{
    private readonly ImmutableHashSet<Resource> resources;
    private readonly TaskCompletionSource<OutputData<T>> completion = new();

    public OutputCompletionSource(Resource resource)
    {
        resources = [resource];
        // The registration that completes it is tracked; a resource whose constructor fails never gets that far.
        Output = new Output<T>(completion.Task, tracker: null);
    }

    public override Type TargetType => typeof(T);

    protected override Output<T> Output { get; }

    public override void SetValue(OutputData<object?> data) =>
        completion.SetResult(new OutputData<T>(
            resources.Union(data.Resources), data.Value is null ? default! : (T)data.Value, data.IsKnown, data.IsSecret));

    public override void TrySetException(Exception exception) => completion.TrySetException(exception);

    public override void TrySetDefault(bool isKnown) =>
        completion.TrySetResult(new OutputData<T>(resources, default!, isKnown, IsSecret: false));
}
