using System.Collections.Concurrent;
using System.Collections.Immutable;
using CniMigration.Kubernetes.Model;
using CniMigration.Simulator.Cloud.Compute;

namespace CniMigration.Simulator.Nodes.Network;

/// <summary>
/// A node's CNI directory and data plane. The configuration file that comes first by name is in charge, whether its agent lives or not;
/// sandboxes that were made keep working without their agent.
/// </summary>
internal sealed class NodeNetwork(Instance instance)
{
    public const string AwsConfiguration = "10-aws.conflist";
    public const string CiliumConfiguration = "05-cilium.conflist";

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, Sandbox> sandboxes = new(StringComparer.Ordinal);
    private readonly HashSet<string> awsPool = new(StringComparer.Ordinal);
    private readonly HashSet<string> ciliumPool = new(StringComparer.Ordinal);
    private readonly HashSet<string> ciliumOwn = new(StringComparer.Ordinal);
    private ImmutableSortedSet<string> configurations = [];

    /// <summary>Told after the configuration files changed.</summary>
    public event Action? ConfigurationChanged;

    public Instance Instance => instance;

    public IReadOnlyCollection<string> Configurations => configurations;

    public CniKind InCharge => configurations.Contains(CiliumConfiguration) ? CniKind.Cilium
        : configurations.Contains(AwsConfiguration) ? CniKind.AwsCni
        : CniKind.None;

    /// <summary>How the Cilium agent that started last enforces policies here; its programs outlive it.</summary>
    public string PolicyMode { get; set; } = "never";

    public bool AwsAgentRuns { get; private set; }

    /// <summary>The Cilium agent at work on this node, if any: it is told of every sandbox made.</summary>
    public ICiliumEndpoints? CiliumAgent { get; private set; }

    public Sandbox? Find(string podUid) => sandboxes.GetValueOrDefault(podUid);

    public void Install(string configuration, bool exclusive = false)
    {
        lock (gate)
        {
            var next = exclusive ? [configuration] : configurations.Add(configuration);
            if (next.SetEquals(configurations))
            {
                return;
            }

            configurations = next;
        }

        ConfigurationChanged?.Invoke();
    }

    public void AwsAgentStarted()
    {
        lock (gate)
        {
            AwsAgentRuns = true;
            RefillAws();
        }
    }

    public void AwsAgentStopped() => AwsAgentRuns = false;

    public void CiliumAgentStarted(ICiliumEndpoints agent) => CiliumAgent = agent;

    public void CiliumAgentStopped(ICiliumEndpoints agent)
    {
        if (ReferenceEquals(CiliumAgent, agent))
        {
            CiliumAgent = null;
        }
    }

    /// <summary>Makes a pod's sandbox by the CNI in charge.</summary>
    public Sandbox Add(string podUid)
    {
        lock (gate)
        {
            var (address, kind) = InCharge switch
            {
                CniKind.Cilium when CiliumAgent is null => throw new SandboxException(
                    "plugin type=\"cilium-cni\" failed (add): unable to connect to Cilium agent: failed to create cilium agent client after 30.000000 seconds "
                    + "timeout: Get \"http://localhost/v1/config\": dial unix /var/run/cilium/cilium.sock: connect: no such file or directory"),
                CniKind.Cilium => (TakeFree(ciliumPool.Except(ciliumOwn), "plugin type=\"cilium-cni\" failed (add): unable to allocate IP via local cilium agent: "
                    + "[POST /ipam][502] postIpamFailure \"No more IPs available\""), CniKind.Cilium),
                CniKind.AwsCni when !AwsAgentRuns => throw new SandboxException(
                    "plugin type=\"aws-cni\" name=\"aws-cni\" failed (add): add cmd: Error received from AddNetwork gRPC call: rpc error: code = Unavailable "
                    + "desc = connection error: desc = \"transport: Error while dialing: dial tcp 127.0.0.1:50051: connect: connection refused\""),
                CniKind.AwsCni => (TakeFree(awsPool,
                    "plugin type=\"aws-cni\" name=\"aws-cni\" failed (add): add cmd: failed to assign an IP address to container"), CniKind.AwsCni),
                _ => throw new SandboxException("cni plugin not initialized"),
            };
            var sandbox = new Sandbox(podUid, address, kind, InterfaceOf(address).SecurityGroups);
            sandboxes[podUid] = sandbox;
            if (kind == CniKind.AwsCni)
            {
                RefillAws();
            }

            return sandbox;
        }
    }

    public void Remove(string podUid) => sandboxes.TryRemove(podUid, out _);

    /// <summary>The addresses that Cilium may give here, and the interface of each.</summary>
    public IReadOnlyList<(string Address, string InterfaceId)> CiliumAddresses
    {
        get
        {
            lock (gate)
            {
                return [.. ciliumPool.Order(StringComparer.Ordinal).Select(address => (address, InterfaceOf(address).Id))];
            }
        }
    }

    /// <summary>The addresses that Cilium has given, each with the uid of its pod, or with what the agent itself has it for.</summary>
    public IReadOnlyDictionary<string, string> CiliumAddressesGiven
    {
        get
        {
            lock (gate)
            {
                var given = ciliumOwn.Order(StringComparer.Ordinal).Zip(["health", "router"]).ToDictionary(own => own.First, own => own.Second);
                foreach (var sandbox in sandboxes.Values.Where(sandbox => sandbox.GivenBy == CniKind.Cilium))
                {
                    given[sandbox.Address] = sandbox.PodUid;
                }

                return given;
            }
        }
    }

    public int CiliumAddressesInUse => ciliumOwn.Count + sandboxes.Values.Count(sandbox => sandbox.GivenBy == CniKind.Cilium);

    /// <summary>Takes the agent's own two addresses, for its router and for its health endpoint; false while there are none.</summary>
    public bool TryTakeCiliumOwn()
    {
        lock (gate)
        {
            var used = sandboxes.Values.Select(sandbox => sandbox.Address).ToHashSet(StringComparer.Ordinal);
            foreach (var address in ciliumPool.Where(address => !used.Contains(address)).Order(StringComparer.Ordinal))
            {
                if (ciliumOwn.Count < 2)
                {
                    ciliumOwn.Add(address);
                }
            }

            return ciliumOwn.Count == 2;
        }
    }

    /// <summary>Gives Cilium addresses from interfaces that have room, or from a new one; gives how many it got.</summary>
    public int GrantCilium(int count)
    {
        lock (gate)
        {
            foreach (var attached in instance.Interfaces)
            {
                if (instance.Assign(attached.Id, Math.Min(count, instance.Subnet.FreeAddresses)) is var assigned and > 0)
                {
                    return Adopt(ciliumPool, assigned);
                }
            }

            instance.Attach(Math.Min(count, Math.Max(0, instance.Subnet.FreeAddresses - 1)));
            return Adopt(ciliumPool, count);
        }
    }

    // As ipamd does with WARM_ENI_TARGET=1: fill what is attached, and keep one interface's worth of addresses free while more fit.
    private void RefillAws()
    {
        var worth = instance.Type.AddressesPerInterface - 1;
        foreach (var attached in instance.Interfaces)
        {
            instance.Assign(attached.Id, Math.Min(worth, instance.Subnet.FreeAddresses));
        }

        Adopt(awsPool, int.MaxValue);
        while (awsPool.Count - InUse(awsPool) < worth && instance.Interfaces.Count < instance.Type.Interfaces && instance.Subnet.FreeAddresses > 1)
        {
            instance.Attach(Math.Min(worth, instance.Subnet.FreeAddresses - 1));
            Adopt(awsPool, int.MaxValue);
        }
    }

    private int Adopt(HashSet<string> pool, int most)
    {
        var free = instance.Interfaces.SelectMany(attached => attached.PodAddresses)
            .Where(address => !awsPool.Contains(address) && !ciliumPool.Contains(address)).Take(most).ToList();
        pool.UnionWith(free);
        return free.Count;
    }

    private int InUse(HashSet<string> pool) => sandboxes.Values.Count(sandbox => pool.Contains(sandbox.Address));

    private string TakeFree(IEnumerable<string> pool, string problem)
    {
        var used = sandboxes.Values.Select(sandbox => sandbox.Address).ToHashSet(StringComparer.Ordinal);
        return pool.Where(address => !used.Contains(address)).Order(StringComparer.Ordinal).FirstOrDefault() ?? throw new SandboxException(problem);
    }

    private NetworkInterface InterfaceOf(string address) =>
        instance.Interfaces.First(attached => attached.Addresses.Contains(address));
}

/// <summary>What the Cilium agent does for each sandbox that its CNI plugin makes.</summary>
internal interface ICiliumEndpoints
{
    Task CreateEndpointAsync(Pod pod, Sandbox sandbox, CancellationToken cancellationToken);
}
