using System.Net;
using CniMigration.Simulator.Nodes.Network;
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
        cni.Hiding = HidingOf(pod);
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

    /// <summary>
    /// It hides pods where they leave the VPC by any of its ranges, unless it is told that something outside does so: amazon-vpc-cni-k8s,
    /// pkg/networkutils/network.go, which leaves out what is no IPv4 range.
    /// </summary>
    private static SourceHiding HidingOf(RunningPod pod)
    {
        var environment = pod.Pod.Spec.Containers[0].Env.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        if (environment.GetValueOrDefault("AWS_VPC_K8S_CNI_EXTERNALSNAT") is "true" or "True" or "TRUE" or "1" or "t" or "T")
        {
            return SourceHiding.Nothing;
        }

        var excluded = (environment.GetValueOrDefault("AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS") ?? "").Split(',', StringSplitOptions.TrimEntries);
        return new SourceHiding(
            SourceHiding.AllInterfaces,
            [.. pod.Cluster.Network.Cidrs.Concat(excluded).Where(range => IPNetwork.TryParse(range, out _)).Select(IPNetwork.Parse)]);
    }
}
