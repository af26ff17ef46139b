namespace CniMigration.Simulator.Nodes.Programs;

/// <summary>kube-proxy: Services lead somewhere on its node while it runs.</summary>
internal sealed class KubeProxyProgram : IPodProgram
{
    /// <summary>The repository of its image, without the registry.</summary>
    public const string Image = "eks/kube-proxy";

    public async Task RunAsync(RunningPod pod, CancellationToken stopping)
    {
        pod.Node.KubeProxyRuns = true;
        try
        {
            await pod.BecomeReadyAsync(stopping);
            await pod.Cluster.Delay(Timeout.InfiniteTimeSpan, stopping);
        }
        finally
        {
            pod.Node.KubeProxyRuns = false;
        }
    }
}
