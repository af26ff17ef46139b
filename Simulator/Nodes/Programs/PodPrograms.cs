using CniMigration.Kubernetes.Model;
using CniMigration.Simulator.Nodes.Cilium;

namespace CniMigration.Simulator.Nodes.Programs;

/// <summary>Which program a pod's images hold.</summary>
internal sealed class PodPrograms(NodeFleet fleet) : IDisposable
{
    private readonly PlainProgram plain = new();
    private readonly AwsNodeProgram awsNode = new();
    private readonly CiliumAgentProgram ciliumAgent = new();
    private readonly CiliumOperatorProgram ciliumOperator = new(fleet);

    public IPodProgram For(Pod pod)
    {
        foreach (var repository in pod.Repositories())
        {
            switch (repository)
            {
                case "amazon-k8s-cni": return awsNode;
                case "cilium/cilium": return ciliumAgent;
                case "cilium/operator" or "cilium/operator-aws" or "cilium/operator-generic": return ciliumOperator;
            }
        }

        return plain;
    }

    public void Dispose() => ciliumOperator.Dispose();
}
