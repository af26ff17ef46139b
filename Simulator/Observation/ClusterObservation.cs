namespace CniMigration.Simulator.Observation;

/// <summary>What happened since it began; its numbers may be read at any time.</summary>
public sealed class ClusterObservation
{
    private readonly ClusterObserver observer;
    private readonly TimeProvider clock;
    private readonly long start;
    private readonly int violationsBefore;
    private readonly double missingBefore;

    internal ClusterObservation(ClusterObserver observer, TimeProvider clock)
    {
        (this.observer, this.clock, start) = (observer, clock, clock.GetTimestamp());
        (violationsBefore, missingBefore) = (observer.BudgetViolations, observer.MissingPodSeconds);
    }

    /// <summary>How often a budget that had been kept fell below what it asks for because a pod was taken away.</summary>
    public int BudgetViolations => observer.BudgetViolations - violationsBefore;

    /// <summary>Over all Deployments and StatefulSets that once were complete: missing ready replicas, times the seconds that they were missing.</summary>
    public double BelowReplicasPodSeconds => observer.MissingPodSeconds - missingBefore;

    /// <summary>Simulated seconds since it began.</summary>
    public double SimulatedSeconds => clock.GetElapsedTime(start).TotalSeconds;
}
