using System.Collections.Immutable;

namespace CniMigration.Rehearsal.Engine;

/// <summary>
/// Starts the steps of a run in the shuffled order: always the first step whose dependencies are complete. What waits for a dependency
/// holds nobody up, so everything that may run in parallel does.
/// </summary>
internal sealed class StartSchedule
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly TimeProvider wallClock;
    private readonly IReadOnlyDictionary<string, ImmutableArray<string>> dependencies;
    private readonly List<string> waiting;
    private readonly Dictionary<string, TaskCompletionSource> arrived = [];
    private readonly HashSet<string> complete = [];
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int inFlight;
    private bool closed;
    private long lastChange;

    public StartSchedule(IReadOnlyDictionary<string, ImmutableArray<string>> dependencies, int seed, TimeProvider wallClock)
    {
        this.dependencies = dependencies;
        this.wallClock = wallClock;
        waiting = [.. StartOrder.Shuffle(dependencies, seed)];
        lastChange = wallClock.GetTimestamp();
    }

    /// <summary>Waits for the step's turn; throws where the run has failed or was cancelled before.</summary>
    /// <param name="urn">The step's resource.</param>
    /// <param name="atOnce">It takes no turn: a program may wait for a provider before it declares anything else.</param>
    public async Task StartAsync(string urn, bool atOnce = false)
    {
        Task turn;
        lock (gate)
        {
            if (closed)
            {
                throw new StepSkippedException(urn);
            }

            var source = arrived[urn] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (atOnce || !waiting.Contains(urn))
            {
                // What the preview did not see starts as Pulumi would start it, too: when it comes.
                waiting.Remove(urn);
                waiting.Insert(0, urn);
            }

            turn = source.Task;
            Advance();
        }

        await turn;
    }

    /// <summary>The program has declared all that it will. What only the preview saw is waited for no longer: the cluster may have moved on since.</summary>
    public void Declared(IReadOnlySet<string> urns)
    {
        lock (gate)
        {
            complete.UnionWith(waiting.Where(urn => !urns.Contains(urn)));
            waiting.RemoveAll(complete.Contains);
            Advance();
        }
    }

    public void Complete(string urn)
    {
        lock (gate)
        {
            complete.Add(urn);
            inFlight--;
            Advance();
        }
    }

    /// <summary>A step failed: those in flight end, no other starts.</summary>
    public void Fail()
    {
        lock (gate)
        {
            inFlight--;
            Close();
        }
    }

    /// <summary>Starts no more steps and waits for those in flight.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            Close();
            return drained.Task;
        }
    }

    /// <summary>Names what nobody can start any more, because the first in order never came: a dependency that Pulumi is not told of.</summary>
    public string? Stalled()
    {
        lock (gate)
        {
            if (closed || inFlight > 0 || arrived.Count == 0 || wallClock.GetElapsedTime(lastChange) < Patience)
            {
                return null;
            }

            var next = waiting.Find(IsReady);
            return next is null
                ? $"{string.Join(", ", arrived.Keys.Order())} wait for each other."
                : $"{next} could start, but the program has not declared it: it seems to wait for something that it does not depend on.";
        }
    }

    private void Advance()
    {
        lastChange = wallClock.GetTimestamp();
        while (!closed && waiting.Find(IsReady) is { } next && arrived.Remove(next, out var turn))
        {
            waiting.Remove(next);
            inFlight++;
            turn.SetResult();
        }

        SignalWhenDrained();
    }

    private bool IsReady(string urn) => dependencies.GetValueOrDefault(urn, []).All(dependency => complete.Contains(dependency) || !dependencies.ContainsKey(dependency));

    private void Close()
    {
        closed = true;
        foreach (var (urn, turn) in arrived)
        {
            turn.TrySetException(new StepSkippedException(urn));
        }

        arrived.Clear();
        SignalWhenDrained();
    }

    private void SignalWhenDrained()
    {
        if (closed && inFlight == 0)
        {
            drained.TrySetResult();
        }
    }
}
