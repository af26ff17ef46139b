using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Garbage;

/// <summary>An informer for every type that can own or be owned, and for each new one that a custom resource definition brings.</summary>
internal sealed class AllTypes(ControllerContext context, Func<IEnumerable<ResourceType>> types, CancellationToken stopping)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Informer> byName = new(StringComparer.Ordinal);
    private readonly List<Task> running = [];

    public event Action<Informer>? Found;

    public IReadOnlyList<Task> Running
    {
        get
        {
            lock (gate)
            {
                return [.. running];
            }
        }
    }

    public Informer? Find(string qualifiedName)
    {
        lock (gate)
        {
            return byName.GetValueOrDefault(qualifiedName);
        }
    }

    public Informer? FindKind(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : apiVersion[..slash];
        lock (gate)
        {
            return byName.Values.FirstOrDefault(informer => informer.Type.Group == group && informer.Type.Kind == kind);
        }
    }

    /// <summary>Takes up the types that are new; those that the controllers watch anyway are shared.</summary>
    public void Refresh()
    {
        foreach (var type in types())
        {
            // Nobody owns an Event, and there are more of them than of anything else.
            if (type == ResourceTypes.Events)
            {
                continue;
            }

            Informer informer;
            lock (gate)
            {
                if (byName.TryGetValue(type.QualifiedName, out var known) && known.Type == type)
                {
                    continue;
                }

                byName[type.QualifiedName] = informer = context.Cache.Find(type) ?? new Informer<Resource>(type);
            }
            Found?.Invoke(informer);
            if (context.Cache.Find(type) is not null)
            {
                continue;
            }

            lock (gate)
            {
                running.Add(informer.RunAsync(context.Client, context.Clock, context.OnFailure, stopping));
            }
        }
    }
}
