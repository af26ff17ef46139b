using System.Collections.Immutable;

namespace CniMigration.Components;

/// <summary>What Cilium's values depend on.</summary>
internal sealed record CiliumOptions
{
    public required string ClusterName { get; init; }

    public required int OperatorReplicas { get; init; }

    public required bool Masquerade { get; init; }

    public required bool KubeProxyReplacement { get; init; }

    /// <summary>While the old nodes may be there: agent and operator keep off them, and no pod is restarted for being unmanaged.</summary>
    public required bool AvoidOldNodes { get; init; }

    public required bool EnforcePolicy { get; init; }

    /// <summary>Adopted groups, whose new nodes come without our label and must not be Cilium's for that.</summary>
    public ImmutableArray<string> UnlabelledGroups { get; init; } = [];
}

/// <summary>The values of the Cilium chart, for ENI mode.</summary>
internal static class CiliumValues
{
    public const string OperatorServiceAccount = "cilium-operator";

    public static ImmutableDictionary<string, object> Build(CiliumOptions options) => new Dictionary<string, object>
    {
        ["cluster"] = new Dictionary<string, object> { ["name"] = options.ClusterName },
        ["eni"] = new Dictionary<string, object> { ["enabled"] = true },
        ["ipam"] = new Dictionary<string, object> { ["mode"] = "eni" },
        ["routingMode"] = "native",

        // Since 1.18 ENI mode no longer masquerades by itself, which aws-node does: the choice is made here, not by a default.
        ["enableIPv4Masquerade"] = options.Masquerade,
        ["kubeProxyReplacement"] = options.KubeProxyReplacement ? "true" : "false",
        ["bpf"] = new Dictionary<string, object> { ["hostLegacyRouting"] = true },
        ["policyEnforcementMode"] = options.EnforcePolicy ? "default" : "never",
        ["agentNotReadyTaintKey"] = MigrationNames.AgentNotReadyTaint,

        // The Envoy DaemonSet follows the agent by pod affinity and not by ours, so its pods would hang on the old nodes.
        ["envoy"] = new Dictionary<string, object> { ["enabled"] = false },
        ["hubble"] = new Dictionary<string, object> { ["enabled"] = false },

        // A change of values takes effect only in pods that start after it.
        ["rollOutCiliumPods"] = true,
        ["affinity"] = NodeAffinity(options),
        ["operator"] = new Dictionary<string, object>
        {
            ["replicas"] = options.OperatorReplicas,
            ["rollOutPods"] = true,
            ["affinity"] = NodeAffinity(options),
            ["tolerations"] = OperatorTolerations(),
            ["unmanagedPodWatcher"] = new Dictionary<string, object> { ["restart"] = !options.AvoidOldNodes },
        },
    }.ToImmutableDictionary();

    private static Dictionary<string, object> NodeAffinity(CiliumOptions options)
    {
        var expressions = new List<object> { NotIn(MigrationNames.ComputeTypeLabel, MigrationNames.Fargate) };
        if (options is { AvoidOldNodes: true, UnlabelledGroups.IsEmpty: false })
        {
            expressions.Insert(0, NotIn(MigrationNames.NodeGroupLabel, [.. options.UnlabelledGroups]));
        }

        if (options.AvoidOldNodes)
        {
            expressions.Insert(0, NotIn(MigrationNames.CniLabel, MigrationNames.AwsCni));
        }

        return new Dictionary<string, object>
        {
            ["nodeAffinity"] = new Dictionary<string, object>
            {
                ["requiredDuringSchedulingIgnoredDuringExecution"] = new Dictionary<string, object>
                {
                    ["nodeSelectorTerms"] = new object[] { new Dictionary<string, object> { ["matchExpressions"] = expressions.ToArray() } },
                },
            },
        };
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
