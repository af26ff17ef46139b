using System.Collections.Concurrent;
using CniMigration.Migration.Watching;
using CniMigration.Migration.Workloads.Planning;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>
/// Says when a budget has room for one eviction more, from what the watch shows of it: a request that would be refused is not sent. One pod of a budget
/// is asked for at a time, and the next only when the watch shows the budget as that eviction left it.
/// </summary>
internal sealed class BudgetGate(WatchedCluster cluster, TimeProvider time)
{
    /// <summary>An eviction changes its budget before it is answered, so the watch is never much behind; if it is, the server is asked.</summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new();
    private readonly ConcurrentDictionary<string, (string Version, long At)> taken = new();

    internal V1PodDisruptionBudget? Over(V1Pod pod) => cluster.Budgets.In(pod.Metadata.NamespaceProperty).Over(pod) is [var first, ..] ? first : null;

    /// <summary>What speaks against asking now; null when nothing does.</summary>
    internal string? Objection(V1Pod pod)
    {
        if (!pod.IsReady() || Over(pod) is not { } budget)
        {
            return null;
        }

        if (taken.TryGetValue(Key(budget), out var last) && last.Version == budget.Metadata.ResourceVersion && time.GetElapsedTime(last.At) < LongestLag)
        {
            return $"budget {budget.Metadata.Name} has just let another pod go";
        }

        return budget.Status is { DisruptionsAllowed: 0 } ? budget.Text() : null;
    }

    /// <summary>Waits until nobody else asks the same budget.</summary>
    internal async Task<IDisposable> EnterAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        if (Over(pod) is not { } budget)
        {
            return new Leaving(null);
        }

        var turn = turns.GetOrAdd(Key(budget), _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        return new Leaving(turn);
    }

    /// <summary>An eviction was accepted while the budget was as the watch shows it.</summary>
    internal void Take(V1Pod pod, string? version)
    {
        if (version is not null && pod.IsReady() && Over(pod) is { } budget)
        {
            taken[Key(budget)] = (version, time.GetTimestamp());
        }
    }

    private static string Key(V1PodDisruptionBudget budget) => $"{budget.Metadata.NamespaceProperty}/{budget.Metadata.Name}";

    private sealed class Leaving(SemaphoreSlim? turn) : IDisposable
    {
        public void Dispose() => turn?.Release();
    }
}
