using System.Diagnostics.CodeAnalysis;

namespace CniMigration.Simulator.Observation;

/// <summary>Watches the cluster from outside and counts what went wrong; nobody has to report anything to it.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "bodies follow")]
public sealed class ClusterObserver
{
    /// <summary>The cluster now; all zeros while there is none.</summary>
    public ClusterSnapshot Snapshot() => throw new NotImplementedException();

    /// <summary>Begins to count.</summary>
    public ClusterObservation Begin() => throw new NotImplementedException();
}

/// <summary>What happened since it began; its numbers may be read at any time.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "bodies follow")]
public sealed class ClusterObservation
{
    /// <summary>How often a budget that had been kept fell below what it asks for because a pod was taken away.</summary>
    public int BudgetViolations => throw new NotImplementedException();

    /// <summary>Over all Deployments and StatefulSets that once were complete: missing ready replicas, times the seconds that they were missing.</summary>
    public double BelowReplicasPodSeconds => throw new NotImplementedException();

    /// <summary>Simulated seconds since it began.</summary>
    public double SimulatedSeconds => throw new NotImplementedException();
}
