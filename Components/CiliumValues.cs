using System.Globalization;

namespace CniMigration.Components;

/// <summary>The values of the Cilium chart, for ENI mode.</summary>
internal static class CiliumValues
{
    public const string OperatorServiceAccount = "cilium-operator";

    public static ImmutableDictionary<string, object> Build(CiliumOptions options) =>
        UserValues.Over(
            Fixed(options).ToImmutableDictionary().AddRange(Masquerading(options.Masquerade)).AddRange(Services(options)), options.UserValues);

    private static Dictionary<string, object> Fixed(CiliumOptions options) => new()
    {
        ["cluster"] = new Dictionary<string, object> { ["name"] = options.ClusterName },
        ["eni"] = new Dictionary<string, object> { ["enabled"] = true },
        ["ipam"] = Ipam(options.Size),
        ["routingMode"] = "native",

        ["kubeProxyReplacement"] = options.KubeProxyReplacement ? "true" : "false",
        ["bpf"] = Bpf(options.Masquerade),
        ["policyEnforcementMode"] = options.EnforcePolicy ? "default" : "never",
        ["agentNotReadyTaintKey"] = MigrationNames.AgentNotReadyTaint,

        // The Envoy DaemonSet follows the agent by pod affinity and not by ours, so its pods would hang on the old nodes.
        ["envoy"] = new Dictionary<string, object> { ["enabled"] = false },
        ["hubble"] = new Dictionary<string, object> { ["enabled"] = false },

        // A change of values takes effect only in pods that start after it.
        ["rollOutCiliumPods"] = true,
        ["updateStrategy"] = new Dictionary<string, object>
        {
            ["type"] = "RollingUpdate",
            ["rollingUpdate"] = new Dictionary<string, object> { ["maxUnavailable"] = ClusterSize.RolloutShare },
        },
        ["affinity"] = NodeAffinity(options),
        ["operator"] = new Dictionary<string, object>
        {
            ["replicas"] = options.OperatorReplicas,
            ["rollOutPods"] = true,
            ["affinity"] = NodeAffinity(options),
            ["tolerations"] = OperatorTolerations(),
            ["unmanagedPodWatcher"] = new Dictionary<string, object> { ["restart"] = options.KeepsOff is null },
        },
    };

    private static Dictionary<string, object> Bpf(CiliumMasquerade masquerade)
    {
        var bpf = new Dictionary<string, object> { ["hostLegacyRouting"] = true };
        if (masquerade.ByAgent)
        {
            bpf["masquerade"] = true;
        }

        return bpf;
    }

    /// <summary>
    /// Since 1.18 ENI mode no longer masquerades by itself (cilium/cilium#38663), which aws-node does; since 1.19 an agent that does so by iptables panics
    /// where no interface is named (cilium/cilium#42531), and one that does so by BPF refuses to have any named.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, object>> Masquerading(CiliumMasquerade masquerade)
    {
        yield return new("enableIPv4Masquerade", masquerade.Enabled);
        if (!masquerade.Enabled)
        {
            yield break;
        }

        if (masquerade.ByAgent)
        {
            yield return new("ipMasqAgent", new Dictionary<string, object>
            {
                ["enabled"] = true,
                ["config"] = new Dictionary<string, object> { ["nonMasqueradeCIDRs"] = (object[])[.. masquerade.KeptTo] },
            });
            yield break;
        }

        yield return new("egressMasqueradeInterfaces", masquerade.Interfaces);
        if (masquerade.KeptTo is [var one])
        {
            yield return new("ipv4NativeRoutingCIDR", one);
        }
    }

    /// <summary>
    /// What goes with kube-proxy or without it. Without it nobody leads the Service kubernetes anywhere before the agent runs, so agent and operator
    /// are told where the API server is; with it Cilium serves host ports only through portmap (cilium/cilium,
    /// Documentation/installation/cni-chaining-portmap.rst).
    /// </summary>
    private static Dictionary<string, object> Services(CiliumOptions options) => options switch
    {
        { KubeProxyReplacement: true, ApiServer: { } server } => new()
        {
            ["k8sServiceHost"] = server.Host,
            ["k8sServicePort"] = server.Port.ToString(CultureInfo.InvariantCulture),
        },
        { KubeProxyReplacement: false, Portmap: true } => new() { ["cni"] = new Dictionary<string, object> { ["chainingMode"] = "portmap" } },
        _ => [],
    };

    /// <summary>By default the operator calls EC2 four times a second, which many nodes would wait for (install/kubernetes/cilium/values.yaml).</summary>
    private static Dictionary<string, object> Ipam(ClusterSize? size)
    {
        var ipam = new Dictionary<string, object> { ["mode"] = "eni" };
        if (size is { OperatorRate: { } rate, OperatorBurst: { } burst })
        {
            ipam["operator"] = new Dictionary<string, object> { ["externalAPILimitQPS"] = rate, ["externalAPILimitBurstSize"] = burst };
        }

        return ipam;
    }

    private static Dictionary<string, object> NodeAffinity(CiliumOptions options) => new()
    {
        ["nodeAffinity"] = new Dictionary<string, object>
        {
            ["requiredDuringSchedulingIgnoredDuringExecution"] = new Dictionary<string, object>
            {
                ["nodeSelectorTerms"] = new object[]
                {
                    new Dictionary<string, object>
                    {
                        ["matchExpressions"] = (object[])[.. OffOldNodes(options), NotIn(MigrationNames.ComputeTypeLabel, MigrationNames.Fargate)],
                    },
                },
            },
        },
    };

    private static IEnumerable<object> OffOldNodes(CiliumOptions options)
    {
        if (options.KeepsOff is not { } source)
        {
            yield break;
        }

        yield return NotIn(source.NodeLabel, source.Side);
        if (!options.UnlabelledGroups.IsEmpty)
        {
            yield return NotIn(MigrationNames.NodeGroupLabel, [.. options.UnlabelledGroups]);
        }
    }

    private static Dictionary<string, object> NotIn(string key, params object[] values) =>
        new() { ["key"] = key, ["operator"] = "NotIn", ["values"] = values };

    /// <summary>The operator removes the agents' taint, so it must not wait for that to happen.</summary>
    private static object[] OperatorTolerations() =>
    [
        Exists(MigrationNames.AgentNotReadyTaint),
        Exists("node.kubernetes.io/not-ready"),
        Exists("node.cloudprovider.kubernetes.io/uninitialized"),
    ];

    private static Dictionary<string, object> Exists(string key) => new() { ["key"] = key, ["operator"] = "Exists" };
}
