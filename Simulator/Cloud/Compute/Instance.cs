using System.Collections.Immutable;
using CniMigration.Simulator.Cloud.Network;

namespace CniMigration.Simulator.Cloud.Compute;

/// <summary>A virtual machine and its network interfaces, within the limits of its type.</summary>
internal sealed class Instance
{
    private readonly Lock gate = new();
    private readonly Ids ids;
    private ImmutableList<NetworkInterface> interfaces;

    public Instance(string region, string nodeGroup, InstanceType type, Subnet subnet, IReadOnlyList<string> securityGroups, Ids ids)
    {
        this.ids = ids;
        (NodeGroup, Type, Subnet, SecurityGroups) = (nodeGroup, type, subnet, securityGroups);
        Id = ids.Next("i-");
        interfaces = [new NetworkInterface(ids.Next("eni-"), 0, subnet, securityGroups, subnet.Take(1))];
        Address = interfaces[0].Addresses[0];
        NodeName = $"ip-{Address.Replace('.', '-')}.{region}.compute.internal";
    }

    public string Id { get; }

    public string NodeGroup { get; }

    public string NodeName { get; }

    public InstanceType Type { get; }

    public Subnet Subnet { get; }

    public string Address { get; }

    public IReadOnlyList<string> SecurityGroups { get; }

    public DateTimeOffset LaunchedAt { get; init; }

    /// <summary>The role of its profile; empty for the one that EKS's own tools would make.</summary>
    public string RoleArn { get; init; } = "";

    public string State { get; private set; } = InstanceState.Pending;

    public bool IsRunning => State == InstanceState.Running;

    public IReadOnlyList<NetworkInterface> Interfaces
    {
        get
        {
            lock (gate)
            {
                return interfaces;
            }
        }
    }

    public void Became(string state)
    {
        lock (gate)
        {
            State = state;
            if (state != InstanceState.Terminated)
            {
                return;
            }

            foreach (var held in interfaces)
            {
                Free(held);
            }

            interfaces = [];
        }
    }

    /// <summary>Attaches one more interface with as many addresses as asked for, within the type's limits.</summary>
    public NetworkInterface Attach(int podAddresses)
    {
        lock (gate)
        {
            MustRun();
            if (interfaces.Count >= Type.Interfaces)
            {
                throw new EksException("AttachmentLimitExceeded", $"{Id} ({Type.Name}) has {interfaces.Count} network interfaces, and no more fit.");
            }

            var count = Math.Min(podAddresses + 1, Type.AddressesPerInterface);
            var attached = new NetworkInterface(ids.Next("eni-"), interfaces.Count, Subnet, SecurityGroups, Subnet.Take(count));
            interfaces = interfaces.Add(attached);
            return attached;
        }
    }

    /// <summary>Assigns more addresses to an interface; gives how many fitted.</summary>
    public int Assign(string interfaceId, int podAddresses)
    {
        lock (gate)
        {
            MustRun();
            var present = interfaces.First(held => held.Id == interfaceId);
            var count = Math.Min(podAddresses, Type.AddressesPerInterface - present.Addresses.Count);
            if (count <= 0)
            {
                return 0;
            }

            interfaces = interfaces.Replace(present, present with { Addresses = [.. present.Addresses, .. Subnet.Take(count)] });
            return count;
        }
    }

    public EksInstance Describe() => new(Id, NodeGroup, NodeName, Type.Name, Subnet.Id, Subnet.Zone, Address, State);

    private void MustRun()
    {
        if (!IsRunning)
        {
            throw new EksException("IncorrectInstanceState", $"{Id} is {State}.");
        }
    }

    private static void Free(NetworkInterface held)
    {
        foreach (var address in held.Addresses)
        {
            held.Subnet.Release(address);
        }
    }
}

internal static class InstanceState
{
    public const string Pending = "pending";
    public const string Running = "running";
    public const string ShuttingDown = "shutting-down";
    public const string Terminated = "terminated";
}
