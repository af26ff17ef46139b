using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.AwsNode;

/// <summary>aws-node: it installs its CNI configuration and hands out addresses while it runs. The configuration stays when it goes.</summary>
internal sealed class AwsNodeProgram : IPodProgram
{
    public async Task RunAsync(RunningPod pod, CancellationToken stopping)
    {
        await pod.Cluster.Delay(pod.Cluster.Timings.AgentStart, stopping);
        var cni = pod.Node.Cni<VpcCni>();
        cni.AgentStarted();
        try
        {
            pod.Node.Install(cni.Configuration);
            await pod.BecomeReadyAsync(stopping);
            await pod.Cluster.Delay(Timeout.InfiniteTimeSpan, stopping);
        }
        finally
        {
            cni.AgentStopped();
        }
    }
}
