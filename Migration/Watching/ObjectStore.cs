namespace CniMigration.Migration.Watching;

/// <summary>The objects of one kind as they were last seen, by namespace and name.</summary>
internal sealed class ObjectStore<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock gate = new();
    private Dictionary<string, Dictionary<string, T>> byNamespace = [];
    private IReadOnlyList<T>? all;

    internal IReadOnlyList<T> All
    {
        get
        {
            lock (gate)
            {
                return all ??= [.. byNamespace.Values.SelectMany(objects => objects.Values)];
            }
        }
    }

    /// <summary>The objects of one namespace; those of kinds without are in the empty one.</summary>
    internal IReadOnlyList<T> In(string @namespace)
    {
        lock (gate)
        {
            return byNamespace.TryGetValue(@namespace, out var objects) ? [.. objects.Values] : [];
        }
    }

    internal T? Find(string @namespace, string name)
    {
        lock (gate)
        {
            return byNamespace.TryGetValue(@namespace, out var objects) ? objects.GetValueOrDefault(name) : null;
        }
    }

    /// <summary>
    /// Whether it shows an object as the server has answered it, or as it has become since; one that is gone has become so since. The versions of one kind
    /// are whole numbers that grow.
    /// </summary>
    internal bool Shows(T answered) =>
        Find(answered.Metadata.NamespaceProperty ?? "", answered.Metadata.Name) is not { } seen
        || !IsOlder(seen.Metadata.ResourceVersion, answered.Metadata.ResourceVersion);

    internal void Replace(IEnumerable<T> objects)
    {
        var fresh = new Dictionary<string, Dictionary<string, T>>();
        foreach (var item in objects)
        {
            In(fresh, item)[item.Metadata.Name] = item;
        }

        lock (gate)
        {
            (byNamespace, all) = (fresh, null);
        }
    }

    internal void Put(T item)
    {
        lock (gate)
        {
            In(byNamespace, item)[item.Metadata.Name] = item;
            all = null;
        }
    }

    internal void Remove(T item)
    {
        lock (gate)
        {
            In(byNamespace, item).Remove(item.Metadata.Name);
            all = null;
        }
    }

    private static bool IsOlder(string version, string than) =>
        version.Length != than.Length ? version.Length < than.Length : string.CompareOrdinal(version, than) < 0;

    private static Dictionary<string, T> In(Dictionary<string, Dictionary<string, T>> objects, T item)
    {
        var @namespace = item.Metadata.NamespaceProperty ?? "";
        return objects.TryGetValue(@namespace, out var own) ? own : objects[@namespace] = [];
    }
}
