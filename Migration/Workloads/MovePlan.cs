namespace CniMigration.Migration.Workloads;

/// <summary>How a workload leaves the source.</summary>
public enum MoveMethod
{
    /// <summary>A restart: its new pods are Ready on the other side before the old ones end.</summary>
    Surge,

    /// <summary>Evictions within its budget.</summary>
    Evict,

    /// <summary>Evictions one at a time, from the highest ordinal down.</summary>
    EvictInOrder,

    /// <summary>Deletion outside the budget, by consent.</summary>
    Recreate,

    /// <summary>Nothing is done: it ends by itself.</summary>
    WaitForCompletion,

    /// <summary>Nothing is done: it goes when its node goes.</summary>
    Stays,

    /// <summary>It cannot be moved as things are.</summary>
    Blocked,
}

/// <summary>A pod, as far as a move needs to know it again.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its identity: a pod of the same name with another uid is its replacement.</param>
/// <param name="Node">The node it runs on.</param>
public sealed record PodRef(string Namespace, string Name, string Uid, string Node)
{
    /// <inheritdoc />
    public override string ToString() => $"{Namespace}/{Name}";
}

/// <summary>Who creates a pod again when it is gone.</summary>
/// <param name="Kind">Deployment, StatefulSet, Job, … or Pod for one that nobody creates again.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
public sealed record WorkloadRef(string Kind, string Namespace, string Name)
{
    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Namespace}/{Name}";
}

/// <summary>One workload's part of the plan.</summary>
/// <param name="Workload">Whose pods they are.</param>
/// <param name="Pods">Its pods on the source, in the order in which they leave.</param>
/// <param name="Method">How they leave.</param>
/// <param name="Reason">Why this way.</param>
public sealed record WorkloadPlan(WorkloadRef Workload, IReadOnlyList<PodRef> Pods, MoveMethod Method, string Reason)
{
    /// <summary>Whether it answers the cluster's DNS queries: all but one of its pods go first, the last one at the very end.</summary>
    public bool ServesDns { get; init; }
}

/// <summary>What keeps a pod where it is, and what to do about it.</summary>
/// <param name="Pod">The pod, as namespace/name.</param>
/// <param name="Reason">What holds it.</param>
/// <param name="Remedy">The setting or the change that lets it go.</param>
public sealed record Blocker(string Pod, string Reason, string Remedy);

/// <summary>What would move, how, and what blocks it.</summary>
/// <param name="Workloads">Each workload with pods on the source, DNS first.</param>
/// <param name="Blockers">All that must be dealt with before anything moves.</param>
public sealed record MovePlan(IReadOnlyList<WorkloadPlan> Workloads, IReadOnlyList<Blocker> Blockers)
{
    /// <summary>A plan to do nothing.</summary>
    public static MovePlan Nothing { get; } = new([], []);

    /// <summary>The pods that are to leave the source.</summary>
    public int Pods => Workloads.Where(w => w.Method is not MoveMethod.Stays).Sum(w => w.Pods.Count);
}
