namespace CniMigration.Rehearsal.Engine;

/// <summary>
/// Starts the steps of a run in the shuffled order: always the first step whose dependencies are complete, as soon as one of the slots is free. What
/// waits for a dependency holds no slot, so as much runs in parallel as may; a step holds its own until it has ended, whatever it waits for. The order is
/// the preview's; the cluster may have moved on since, and what the program then declares otherwise starts as Pulumi would start it, when it comes.
/// </summary>
internal sealed class StartSchedule
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly TimeProvider wallClock;
    private readonly IReadOnlyDictionary<string, ImmutableArray<string>> dependencies;
    private readonly IReadOnlyDictionary<string, ImmutableHashSet<string>?> foreseen;
    private readonly int slots;
    private readonly List<string> waiting;
    private readonly Dictionary<string, TaskCompletionSource> arrived = [];
    private readonly HashSet<string> complete = [];
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int inFlight;
    private bool closed;
    private bool declared;
    private long lastChange;

    /// <summary>Takes all that each step comes after, as the preview saw it, what of that the program asked for by name, and how many run at once.</summary>
    public StartSchedule(
        IReadOnlyDictionary<string, ImmutableArray<string>> dependencies, IReadOnlyDictionary<string, ImmutableHashSet<string>?> foreseen,
        int seed, int slots, TimeProvider wallClock)
    {
        (this.dependencies, this.foreseen, this.slots, this.wallClock) = (dependencies, foreseen, slots, wallClock);
        waiting = [.. StartOrder.Shuffle(dependencies, seed)];
        lastChange = wallClock.GetTimestamp();
    }

    /// <summary>Waits for the step's turn; throws where the run has failed or was cancelled before.</summary>
    /// <param name="urn">The step's resource.</param>
    /// <param name="atOnce">It is the next, whatever the order: a program may wait for a provider before it declares anything else.</param>
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
                waiting.Remove(urn);
                waiting.Insert(0, urn);
            }

            turn = source.Task;
            Advance();
        }

        await turn;
    }

    /// <summary>
    /// The program has declared all that it will. What only the preview saw is waited for no longer, and what now asks for other dependencies
    /// has lost its place in the order.
    /// </summary>
    public void Declared(IReadOnlyDictionary<string, ImmutableHashSet<string>?> asked)
    {
        lock (gate)
        {
            declared = true;
            complete.UnionWith(waiting.Where(urn => !asked.ContainsKey(urn)));
            waiting.RemoveAll(urn => !arrived.ContainsKey(urn) && !IsAsForeseen(urn, asked));
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

    /// <summary>
    /// Where nothing moves any more, because the first in order does not come: names it if the program has not even declared it, which is a
    /// dependency that Pulumi is not told of; else takes its place in the order from it, for its inputs come from what the preview did not see.
    /// </summary>
    public string? Stalled()
    {
        lock (gate)
        {
            if (closed || inFlight > 0 || arrived.Count == 0 || wallClock.GetElapsedTime(lastChange) < Patience || waiting.Find(IsReady) is not { } next)
            {
                return null;
            }

            if (!declared)
            {
                return $"{next} could start, but the program has not declared it: it seems to wait for something that it does not depend on.";
            }

            waiting.Remove(next);
            Advance();
            return null;
        }
    }

    private void Advance()
    {
        lastChange = wallClock.GetTimestamp();
        while (!closed && inFlight < slots && waiting.Find(IsReady) is { } next && arrived.Remove(next, out var turn))
        {
            waiting.Remove(next);
            inFlight++;
            turn.SetResult();
        }

        SignalWhenDrained();
    }

    /// <summary>A step comes only once all that it depends on is there.</summary>
    private bool IsReady(string urn) => arrived.ContainsKey(urn)
        || dependencies.GetValueOrDefault(urn, []).All(dependency => complete.Contains(dependency) || !dependencies.ContainsKey(dependency));

    private bool IsAsForeseen(string urn, IReadOnlyDictionary<string, ImmutableHashSet<string>?> asked) =>
        asked.GetValueOrDefault(urn) is { } now && foreseen.GetValueOrDefault(urn) is { } before && now.SetEquals(before);

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
