using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using CniMigration.Simulator.Cloud.Compute;

namespace CniMigration.Simulator.Nodes.Network;

/// <summary>
/// A node's CNI directory and data plane. The configuration file that comes first by name is in charge, whether its agent lives or not;
/// sandboxes that were made keep working without their agent.
/// </summary>
internal sealed class NodeNetwork
{
    private readonly ConcurrentDictionary<string, Sandbox> sandboxes = new(StringComparer.Ordinal);
    private readonly ImmutableArray<NodeCni> cnis;
    private ImmutableSortedSet<string> configurations = [];

    /// <param name="instance">The machine.</param>
    /// <param name="cnis">The CNIs that may come to it.</param>
    public NodeNetwork(Instance instance, IEnumerable<Func<NodeNetwork, NodeCni>> cnis)
    {
        Instance = instance;
        this.cnis = [.. cnis.Select(cni => cni(this)).OrderBy(cni => cni.Configuration, StringComparer.Ordinal)];
    }

    /// <summary>Told after the configuration files changed.</summary>
    public event Action? ConfigurationChanged;

    public Instance Instance { get; }

    public Lock Gate { get; } = new();

    public CniKind InCharge => Leader?.Kind ?? CniKind.None;

    /// <summary>How the Cilium agent that started last enforces policies here; its programs outlive it.</summary>
    public string PolicyMode { get; set; } = "never";

    /// <summary>
    /// Whether the source's agent that started last enforces policies here; its programs outlive it (aws/aws-network-policy-agent#97, #580).
    /// </summary>
    public bool SourceEnforcesPolicies { get; set; }

    /// <summary>
    /// Whether the plugin portmap is in the node's directory of plugins. aws-node brings it; images for EKS of Amazon Linux 2023 do not
    /// (cilium/cilium#41300, nutanix-cloud-native/cluster-api-runtime-extensions-nutanix#1340), those of others do (assumed).
    /// </summary>
    public bool HasPortmap { get; set; }

    /// <summary>Whether kube-proxy runs here.</summary>
    public bool KubeProxyRuns { get; set; }

    /// <summary>Whether the Cilium agent that started last does kube-proxy's work here; its programs outlive it.</summary>
    public bool ReplacesKubeProxy { get; set; }

    /// <summary>Whether Services lead anywhere from here.</summary>
    public bool HasServices => KubeProxyRuns || ReplacesKubeProxy;

    /// <summary>The name of the first network interface, which its image decides: the number of each other one follows from it.</summary>
    public (string Prefix, int First) InterfaceNames { get; init; } = ("ens", 5);

    public IEnumerable<Sandbox> Sandboxes => sandboxes.Values;

    private NodeCni? Leader => cnis.FirstOrDefault(cni => configurations.Contains(cni.Configuration));

    public T Cni<T>()
        where T : NodeCni => cnis.OfType<T>().Single();

    public bool AgentRuns(CniKind kind) => cnis.Any(cni => cni.Kind == kind && cni.AgentRuns);

    /// <summary>Whether network policies are enforced on the pods that a CNI gave their addresses.</summary>
    public bool Enforces(CniKind cni) => cni == CniKind.Cilium ? PolicyMode == "default" : SourceEnforcesPolicies;

    public Sandbox? Find(string podUid) => sandboxes.GetValueOrDefault(podUid);

    public void Install(string configuration, bool exclusive = false)
    {
        lock (Gate)
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

    /// <summary>Makes a pod's sandbox by the CNI in charge.</summary>
    public Sandbox Add(string podUid)
    {
        lock (Gate)
        {
            var cni = Leader ?? throw new SandboxException("cni plugin not initialized");
            var address = cni.Give();
            if (cni.ChainsPortmap && !HasPortmap)
            {
                throw new SandboxException("plugin type=\"portmap\" failed (add): failed to find plugin \"portmap\" in path [/opt/cni/bin]");
            }

            var sandbox = new Sandbox(podUid, address, cni.Kind, InterfaceOf(address).SecurityGroups) { HasPortmap = cni.ChainsPortmap };
            sandboxes[podUid] = sandbox;
            cni.Given();
            return sandbox;
        }
    }

    /// <summary>Lets the agent of the CNI that gave a sandbox its address do its part.</summary>
    public Task AnnounceAsync(Pod pod, Sandbox sandbox, CancellationToken cancellationToken) =>
        cnis.First(cni => cni.Kind == sandbox.GivenBy).AnnounceAsync(pod, sandbox, cancellationToken);

    public void Remove(string podUid) => sandboxes.TryRemove(podUid, out _);

    /// <summary>Whether a pod's host ports lead to it: by portmap, or by Cilium in kube-proxy's place for all pods that it manages.</summary>
    public bool ServesHostPorts(string podUid) =>
        Find(podUid) is { } sandbox && (sandbox.HasPortmap || (sandbox.GivenBy == CniKind.Cilium && ReplacesKubeProxy));

    /// <summary>The address that a sandbox is seen by at a destination outside the cluster.</summary>
    public string SourceSeenAt(Sandbox sandbox, IPAddress destination)
    {
        var name = $"{InterfaceNames.Prefix}{InterfaceNames.First + InterfaceOf(sandbox.Address).Index}";
        return cnis.First(cni => cni.Kind == sandbox.GivenBy).Hiding.Hides(name, destination) ? Instance.Address : sandbox.Address;
    }

    public NetworkInterface InterfaceOf(string address) => Instance.Interfaces.First(attached => attached.Addresses.Contains(address));

    /// <summary>The first of some addresses that no pod has; null where all are taken.</summary>
    public string? FirstFree(IEnumerable<string> pool)
    {
        var used = sandboxes.Values.Select(sandbox => sandbox.Address).ToHashSet(StringComparer.Ordinal);
        return pool.Where(address => !used.Contains(address)).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>The addresses for pods that the instance has and no CNI may give yet.</summary>
    public IEnumerable<string> Unclaimed() => Instance.Interfaces.SelectMany(attached => attached.PodAddresses)
        .Where(address => !cnis.Any(cni => cni.Pool.Contains(address)));
}
