using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>
/// How Cilium's own pods get to the API server: at the address that the chart's k8sServiceHost gives them, or through the Service kubernetes, which
/// needs somebody on the node who leads Services anywhere. Else they fail and are started again (cilium/cilium#28823, #35440, #29094).
/// </summary>
internal static class ApiServerAccess
{
    // kube-proxy may be a moment late on a new node.
    private const int QuietTries = 6;

    public static async Task WaitAsync(RunningPod pod, CancellationToken stopping)
    {
        var isGiven = pod.Pod.Env("KUBERNETES_SERVICE_HOST") is { Length: > 0 };
        for (var tries = 0; !isGiven && !pod.Node.HasServices; tries++)
        {
            if (tries >= QuietTries)
            {
                pod.Cluster.Api.Events.Warning(pod.Pod, "kubelet", "BackOff", "Back-off restarting failed container: Unable to contact k8s api-server: "
                    + "Get \"https://10.100.0.1:443/api/v1/namespaces/kube-system\": dial tcp 10.100.0.1:443: i/o timeout");
            }

            await pod.Cluster.Delay(pod.Cluster.Timings.OperatorLoop, stopping);
        }
    }
}
