using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniMigration.Components;

/// <summary>Values of the Cilium chart that a user lays over ours, but for those that the migration holds.</summary>
internal static class UserValues
{
    private const string Placement = "it keeps Cilium off the nodes of the CNI that is left, and on the others";
    private const string Addresses = "outsiders see pods by it: masquerade, masqueradeInterfaces and kubeProxyReplacement decide it";
    private const string Accounts = "the operator's role in AWS trusts this account alone";

    /// <summary>The keys that the migration holds, each with everything below it, and why.</summary>
    public static readonly ImmutableSortedDictionary<string, string> Held = new Dictionary<string, string>
    {
        ["affinity"] = Placement,
        ["agentNotReadyTaintKey"] = "the nodes of the Cilium group come with this taint, and gates wait for its removal",
        ["bpf.masquerade"] = Addresses,
        ["cni.chainingMode"] = "the setting portmap decides it",
        ["cluster.name"] = "ciliumClusterName decides it",
        ["egressMasqueradeInterfaces"] = Addresses,
        ["enableIPv4Masquerade"] = Addresses,
        ["eni.enabled"] = "the migration is one to ENI mode",
        ["ipMasqAgent"] = Addresses,
        ["ipam.mode"] = "the migration is one to ENI mode",
        ["ipv4NativeRoutingCIDR"] = Addresses,
        ["k8sServiceHost"] = "the cluster's endpoint decides it",
        ["k8sServicePort"] = "the cluster's endpoint decides it",
        ["kubeProxyReplacement"] = "the setting of that name decides it",
        ["nodeSelector"] = Placement,
        ["operator.affinity"] = Placement,
        ["operator.nodeSelector"] = Placement,
        ["operator.removeNodeTaints"] = "gates wait until the operator has removed the agents' taint",
        ["operator.replicas"] = "ciliumOperatorReplicas decides it",
        ["operator.rollOutPods"] = "a stage's values have to reach the operator that runs",
        ["operator.setNodeTaints"] = "gates wait until the operator has removed the agents' taint",
        ["operator.tolerations"] = "the operator removes the taints that it would otherwise wait behind",
        ["operator.unmanagedPodWatcher"] = "while old nodes are there it would restart their pods",
        ["policyEnforcementMode"] = "policies bite at enforce-policy, or when enforcePoliciesFrom says",
        ["rollOutCiliumPods"] = "a stage's values have to reach the agents that run",
        ["routingMode"] = "ENI mode routes natively",
        ["serviceAccounts.cilium.name"] = "the migration finds the agents by it",
        ["serviceAccounts.operator"] = Accounts,
        ["tolerations"] = "the agents come to nodes whose taint they lift",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The held keys that a user's values would change, by their paths.</summary>
    public static IEnumerable<string> HeldIn(JsonObject values) => Paths(values, "")
        .SelectMany(path => Held.Keys.Where(held => IsSameOrBelow(path, held) || IsSameOrBelow(held, path))).Distinct();

    /// <summary>Lays a user's values over others: objects are merged, everything else is replaced, lists too.</summary>
    public static ImmutableDictionary<string, object> Over(ImmutableDictionary<string, object> ours, JsonObject theirs) =>
        Merged(ours, theirs).ToImmutableDictionary();

    private static Dictionary<string, object> Merged(IEnumerable<KeyValuePair<string, object>> ours, JsonObject theirs)
    {
        var merged = new Dictionary<string, object>(ours);
        foreach (var (key, value) in theirs)
        {
            merged[key] = value is JsonObject section && merged.GetValueOrDefault(key) is Dictionary<string, object> below
                ? Merged(below, section)
                : Plain(value!);
        }

        return merged;
    }

    private static object Plain(JsonNode value) => value switch
    {
        JsonObject section => section.ToDictionary(pair => pair.Key, pair => Plain(pair.Value!)),
        JsonArray list => (object[])[.. list.Select(item => Plain(item!))],
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => value.AsValue().TryGetValue<int>(out var whole) ? whole : value.GetValue<double>(),
            _ => value.GetValue<string>(),
        },
    };

    // An empty object changes nothing, so it has no path.
    private static IEnumerable<string> Paths(JsonObject values, string prefix) => values.SelectMany(
        pair => pair.Value is JsonObject section ? Paths(section, $"{prefix}{pair.Key}.") : [prefix + pair.Key]);

    private static bool IsSameOrBelow(string path, string other) => path == other || path.StartsWith($"{other}.", StringComparison.Ordinal);
}
