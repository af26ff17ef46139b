namespace CniMigration.Migration.Workloads.Plans;

/// <summary>One workload's part of the plan. DNS has two: all its pods but one come first, the last one at the very end.</summary>
/// <param name="Workload">Whose pods they are.</param>
/// <param name="Pods">Its pods on the source, in the order in which they leave.</param>
/// <param name="Method">How they leave.</param>
/// <param name="Reason">Why this way.</param>
public sealed record WorkloadPlan(WorkloadRef Workload, ValueList<PodRef> Pods, MoveMethod Method, string Reason)
{
    /// <summary>Whether it answers the cluster's DNS queries.</summary>
    public bool ServesDns { get; init; }

    /// <summary>
    /// The wave it moves in: 1 for DNS but its last pod, 2 for all others at the same time, 3 for the last DNS pod; 0 for what does not move.
    /// </summary>
    public int Wave { get; init; }

    /// <summary>How many of its pods may be away at the same time; 0 where new ones are Ready before old ones end, and where nothing is done.</summary>
    /// <remarks>A restart takes that many away too where its own strategy holds.</remarks>
    public int AtOnce { get; init; }

    /// <summary>The longest that it can take, by the time limits of the move; after that it has moved or is reported.</summary>
    public TimeSpan AtMost { get; init; }
}

/// <summary>What keeps a pod where it is, and what to do about it.</summary>
/// <param name="Pod">The pod, as namespace/name.</param>
/// <param name="Reason">What holds it.</param>
/// <param name="Remedy">The setting or the change that lets it go.</param>
public sealed record Blocker(string Pod, string Reason, string Remedy)
{
    /// <summary>The name of the setting that overrides it; null where only the cluster can be changed.</summary>
    public string? Setting { get; init; }
}

/// <summary>How much of something the pods that move ask for, and how much the destination has left.</summary>
/// <param name="Resource">cpu, memory, pods, addresses, or another resource that pods request.</param>
/// <param name="Needed">What is asked for, in the resource's unit: cores, bytes, a number.</param>
/// <param name="Free">What is left before the move.</param>
public sealed record RoomNeed(string Resource, decimal Needed, decimal Free);

/// <summary>What would move, how, and what blocks it: a value, equal to another plan that says the same.</summary>
/// <param name="Workloads">Each workload with pods on the source, in the order of the waves.</param>
/// <param name="Blockers">All that must be dealt with before anything moves.</param>
public sealed record MovePlan(ValueList<WorkloadPlan> Workloads, ValueList<Blocker> Blockers)
{
    /// <summary>A plan to do nothing.</summary>
    public static MovePlan Nothing { get; } = new([], []);

    /// <summary>What does not block and should be known before.</summary>
    public ValueList<string> Warnings { get; init; } = [];

    /// <summary>What the pods that move need of the destination.</summary>
    public ValueList<RoomNeed> Room { get; init; } = [];

    /// <summary>The longest that the move of these pods can take, by its time limits.</summary>
    public TimeSpan AtMost { get; init; }

    /// <summary>The pods that are to leave the source.</summary>
    public int Pods => Workloads.Where(w => w.Method is not MoveMethod.Stays).Sum(w => w.Pods.Count);
}
