namespace CniMigration.Benchmarks.Servers;

/// <summary>How many requests a second each controller and the scheduler may send to the API server, and how many at once.</summary>
internal sealed record ClientRates(string Name, int ManagerQps, int ManagerBurst, int SchedulerQps, int SchedulerBurst)
{
    /// <summary>--kube-api-qps=500 --kube-api-burst=500 for both.</summary>
    public static ClientRates Raised { get; } = new("qps 500", 500, 500, 500, 500);

    /// <summary>What Kubernetes takes where nobody says anything.</summary>
    public static ClientRates Default { get; } = new("default flags", 20, 30, 50, 100);

    public static IReadOnlyList<ClientRates> All { get; } = [Raised, Default];
}
