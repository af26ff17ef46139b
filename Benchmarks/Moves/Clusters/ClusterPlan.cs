namespace CniMigration.Benchmarks.Moves.Clusters;

/// <summary>A cluster to move: so many old nodes with ten pods each, as many new ones, and whose pods they are.</summary>
internal sealed record ClusterPlan(string Name, int Nodes, int PodsPerNewNode, IReadOnlyList<BenchmarkWorkload> Workloads)
{
    public const string Friendly = "friendly";
    public const string Mixed = "mixed";
    public const int PodsPerNode = 10;

    /// <summary>What the smaller of the two sizes has; the other has as many times more.</summary>
    private const int Unit = 20;

    public static IReadOnlyList<string> Names { get; } = [Friendly, Mixed];

    public int Pods => Workloads.Sum(workload => workload.Replicas);

    public static ClusterPlan Of(string name, int nodes) => nodes < Unit || nodes % Unit != 0
        ? throw new InvalidOperationException($"A cluster has a multiple of {Unit} old nodes, not {nodes}.")
        : name switch
        {
            Friendly => new ClusterPlan(Friendly, nodes, 110, [.. Deployments(20, nodes)]),
            Mixed => new ClusterPlan(Mixed, nodes, PodsPerNode + 1, [.. Mixture(nodes)]),
            _ => throw new InvalidOperationException($"There is no cluster called {name}."),
        };

    /// <summary>Half of them under a budget.</summary>
    private static IEnumerable<BenchmarkWorkload> Deployments(int count, int nodes) => Enumerable.Range(0, count).Select(index =>
        new BenchmarkWorkload($"web-{index}", nodes / 2) { Budget = index % 2 == 0 ? new BudgetRule(null, "10%") : null });

    private static IEnumerable<BenchmarkWorkload> Mixture(int nodes)
    {
        var units = nodes / Unit;
        return
        [
            .. Deployments(10, nodes),
            .. Times(15 * units, index => new BenchmarkWorkload($"single-{index}", 1) { Budget = new BudgetRule(1, null) }),
            .. Times(5 * units, index => Set(index)),
            .. Times(10 * units, index => new BenchmarkWorkload($"volume-{index}", 1) { HoldsVolume = true }),
            .. Times(5, index => new BenchmarkWorkload($"swap-{index}", nodes / 2)
            {
                MaxSurge = 0,
                Budget = index % 2 == 0 ? new BudgetRule(null, "10%") : null,
            }),
        ];
    }

    private static BenchmarkWorkload Set(int index) => new($"set-{index}", 5)
    {
        IsStateful = true,
        IsParallel = index % 5 == 4,
        Budget = (index % 5) switch
        {
            0 or 1 => new BudgetRule(null, "1"),
            4 => new BudgetRule(null, "2"),
            _ => null,
        },
    };

    private static IEnumerable<BenchmarkWorkload> Times(int count, Func<int, BenchmarkWorkload> make) => Enumerable.Range(0, count).Select(make);
}
