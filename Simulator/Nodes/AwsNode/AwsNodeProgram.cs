using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.AwsNode;

/// <summary>
/// aws-node: it installs its CNI configuration and hands out addresses while it runs. The configuration stays when it goes.
/// Its second container enforces NetworkPolicies where it is told to; that EKS' controller, which resolves them for it, is on then too is assumed.
/// </summary>
internal sealed class AwsNodeProgram : IPodProgram
{
    private const string PolicyAgent = "aws-eks-nodeagent";
    private const string EnforcePolicies = "--enable-network-policy=true";
    private const string IgnorePolicies = "--enable-network-policy=false";

    /// <summary>What makes its second container enforce NetworkPolicies, or none: a strategic merge patch of the DaemonSet.</summary>
    public static JsonObject EnforcingPolicies(bool on)
    {
        var agent = new JsonObject { ["name"] = PolicyAgent, ["args"] = new JsonArray(on ? EnforcePolicies : IgnorePolicies) };
        var spec = new JsonObject { ["containers"] = new JsonArray(agent) };
        return new JsonObject { ["spec"] = new JsonObject { ["template"] = new JsonObject { ["spec"] = spec } } };
    }

    public async Task RunAsync(RunningPod pod, CancellationToken stopping)
    {
        await pod.Cluster.Delay(pod.Cluster.Timings.AgentStart, stopping);
        var cni = pod.Node.Cni<VpcCni>();

        // Its init container copies portmap beside its own plugin (amazon-vpc-cni-k8s, scripts/dockerfiles).
        pod.Node.HasPortmap = true;
        cni.AgentStarted();
        try
        {
            pod.Node.SourceEnforcesPolicies = pod.Pod.Spec.Containers.Any(container => container.Args.Contains(EnforcePolicies));
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
