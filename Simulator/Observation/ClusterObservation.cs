namespace CniMigration.Simulator.Observation;

/// <summary>What happened since it began; its numbers may be read at any time.</summary>
public sealed class ClusterObservation
{
    private readonly ClusterObserver observer;
    private readonly TimeProvider clock;
    private readonly long start;
    private readonly int violationsBefore;
    private readonly double missingBefore;
    private readonly (int Without, int Two) cniBefore;
    private readonly int policiesBefore;

    internal ClusterObservation(ClusterObserver observer, TimeProvider clock)
    {
        (this.observer, this.clock, start) = (observer, clock, clock.GetTimestamp());
        (violationsBefore, missingBefore) = (observer.BudgetViolations, observer.MissingPodSeconds);
        cniBefore = observer.CniTroubles;
        policiesBefore = observer.PodsWithoutPolicies;
    }

    /// <summary>How often a budget that had been kept fell below what it asks for because a pod was taken away.</summary>
    public int BudgetViolations => observer.BudgetViolations - violationsBefore;

    /// <summary>Over all Deployments and StatefulSets that once were complete: missing ready replicas, times the seconds that they were missing.</summary>
    public double BelowReplicasPodSeconds => observer.MissingPodSeconds - missingBefore;

    /// <summary>How many nodes were left without the agent of their CNI, while they were Ready and their pods ran.</summary>
    public int NodesWithoutCni => observer.CniTroubles.Without - cniBefore.Without;

    /// <summary>How many nodes had something of both CNIs: both agents, or one's agent under the other's configuration.</summary>
    public int NodesWithTwoCnis => observer.CniTroubles.Two - cniBefore.Two;

    /// <summary>How many pods came to run without network policies that were enforced on pods before.</summary>
    public int PodsWithoutPolicies => observer.PodsWithoutPolicies - policiesBefore;

    /// <summary>Simulated seconds since it began.</summary>
    public double SimulatedSeconds => clock.GetElapsedTime(start).TotalSeconds;
}
