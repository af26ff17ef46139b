using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Observation;

/// <summary>
/// Counts pods that run without the network policies that select them, where some pod has been under those policies before: whoever relied on
/// them has lost them there. Policies that never were enforced are missed by nobody.
/// </summary>
internal sealed class PolicyWatch(ClusterCache cache, PolicyEnforcement enforcement)
{
    private readonly HashSet<string> inForce = new(StringComparer.Ordinal);
    private readonly HashSet<string> without = new(StringComparer.Ordinal);

    public int Without { get; private set; }

    /// <summary>Looks at all pods, as where a policy has changed.</summary>
    public void ObserveAll()
    {
        foreach (var pod in cache.Pods.All())
        {
            Observe(pod);
        }
    }

    public void Observe(Pod pod)
    {
        if (!pod.IsActive || enforcement.IsEnforced(pod) is not { } enforced)
        {
            return;
        }

        var selecting = enforcement.Selecting(pod).Select(policy => policy.Uid).ToList();
        if (enforced)
        {
            inForce.UnionWith(selecting);
        }
        else if (inForce.Overlaps(selecting) && without.Add(pod.Uid))
        {
            Without++;
        }
    }
}
