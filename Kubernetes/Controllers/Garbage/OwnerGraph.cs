using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Garbage;

/// <summary>Who depends on whom, by uid.</summary>
internal sealed class OwnerGraph
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, HashSet<GraphKey>> dependents = new(StringComparer.Ordinal);

    public void Apply(Informer informer, Change<Resource> change)
    {
        var key = new GraphKey(informer, change.Latest.Key);
        lock (gate)
        {
            foreach (var owner in change.Old?.Metadata.OwnerReferences ?? [])
            {
                if (!dependents.TryGetValue(owner.Uid, out var left))
                {
                    continue;
                }

                left.Remove(key);
                if (left.Count == 0)
                {
                    dependents.Remove(owner.Uid);
                }
            }
            foreach (var owner in change.New?.Metadata.OwnerReferences ?? [])
            {
                if (!dependents.TryGetValue(owner.Uid, out var joined))
                {
                    dependents[owner.Uid] = joined = [];
                }

                joined.Add(key);
            }
        }
    }

    public GraphKey[] DependentsOf(string uid)
    {
        lock (gate)
        {
            return dependents.TryGetValue(uid, out var found) ? [.. found] : [];
        }
    }
}
