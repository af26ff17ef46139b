using System.Runtime.CompilerServices;

namespace CniMigration.Migration.Facts;

/// <summary>Who creates a pod again: its controller, or the Deployment that owns its ReplicaSet.</summary>
internal static class Owners
{
    /// <summary>The Deployments of the ReplicaSets of a list, which is never changed once it is read.</summary>
    private static readonly ConditionalWeakTable<IReadOnlyList<V1ReplicaSet>, Dictionary<string, string>> DeploymentsOf = [];

    internal static WorkloadRef WorkloadOf(V1Pod pod, IReadOnlyList<V1ReplicaSet> sets)
    {
        var @namespace = pod.Metadata.NamespaceProperty;
        return pod.Controller() switch
        {
            null => new WorkloadRef("Pod", @namespace, pod.Metadata.Name),
            { Kind: "ReplicaSet" } set => DeploymentsOf.GetValue(sets, Index).TryGetValue(set.Uid, out var deployment)
                ? new WorkloadRef("Deployment", @namespace, deployment)
                : new WorkloadRef(set.Kind, @namespace, set.Name),
            var owner => new WorkloadRef(owner.Kind, @namespace, owner.Name),
        };
    }

    private static Dictionary<string, string> Index(IReadOnlyList<V1ReplicaSet> sets)
    {
        var index = new Dictionary<string, string>();
        foreach (var set in sets)
        {
            if (set.Metadata.OwnerReferences?.FirstOrDefault(o => o is { Controller: true, Kind: "Deployment" }) is { } deployment)
            {
                index[set.Metadata.Uid] = deployment.Name;
            }
        }

        return index;
    }
}
