using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Nodes.AwsNode;

/// <summary>The VPC CNI on one node: its agent, ipamd, keeps one interface's worth of addresses warm and gives them to pods while it runs.</summary>
internal sealed class VpcCni(NodeNetwork node) : NodeCni(node)
{
    private bool runs;

    public override CniKind Kind => CniKind.Source;

    public override string Configuration => "10-aws.conflist";

    public override bool AgentRuns => runs;

    // amazon-vpc-cni-k8s, misc/10-aws.conflist.
    public override bool ChainsPortmap => true;

    public void AgentStarted()
    {
        lock (Node.Gate)
        {
            runs = true;
            Refill();
        }
    }

    public void AgentStopped() => runs = false;

    public override string Give()
    {
        const string Plugin = "plugin type=\"aws-cni\" name=\"aws-cni\" failed (add): add cmd: ";
        return !runs
            ? throw new SandboxException(Plugin + "Error received from AddNetwork gRPC call: rpc error: code = Unavailable "
                + "desc = connection error: desc = \"transport: Error while dialing: dial tcp 127.0.0.1:50051: connect: connection refused\"")
            : Node.FirstFree(Pool) ?? throw new SandboxException(Plugin + "failed to assign an IP address to container");
    }

    public override void Given() => Refill();

    // As ipamd does with WARM_ENI_TARGET=1: fill what is attached, and keep one interface's worth of addresses free while more fit.
    private void Refill()
    {
        var instance = Node.Instance;
        var worth = instance.Type.AddressesPerInterface - 1;
        foreach (var attached in instance.Interfaces)
        {
            instance.Assign(attached.Id, Math.Min(worth, instance.Subnet.FreeAddresses));
        }

        Adopt(int.MaxValue);
        while (Pool.Count - Used() < worth && instance.Interfaces.Count < instance.Type.Interfaces && instance.Subnet.FreeAddresses > 1)
        {
            instance.Attach(Math.Min(worth, instance.Subnet.FreeAddresses - 1));
            Adopt(int.MaxValue);
        }
    }

    private int Used() => Node.Sandboxes.Count(sandbox => Pool.Contains(sandbox.Address));
}
