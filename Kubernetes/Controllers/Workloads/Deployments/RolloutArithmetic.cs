namespace CniMigration.Kubernetes.Controllers.Workloads.Deployments;

/// <summary>How many pods a rolling update may add and take away at this moment.</summary>
internal static class RolloutArithmetic
{
    private static readonly IntOrString Quarter = "25%";

    /// <summary>Surge rounds up, unavailable rounds down; both zero would never get on, so that one may be unavailable.</summary>
    public static (int Surge, int Unavailable) Resolve(IntOrString? maxSurge, IntOrString? maxUnavailable, int desired)
    {
        var surge = (maxSurge ?? Quarter).Of(desired, roundUp: true);
        var unavailable = (maxUnavailable ?? Quarter).Of(desired, roundUp: false);
        return surge == 0 && unavailable == 0 ? (0, 1) : (surge, unavailable);
    }

    public static (int Surge, int Unavailable) Resolve(Deployment deployment)
    {
        var strategy = deployment.Spec.Strategy;
        if (strategy.Type != "RollingUpdate")
        {
            return (0, 0);
        }

        var (surge, unavailable) = Resolve(strategy.RollingUpdate.MaxSurge, strategy.RollingUpdate.MaxUnavailable, deployment.Spec.Replicas);
        return (surge, Math.Min(unavailable, deployment.Spec.Replicas));
    }

    /// <summary>The replicas that the new ReplicaSet may have, out of the pods that all of them ask for now.</summary>
    public static int NewReplicas(int desired, int surge, int newReplicas, int allReplicas)
    {
        if (newReplicas >= desired)
        {
            return desired;
        }

        var room = desired + surge - allReplicas;
        return room <= 0 ? newReplicas : newReplicas + Math.Min(room, desired - newReplicas);
    }

    /// <summary>How many old replicas may go: what is above the minimum, less the new ones that are not available yet.</summary>
    public static int OldReplicasToRemove(int desired, int unavailable, int allReplicas, int newReplicas, int newAvailable) =>
        Math.Max(0, allReplicas - (desired - unavailable) - (newReplicas - newAvailable));

    /// <summary>
    /// Takes away up to <paramref name="most"/> from the old ReplicaSets: first those replicas that are not available, which nobody
    /// misses, then as many others as keep <paramref name="minAvailable"/>. Old sets come oldest first; gives their new sizes.
    /// </summary>
    public static int[] ShrinkOld(IReadOnlyList<(int Replicas, int Available)> old, int most, int allAvailable, int minAvailable)
    {
        var sizes = old.Select(set => set.Replicas).ToArray();
        var left = most;
        for (var index = 0; index < sizes.Length && left > 0; index++)
        {
            var unhealthy = Math.Min(left, Math.Max(0, old[index].Replicas - old[index].Available));
            sizes[index] -= unhealthy;
            left -= unhealthy;
        }
        var spare = Math.Max(0, allAvailable - minAvailable);
        for (var index = 0; index < sizes.Length && spare > 0; index++)
        {
            var removed = Math.Min(sizes[index], spare);
            sizes[index] -= removed;
            spare -= removed;
        }
        return sizes;
    }

    /// <summary>Shares out a change of scale during a rollout by the sizes of the ReplicaSets; what rounding leaves goes to the first.</summary>
    public static int[] ScaleProportionally(IReadOnlyList<int> sizes, IReadOnlyList<int> maximumBefore, int allowed)
    {
        var total = sizes.Sum();
        var toAdd = allowed - total;
        var added = 0;
        var result = sizes.ToArray();
        for (var index = 0; index < result.Length && toAdd != 0; index++)
        {
            var share = Share(sizes[index], maximumBefore[index], total, allowed);
            share = toAdd > 0 ? Math.Min(share, toAdd - added) : Math.Max(share, toAdd - added);
            result[index] += share;
            added += share;
        }
        if (result.Length > 0 && toAdd != added)
        {
            result[0] = Math.Max(0, result[0] + toAdd - added);
        }

        return result;
    }

    private static int Share(int size, int maximumBefore, int total, int allowed)
    {
        if (size == 0)
        {
            return 0;
        }

        var before = maximumBefore > 0 ? maximumBefore : total;
        return (int)Math.Round((double)size * allowed / before, MidpointRounding.AwayFromZero) - size;
    }
}
