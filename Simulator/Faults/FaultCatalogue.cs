using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api;
using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Simulator.Faults;

/// <summary>All faults that there are.</summary>
public static class FaultCatalogue
{
    private const string VpcCni = "vpc-cni";

    internal static readonly Fault AgentNeverReady = new()
    {
        Name = "cilium-agent-never-ready",
        Description = "Cilium's agents start and never get ready",
    };

    internal static readonly Fault SecurityGroupCutsCnis = new()
    {
        Name = "security-group-cuts-cnis",
        Description = "a security group lets no packet pass between pods of the two CNIs",
    };

    internal static readonly Fault BudgetNeverAllows = new()
    {
        Name = "budget-never-allows",
        Description = "the budget of a team's database allows no eviction, ever",
        Break = (site, token) => LimitOrdersAsync(site, 0, token),
        Mend = (site, token) => LimitOrdersAsync(site, 1, token),
    };

    internal static readonly Fault NodeNeverBoots = new()
    {
        Name = "node-never-boots",
        Description = "an instance that a node group grows by runs, and its kubelet never registers",
    };

    internal static readonly Fault OperatorLacksIam = new()
    {
        Name = "operator-lacks-iam",
        Description = "the role of Cilium's operator may not create network interfaces or assign addresses",
    };

    internal static readonly Fault SubnetOutOfAddresses = new()
    {
        Name = "subnet-out-of-addresses",
        Description = "somebody else takes every free address of the subnets as soon as Cilium's first node is there",
    };

    internal static readonly Fault GateFlaps = new()
    {
        Name = "gate-flaps",
        Description = "the pods of one node reach those of one node of the other CNI only now and then",
    };

    internal static readonly Fault AddonRevertsAffinity = new()
    {
        Name = "addon-reverts-affinity",
        Description = "EKS manages aws-node as the add-on vpc-cni and reverts what others change of it",
        Break = (site, token) => site.AddOns.CreateAsync(VpcCni, "v1.20.4-eksbuild.1", null, site.Clock, token),
        Mend = (site, token) => site.AddOns.DeleteAsync(VpcCni, preserve: true, token),
    };

    internal static readonly Fault ApiServerFlaky = new()
    {
        Name = "api-server-flaky",
        OfTheApiServer = true,
        Description = "for 40 seconds of every four minutes the API server answers 429 or 500, or drops the connections of readers",
        Break = (site, _) => Answer(site, new FlakyServer(site.Clock).Refuse),
        Mend = (site, _) => Answer(site, null),
    };

    /// <summary>The faults, in the order of the stages that they stop; the last ones stop none.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        AddonRevertsAffinity, NodeNeverBoots, AgentNeverReady, OperatorLacksIam, SubnetOutOfAddresses, SecurityGroupCutsCnis, GateFlaps, BudgetNeverAllows,
        ApiServerFlaky,
    ];

    /// <summary>The fault of a name, or null.</summary>
    public static Fault? Find(string name) => All.FirstOrDefault(fault => fault.Name == name);

    private static Task<ApiObject> LimitOrdersAsync(FaultSite site, int unavailable, CancellationToken cancellationToken) => site.Api.PatchAsync(
        ResourceTypes.PodDisruptionBudgets, "shop", "orders", new JsonObject { ["spec"] = new JsonObject { ["maxUnavailable"] = unavailable } }, cancellationToken);

    private static Task Answer(FaultSite site, Func<RequestInfo, RequestFault?>? refuse)
    {
        var requests = site.Requests ?? throw new NotSupportedException("Only this project's own API server can be told to fail.");
        requests.Faults = refuse;
        return Task.CompletedTask;
    }
}
