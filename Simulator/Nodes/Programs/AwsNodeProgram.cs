using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Nodes.Programs;

/// <summary>aws-node: it installs its CNI configuration and hands out addresses while it runs. The configuration stays when it goes.</summary>
internal sealed class AwsNodeProgram : IPodProgram
{
    public async Task RunAsync(RunningPod pod, CancellationToken stopping)
    {
        await pod.Cluster.Delay(pod.Cluster.Timings.AgentStart, stopping);
        pod.Node.AwsAgentStarted();
        try
        {
            pod.Node.Install(NodeNetwork.AwsConfiguration);
            await pod.BecomeReadyAsync(stopping);
            await pod.Cluster.Delay(Timeout.InfiniteTimeSpan, stopping);
        }
        finally
        {
            pod.Node.AwsAgentStopped();
        }
    }
}
