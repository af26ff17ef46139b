namespace CniMigration.Simulator.Nodes.Programs;

/// <summary>What runs in a pod's containers.</summary>
internal interface IPodProgram
{
    /// <summary>Runs until the pod is stopped; returning means that the containers ended well.</summary>
    Task RunAsync(RunningPod pod, CancellationToken stopping);
}
