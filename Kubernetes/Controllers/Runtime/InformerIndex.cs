namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>An informer's objects by one value, such as the pods of a node.</summary>
internal sealed class InformerIndex<T>(Lock gate, Func<T, string?> valueOf)
    where T : Resource
{
    private readonly Dictionary<string, Dictionary<string, T>> groups = new(StringComparer.Ordinal);

    /// <summary>The objects with a value, at this moment.</summary>
    public T[] this[string value]
    {
        get
        {
            lock (gate)
            {
                return groups.TryGetValue(value, out var group) ? [.. group.Values] : [];
            }
        }
    }

    internal void Replace(T? old, T? current)
    {
        if (old is not null && valueOf(old) is { Length: > 0 } before && groups.TryGetValue(before, out var left))
        {
            left.Remove(old.Key);
            if (left.Count == 0)
            {
                groups.Remove(before);
            }
        }
        if (current is not null && valueOf(current) is { Length: > 0 } after)
        {
            if (!groups.TryGetValue(after, out var joined))
            {
                groups[after] = joined = new Dictionary<string, T>(StringComparer.Ordinal);
            }

            joined[current.Key] = current;
        }
    }
}
