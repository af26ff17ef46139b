using System.Collections.Immutable;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Simulator.Faults;

/// <summary>All faults that there are. One that strikes nothing of a running cluster is asked for where it is suffered.</summary>
public static class FaultCatalogue
{
    private const string Metrics = """
        {"metadata": {"name": "metrics"}, "spec": {"selector": {"matchLabels": {"app": "metrics"}},
         "template": {"metadata": {"labels": {"app": "metrics"}}, "spec": {"containers": [{"name": "statsd", "image": "statsd/statsd:v0.10.2",
         "ports": [{"containerPort": 8125, "hostPort": 8125, "protocol": "UDP"}]}]}}}}
        """;

    internal static readonly Fault AddonRevertsAffinity = new(
        "addon-reverts-affinity", "EKS manages aws-node as the add-on vpc-cni and reverts what others change of it")
    {
        Strike = (site, on, token) => site.ManageSourceCni(on, token),
    };

    internal static readonly Fault HostPort = new("host-port", "a team's DaemonSet takes a port of its nodes, which Cilium does not serve by itself")
    {
        Strike = (site, on, token) => on
            ? site.Api.CreateAsync(ResourceTypes.DaemonSets, "shop", (JsonObject)JsonNode.Parse(Metrics)!, token)
            : site.Api.DeleteAsync(ResourceTypes.DaemonSets, "shop", "metrics", new DeleteOptions(PropagationPolicy: "Background"), token),
    };

    internal static readonly Fault NodeNeverBoots = new(
        "node-never-boots", "an instance that a node group grows by runs, and its kubelet never registers");

    internal static readonly Fault AgentNeverReady = new("cilium-agent-never-ready", "Cilium's agents start and never get ready");

    internal static readonly Fault OperatorLacksIam = new(
        "operator-lacks-iam", "the role of Cilium's operator may not create network interfaces or assign addresses");

    internal static readonly Fault SubnetOutOfAddresses = new(
        "subnet-out-of-addresses", "somebody else takes every free address of the subnets as soon as Cilium's first node is there");

    internal static readonly Fault SecurityGroupCutsCnis = new(
        "security-group-cuts-cnis", "a security group lets no packet pass between pods of the two CNIs");

    internal static readonly Fault GateFlaps = new("gate-flaps", "the pods of one node reach those of one node of the other CNI only now and then");

    internal static readonly Fault BudgetNeverAllows = new("budget-never-allows", "the budget of a team's database allows no eviction, ever")
    {
        Strike = (site, on, token) => site.Api.PatchAsync(ResourceTypes.PodDisruptionBudgets, "shop", "orders",
            new JsonObject { ["spec"] = new JsonObject { ["maxUnavailable"] = on ? 0 : 1 } }, token),
    };

    internal static readonly Fault SourceEnforcesPolicies = new(
        "aws-node-enforces-policies", "aws-node's own agent enforces NetworkPolicies, and a team relies on one; Cilium enforces none before it is told to")
    {
        Strike = PolicedTeam.StrikeAsync,
    };

    internal static readonly Fault ApiServerFlaky = new(
        "api-server-flaky", "for 40 seconds of every four minutes the API server answers 429 or 500, or drops the connections of readers")
    {
        OfTheApiServer = true,
        Strike = (site, on, _) =>
        {
            var requests = site.Requests ?? throw new NotSupportedException("Only this project's own API server can be told to fail.");
            requests.Faults = on ? new FlakyServer(site.Clock).Refuse : null;
            return Task.CompletedTask;
        },
    };

    /// <summary>The faults, in the order of the stages that they stop; the last ones stop none.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        AddonRevertsAffinity, HostPort, NodeNeverBoots, AgentNeverReady, OperatorLacksIam, SubnetOutOfAddresses, SecurityGroupCutsCnis, GateFlaps,
        BudgetNeverAllows, SourceEnforcesPolicies, ApiServerFlaky,
    ];

    /// <summary>The fault of a name, or null.</summary>
    public static Fault? Find(string name) => All.FirstOrDefault(fault => fault.Name == name);
}
