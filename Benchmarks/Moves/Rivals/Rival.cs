using CniMigration.Benchmarks.Moves.Clusters;

namespace CniMigration.Benchmarks.Moves.Rivals;

/// <summary>A way to empty the old nodes.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What it is called in tables.</param>
/// <param name="RunAsync">Carries it out to its own end.</param>
internal sealed record Rival(string Name, string Title, Func<RivalContext, CancellationToken, Task> RunAsync)
{
    public static IReadOnlyList<Rival> All { get; } =
    [
        new("move", "this project's move", OurMove.RunAsync),
        new("drain-loop", "kubectl drain, node by node", DrainLoopAsync),
        new("drain-all", "kubectl drain, all nodes at once", DrainAllAsync),
        new("restart", "kubectl cordon, rollout restart", RestartAsync),
    ];

    // Every old node is cordoned before the first is drained: without that a drain moves pods from old node to old node.
    private static async Task DrainLoopAsync(RivalContext context, CancellationToken cancellationToken)
    {
        await CordonAsync(context, cancellationToken);
        foreach (var node in context.OldNodes)
        {
            await DrainAsync(context, node, cancellationToken);
        }
    }

    private static async Task DrainAllAsync(RivalContext context, CancellationToken cancellationToken)
    {
        await CordonAsync(context, cancellationToken);
        await Task.WhenAll(context.OldNodes.Select(node => DrainAsync(context, node, cancellationToken)));
    }

    private static async Task RestartAsync(RivalContext context, CancellationToken cancellationToken)
    {
        await CordonAsync(context, cancellationToken);
        foreach (var kind in context.Plan.Workloads.Select(workload => workload.Kind).Distinct())
        {
            await context.Kubectl.RunAsync(cancellationToken, "rollout", "restart", kind, "--namespace", Manifests.Namespace);
        }
    }

    private static Task CordonAsync(RivalContext context, CancellationToken cancellationToken) =>
        context.Kubectl.RunAsync(cancellationToken, "cordon", "--selector", $"{Manifests.SideLabel}={Manifests.Old}");

    private static Task DrainAsync(RivalContext context, string node, CancellationToken cancellationToken) =>
        context.Kubectl.RunAsync(cancellationToken, "drain", node, "--ignore-daemonsets");
}

/// <summary>What a rival works with.</summary>
internal sealed record RivalContext(ClusterPlan Plan, Kubectl Kubectl, string Kubeconfig, Action<string> Say)
{
    public IEnumerable<string> OldNodes => Enumerable.Range(0, Plan.Nodes).Select(index => Manifests.NodeName(Manifests.Old, index));
}
