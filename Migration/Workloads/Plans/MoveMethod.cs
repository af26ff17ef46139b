namespace CniMigration.Migration.Workloads.Plans;

/// <summary>How a workload leaves the source.</summary>
public enum MoveMethod
{
    /// <summary>A restart: its new pods are Ready on the other side before the old ones end.</summary>
    Surge,

    /// <summary>Evictions within its budget.</summary>
    Evict,

    /// <summary>Evictions from the highest ordinal down.</summary>
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
