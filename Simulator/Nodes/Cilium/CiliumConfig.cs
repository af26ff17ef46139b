using System.Globalization;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>The ConfigMap cilium-config as a starting agent or operator reads it: later changes are for the next start.</summary>
internal sealed class CiliumConfig(IReadOnlyDictionary<string, string> data)
{
    /// <summary>The taint of nodes whose agent is not ready, where the configuration names no other.</summary>
    public const string DefaultTaintKey = "node.cilium.io/agent-not-ready";

    public string PolicyMode => data.GetValueOrDefault("enable-policy", "default");

    public bool Exclusive => Flag("cni-exclusive", true);

    /// <summary>Whether the CNI configuration has portmap after Cilium's own plugin (cilium/cilium, daemon/cmd/cni/config.go).</summary>
    public bool ChainsPortmap => data.GetValueOrDefault("cni-chaining-mode", "none") == "portmap";

    public bool ReplacesKubeProxy => Flag("kube-proxy-replacement", false);

    public string TaintKey => data.GetValueOrDefault("agent-not-ready-taint-key", DefaultTaintKey);

    public bool RemovesTaints => Flag("remove-cilium-node-taints", true);

    public bool SetsTaints => Flag("set-cilium-node-taints", RemovesTaints);

    public bool Masquerades => Flag("enable-ipv4-masquerade", true);

    public bool MasqueradesByBpf => Flag("enable-bpf-masquerade", false);

    public bool HasMasqueradeAgent => Flag("enable-ip-masq-agent", false);

    /// <summary>The interfaces that masqueraded packets leave by; empty where none are named.</summary>
    public string MasqueradeInterfaces => data.GetValueOrDefault("egress-masquerade-interfaces", "");

    /// <summary>Where pods are seen by their own address; null for what the agent finds itself.</summary>
    public string? NativeRoutingRange => data.GetValueOrDefault("ipv4-native-routing-cidr");

    /// <summary>0 when pods that Cilium does not manage are left alone.</summary>
    public int UnmanagedPodInterval => int.Parse(data.GetValueOrDefault("unmanaged-pod-watcher-interval", "0"), CultureInfo.InvariantCulture);

    /// <summary>How many calls to EC2 a second the operator may make (operator/pkg/ipam/allocator/provider: defaultConfig).</summary>
    public double ApiRate => double.Parse(data.GetValueOrDefault("limit-ipam-api-qps", "4"), CultureInfo.InvariantCulture);

    /// <summary>How many it may make at once.</summary>
    public int ApiBurst => int.Parse(data.GetValueOrDefault("limit-ipam-api-burst", "20"), CultureInfo.InvariantCulture);

    /// <summary>On how many nodes the operator works at once.</summary>
    public int AllocationWorkers => int.Parse(data.GetValueOrDefault("parallel-alloc-workers", "50"), CultureInfo.InvariantCulture);

    public static async Task<CiliumConfig> ReadAsync(ClusterContext cluster, string @namespace, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await cluster.Api.Client.GetAsync(ResourceTypes.ConfigMaps, @namespace, "cilium-config", cancellationToken) is { } found)
            {
                return new CiliumConfig(found.As<ConfigMap>().Data);
            }

            await cluster.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        }
    }

    private bool Flag(string key, bool otherwise) => data.TryGetValue(key, out var value) ? value == "true" : otherwise;
}
