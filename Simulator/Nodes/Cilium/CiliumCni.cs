using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>Cilium on one node: the addresses that the operator has given it, and the agent that gives them to pods.</summary>
internal sealed class CiliumCni(NodeNetwork node) : NodeCni(node)
{
    private readonly HashSet<string> own = new(StringComparer.Ordinal);
    private ICiliumEndpoints? agent;
    private bool chainsPortmap;

    public override CniKind Kind => CniKind.Cilium;

    public override string Configuration => "05-cilium.conflist";

    public override bool AgentRuns => agent is not null;

    public override bool ChainsPortmap => chainsPortmap;

    /// <summary>The addresses that Cilium may give here, and the interface of each.</summary>
    public IReadOnlyList<(string Address, string InterfaceId)> Addresses
    {
        get
        {
            lock (Node.Gate)
            {
                return [.. Pool.Order(StringComparer.Ordinal).Select(address => (address, Node.InterfaceOf(address).Id))];
            }
        }
    }

    /// <summary>The addresses that Cilium has given, each with the uid of its pod, or with what the agent itself has it for.</summary>
    public IReadOnlyDictionary<string, string> AddressesGiven
    {
        get
        {
            lock (Node.Gate)
            {
                var given = own.Order(StringComparer.Ordinal).Zip(["health", "router"]).ToDictionary(one => one.First, one => one.Second);
                foreach (var sandbox in Sandboxes)
                {
                    given[sandbox.Address] = sandbox.PodUid;
                }

                return given;
            }
        }
    }

    /// <summary>Whether an interface that is there could hold more addresses.</summary>
    public bool HasRoom
    {
        get
        {
            lock (Node.Gate)
            {
                return Node.Instance.Interfaces.Any(attached => attached.Addresses.Count < Node.Instance.Type.AddressesPerInterface);
            }
        }
    }

    public int AddressesInUse => own.Count + Sandboxes.Count();

    private IEnumerable<Sandbox> Sandboxes => Node.Sandboxes.Where(sandbox => sandbox.GivenBy == CniKind.Cilium);

    /// <param name="started">The agent.</param>
    /// <param name="portmap">Whether the configuration that it writes chains portmap; it stays when the agent goes.</param>
    public void AgentStarted(ICiliumEndpoints started, bool portmap) => (agent, chainsPortmap) = (started, portmap);

    public void AgentStopped(ICiliumEndpoints stopped)
    {
        if (ReferenceEquals(agent, stopped))
        {
            agent = null;
        }
    }

    public override string Give()
    {
        const string Plugin = "plugin type=\"cilium-cni\" failed (add): ";
        return agent is null
            ? throw new SandboxException(Plugin + "unable to connect to Cilium agent: failed to create cilium agent client after 30.000000 seconds "
                + "timeout: Get \"http://localhost/v1/config\": dial unix /var/run/cilium/cilium.sock: connect: no such file or directory")
            : Node.FirstFree(Pool.Except(own))
                ?? throw new SandboxException(
                    Plugin + "unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure \"No more IPs available\"");
    }

    public override Task AnnounceAsync(Pod pod, Sandbox sandbox, CancellationToken cancellationToken) =>
        agent?.CreateEndpointAsync(pod, sandbox, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Takes the agent's own two addresses, for its router and for its health endpoint; false while there are none.</summary>
    public bool TryTakeOwn()
    {
        lock (Node.Gate)
        {
            while (own.Count < 2 && Node.FirstFree(Pool.Except(own)) is { } address)
            {
                own.Add(address);
            }

            return own.Count == 2;
        }
    }

    /// <summary>Gives Cilium addresses from interfaces that have room, or from a new one.</summary>
    public void Grant(int count)
    {
        lock (Node.Gate)
        {
            var instance = Node.Instance;
            foreach (var attached in instance.Interfaces)
            {
                if (instance.Assign(attached.Id, Math.Min(count, instance.Subnet.FreeAddresses)) is var assigned and > 0)
                {
                    Adopt(assigned);
                    return;
                }
            }

            instance.Attach(Math.Min(count, Math.Max(0, instance.Subnet.FreeAddresses - 1)));
            Adopt(count);
        }
    }
}

/// <summary>What the Cilium agent does for each sandbox that its CNI plugin makes.</summary>
internal interface ICiliumEndpoints
{
    Task CreateEndpointAsync(Pod pod, Sandbox sandbox, CancellationToken cancellationToken);
}
