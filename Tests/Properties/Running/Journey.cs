using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Tests.Properties.Cases;
using CniMigration.Tests.Properties.Clusters;
using k8s.Autorest;

namespace CniMigration.Tests.Properties.Running;

internal enum Arrival
{
    /// <summary>Everything is there.</summary>
    There,

    /// <summary>Nothing was touched, and what blocks it was named.</summary>
    Blocked,

    /// <summary>Something did not get away, and was named.</summary>
    Stuck,

    /// <summary>It was told to go back.</summary>
    TurnedAround,
}

/// <summary>One direction of a case, with its faults, run again as somebody would who reads the messages.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="case">The case.</param>
/// <param name="destination">Where to.</param>
/// <param name="isInterrupted">Whether the other direction was given up: its rollouts go on for a while.</param>
internal sealed class Journey(CaseCluster cluster, MoveCase @case, MoveDestination destination, bool isInterrupted)
{
    private const int MostFailures = 3;
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(10);

    private readonly List<string> failures = [];
    private MoveRequest request = new()
    {
        Destination = destination,
        OldNodeSelector = "side=old",
        CiliumNodeSelector = "side=cilium",
        Owner = "property",
        Surge = @case.Surge,
        OnFailure = @case.OnFailure,
        MaxConcurrentMoves = @case.MaxConcurrentMoves,
        BudgetTimeout = TimeSpan.FromMinutes(10),
        RolloutTimeout = TimeSpan.FromMinutes(10),
        TerminationTimeout = TimeSpan.FromMinutes(5),
        EvictBarePods = @case.Consents,
        DeleteLocalData = @case.Consents,
        Recreate = @case.Consents,
    };

    private string Source => destination is MoveDestination.Cilium ? "old" : "cilium";

    private string Target => destination is MoveDestination.Cilium ? "cilium" : "old";

    /// <summary>What the runs said that failed.</summary>
    public IReadOnlyList<string> Failures => failures;

    public async Task<Arrival> GoAsync(CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(cancellationToken);
        if (plan.Blockers.Count > 0)
        {
            await StaysBlockedAsync(plan, cancellationToken);
            request = request with { EvictBarePods = true, DeleteLocalData = true, Recreate = true };
            plan = await PlanAsync(cancellationToken);
            if (plan.Blockers.Count > 0)
            {
                await StaysBlockedAsync(plan, cancellationToken);
                return Arrival.Blocked;
            }
        }

        cluster.Begin();
        cluster.Judge.Begin();
        var arrival = await TravelAsync(cancellationToken);
        cluster.Judge.End();
        return arrival;
    }

    private async Task<MovePlan> PlanAsync(CancellationToken cancellationToken)
    {
        using var life = new MoverLife(cluster.Server, cancellationToken);
        return await new WorkloadMover(life.Client, cluster.Time).PlanAsync(request, cancellationToken);
    }

    /// <summary>A plan with blockers touches nothing, and says all of them.</summary>
    private async Task StaysBlockedAsync(MovePlan plan, CancellationToken cancellationToken)
    {
        var before = await CasePortrait.TakeAsync(cluster.Api);
        using var life = new MoverLife(cluster.Server, cancellationToken);
        var failure = await FailureAsync(life, cancellationToken);
        Holds(failure is GateFailedException, $"a plan with blockers ends in a failed gate and not in {failure?.ToString() ?? "success"}");
        foreach (var blocker in plan.Blockers)
        {
            Holds(failure!.Message.Contains(blocker.Pod, StringComparison.Ordinal), $"blocked pod {blocker.Pod} is named in: {failure.Message}");
        }

        var differences = CasePortrait.Differences(before, await CasePortrait.TakeAsync(cluster.Api));
        Holds(differences.Count == 0, $"a blocked move touches nothing, and not: {string.Join(Environment.NewLine, differences)}");
    }

    private async Task<Arrival> TravelAsync(CancellationToken cancellationToken)
    {
        MoverLife? life = null;
        var injector = new FaultInjector(
            cluster, @case.Faults.Where(fault => fault.GoingBack == (destination is MoveDestination.Home)), Source, Target, () => life);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var faults = injector.RunAsync(stop.Token);
        while (true)
        {
            using (life = new MoverLife(cluster.Server, cancellationToken))
            {
                var failure = await FailureAsync(life, cancellationToken);
                await CordonsAreExplainedAsync(failure);
                if (failure is null)
                {
                    await ArrivedAsync();
                    await faults;
                    await WellAsync(injector);
                    return Arrival.There;
                }

                if (injector.HasChangedMind)
                {
                    await faults;
                    await BudgetsHeldAsync(injector);
                    return Arrival.TurnedAround;
                }

                if (life.HasEnded)
                {
                    continue;
                }

                await NamedAsync(failure, injector);
                failures.Add(failure.Message);
            }

            await faults;
            cluster.Heal();
            if (failures.Count == MostFailures)
            {
                await BudgetsHeldAsync(injector);
                Holds(
                    !cluster.HasRoomToSpare,
                    $"a plan without blockers is carried out where there is room, and not: {string.Join(Environment.NewLine, failures)}");
                return Arrival.Stuck;
            }
        }
    }

    /// <summary>What ended the run; null when it succeeded.</summary>
    private async Task<Exception?> FailureAsync(MoverLife life, CancellationToken cancellationToken)
    {
        try
        {
            var result = await new WorkloadMover(life.Client, cluster.Time).MoveAsync(request, cluster.Server.Reporter, life.Token);
            Holds(result.Remaining == 0, $"a move that succeeded leaves nothing, and not {result}");
            return null;
        }
        catch (OperationCanceledException ended) when (life.HasEnded && !cancellationToken.IsCancellationRequested)
        {
            return ended;
        }
        catch (Exception failure) when (failure is MigrationException or HttpOperationException)
        {
            return failure;
        }
    }

    private async Task<IReadOnlyList<Pod>> LeftAsync()
    {
        // The pods of a node that has vanished are collected a little later.
        var nodes = (await cluster.ListAsync<Node>(ResourceTypes.Nodes)).Select(node => node.Name).ToHashSet();
        return [.. (await cluster.ListAsync<Pod>(ResourceTypes.Pods)).Where(pod =>
            pod.Spec.NodeName.StartsWith(Source, StringComparison.Ordinal) && nodes.Contains(pod.Spec.NodeName) && !pod.IsFinished
            && cluster.WorkloadOf(pod.Metadata.Labels.GetValueOrDefault("app")) is { } workload
            && workload.Kind is not WorkloadKind.DaemonSet && !workload.Has(Traits.ToleratesAll))];
    }

    private async Task ArrivedAsync()
    {
        var left = await LeftAsync();
        Holds(left.Count == 0, $"a move that succeeded leaves no pod behind, and not {string.Join(", ", left.Select(Text))}");
    }

    private async Task CordonsAreExplainedAsync(Exception? failure)
    {
        var cordoned = await cluster.UnexplainedCordonsAsync();
        Holds(cordoned.Count == 0, $"every cordon is on record after {failure?.Message ?? "success"}, and not those of {string.Join(", ", cordoned)}");
    }

    private async Task WellAsync(FaultInjector injector)
    {
        await BudgetsHeldAsync(injector);
        var well = await cluster.ComesAsync(async () => (await cluster.IncompleteAsync()).Count == 0, Calm);
        if (!well)
        {
            await UnreadyAreNamedAsync(string.Join(Environment.NewLine, cluster.Server.Reporter.Lines));
        }

        // Where room is short, a run that fails may leave a rollout half done, whose pods then have to go again; so may one that fails and opens the source,
        // since the rest of the rollout may land there.
        var twice = cluster.Judge.MovedTwice
            .Where(pod =>
                cluster.HasRoomToSpare
                    && !isInterrupted
                    && pod.Node.StartsWith(Target, StringComparison.Ordinal)
                    && !injector.HasDisturbed(pod.App)
                    && !injector.AddsNodes)
            .Where(pod => @case.OnFailure is not OnMoveFailure.Uncordon || !failures.Any(failure => failure.Contains($"/{pod.App}:", StringComparison.Ordinal)))
            .ToList();
        Holds(twice.Count == 0, $"nothing is moved twice, and not {string.Join(", ", twice)}");
        var held = (await cluster.ListAsync<Deployment>(ResourceTypes.Deployments))
            .Where(d => d.Metadata.Annotations.Keys.Any(key => key.StartsWith("cni-migration.io/", StringComparison.Ordinal)))
            .ToList();
        Holds(held.Count == 0, $"every strategy is put back, and not those of {string.Join(", ", held.Select(d => d.Key))}");
    }

    private async Task BudgetsHeldAsync(FaultInjector injector)
    {
        // What was deleted by consent asks no budget, nor does a rollout that is taken as it is.
        var recreated = cluster.Server.Served.All.Where(r => r is { Verb: "delete", Resource: "pods" }).Select(r => r.Name).ToHashSet();
        var broken = cluster.Judge.Broken
            .Where(b => !injector.HasDisturbed(b.App) && (b.Evicted || (@case.Surge is not SurgeMode.AsIs && !(request.Recreate && recreated.Contains(b.Pod)))))
            .ToList();
        Holds(broken.Count == 0, $"budgets hold, and not: {string.Join("; ", broken)}");
        await Task.CompletedTask;
    }

    /// <summary>Whoever is left is in the message; a server that did not answer is a reason of its own.</summary>
    private async Task NamedAsync(Exception failure, FaultInjector injector)
    {
        if (injector.TroublesTheServer && failure is ClusterUnreachableException or HttpOperationException)
        {
            return;
        }

        Holds(failure is GateFailedException or WaitTimedOutException, $"a move fails with a reason, and not with {failure}");
        if (failure.Message.Contains("cannot be moved as things are", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var pod in (await LeftAsync()).Where(pod => !pod.IsDeleting || @case.OnFailure is OnMoveFailure.Hold))
        {
            Holds(failure.Message.Contains(pod.Name, StringComparison.Ordinal), $"pod {Text(pod)} is left, and named in: {failure.Message}");
        }

        // Whose pods went with their node is unready for another reason, and may have become so just now.
        await UnreadyAreNamedAsync(failure.Message, but: injector.HasDisturbed);
    }

    private async Task UnreadyAreNamedAsync(string message, Func<string?, bool>? but = null)
    {
        foreach (
            var unready in (await cluster.ListAsync<Pod>(ResourceTypes.Pods))
                .Where(pod => IsUnready(pod) && but?.Invoke(pod.Metadata.Labels.GetValueOrDefault("app")) != true)
                .GroupBy(pod => pod.Metadata.Labels.GetValueOrDefault("app")))
        {
            Holds(
                unready.Any(pod => message.Contains(pod.Name, StringComparison.Ordinal)),
                $"all replicas are Ready or who is not is named, and not {unready.Key} in: {message}");
        }
    }

    private bool IsUnready(Pod pod) => pod is { IsReady: false, IsActive: true }
        && cluster.WorkloadOf(pod.Metadata.Labels.GetValueOrDefault("app"))?.Kind is WorkloadKind.Deployment or WorkloadKind.StatefulSet;

    private static string Text(Pod pod) => $"{pod.Key} on {pod.Spec.NodeName}{(pod.IsDeleting ? " (ending)" : "")}";

    private static void Holds(bool property, string what)
    {
        if (!property)
        {
            throw new PropertyBrokenException(what);
        }
    }
}
