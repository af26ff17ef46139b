namespace CniMigration.Simulator.Nodes;

/// <summary>How long things take on nodes and in the cloud, in simulated time.</summary>
internal sealed record NodeTimings
{
    public TimeSpan ControlPlane { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan InstancePending { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the launch of an instance to its node's registration.</summary>
    public TimeSpan NodeBoot { get; init; } = TimeSpan.FromSeconds(90);

    public TimeSpan InstanceShutdown { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan NodeGroupUpdate { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long EKS waits for the nodes of a new group to be Ready.</summary>
    public TimeSpan NodeGroupPatience { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How long EKS goes on with an update of a group whose instances cannot be launched.</summary>
    public TimeSpan LaunchPatience { get; init; } = TimeSpan.FromMinutes(12);

    /// <summary>How long an instance may run before EKS misses its node.</summary>
    public TimeSpan JoinPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a group looks after its instances.</summary>
    public TimeSpan GroupCheck { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long EKS tries to evict the pods of a node that it takes away.</summary>
    public TimeSpan DrainPatience { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan EvictionRetry { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From a pod's sandbox to its containers running.</summary>
    public TimeSpan ContainerStart { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>From running to ready, for a pod with a readiness probe, besides the probe's own initial delay.</summary>
    public TimeSpan Readiness { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From an agent's containers running to the agent working.</summary>
    public TimeSpan AgentStart { get; init; } = TimeSpan.FromSeconds(11);

    /// <summary>How long containers take to stop, where their grace period is not shorter.</summary>
    public TimeSpan ContainerStop { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan SandboxRetry { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan InterfaceAttach { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan OperatorLoop { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often Cilium's agent tells which addresses it has given.</summary>
    public TimeSpan AddressReport { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a Job's pod works that does not say how long it does.</summary>
    public TimeSpan JobRun { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same, as often as a real node controller wants to hear of a node.</summary>
    public NodeTimings OnTheWallClock() => this with { Heartbeat = TimeSpan.FromSeconds(10) };
}
