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
    private readonly (int Without, int Two, int LostHostPorts) servicesBefore;

    internal ClusterObservation(ClusterObserver observer, TimeProvider clock)
    {
        (this.observer, this.clock, start) = (observer, clock, clock.GetTimestamp());
        (violationsBefore, missingBefore) = (observer.BudgetViolations, observer.MissingPodSeconds);
        cniBefore = observer.CniTroubles;
        policiesBefore = observer.PodsWithoutPolicies;
        servicesBefore = observer.ServiceTroubles;
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

    /// <summary>How many nodes were left without anybody who leads Services anywhere, while they were Ready.</summary>
    public int NodesWithoutProxy => observer.ServiceTroubles.Without - servicesBefore.Without;

    /// <summary>How many nodes had both kube-proxy and Cilium in its place.</summary>
    public int NodesWithTwoProxies => observer.ServiceTroubles.Two - servicesBefore.Two;

    /// <summary>How many pods were ready while their host ports led nowhere.</summary>
    public int LostHostPorts => observer.ServiceTroubles.LostHostPorts - servicesBefore.LostHostPorts;

    /// <summary>Simulated seconds since it began.</summary>
    public double SimulatedSeconds => clock.GetElapsedTime(start).TotalSeconds;
}
