using CniMigration.Stacks.Live;
using static CniMigration.Stacks.Stages.Conditions.Wording;

namespace CniMigration.Stacks.Stages.Conditions;

/// <summary>What has to be proven, or allowed, of network policies.</summary>
internal static class PolicyConditions
{
    private const string OfKubernetes = "NetworkPolicy ";

    public static readonly Condition MayBite = new("policies may bite", live =>
        !live.PoliciesAllowed && live.State is { Policies: { Length: > 0 } policies } state
            ? $"{Told(policies)} would start to bite: look at them, then pulumi config set allowPolicies true"
                + (state.AddressPolicies.IsEmpty ? "" : $" ({Changed(live)})")
            : null, TakesSomebody: true);

    /// <summary>A pod that moves leaves what enforces its policies behind, which are Kubernetes' own.</summary>
    public static readonly Condition MayLapse = new("policies may lapse", live =>
        !live.UnenforcedAllowed && live.State is { AwsNode.EnforcesPolicies: true } state
            && state.Policies.RemoveAll(policy => !policy.StartsWith(OfKubernetes, StringComparison.Ordinal)) is { Length: > 0 } policies
            ? $"{live.Source.Name}'s own agent enforces {Told(policies)} today, and pods that have moved are without until "
                + $"{(live.PoliciesEarly ? "all that they have to do with have moved" : "enforce-policy (or sooner: enforcePoliciesFrom migrate)")}: "
                + "if that is acceptable, pulumi config set allowUnenforcedPolicies true"
            : null, TakesSomebody: true);

    /// <summary>
    /// What a user should know of policies although nothing is done about it, while a run leads to where Cilium enforces them and it does not yet.
    /// </summary>
    /// <param name="live">The cluster.</param>
    /// <param name="goal">What it is to look like at the stage asked for.</param>
    public static IEnumerable<string> Warnings(LiveCluster live, ClusterShape goal)
    {
        if (!goal.WorkloadsOnCilium || live.State is not { } state || IsOn(state.Cilium.PolicyMode))
        {
            yield break;
        }

        if (!state.AddressPolicies.IsEmpty)
        {
            yield return Sentence(Changed(live));
        }

        if (live.PoliciesEarly && live.OnRecord.WorkloadsOnCilium && !state.Policies.IsEmpty && !state.PoliciedOnOldNodes.IsEmpty)
        {
            yield return "Network policies are not enforced before the old nodes are gone, since they have to do with pods there that Cilium would take for "
                + $"the world outside: {string.Join(", ", state.PoliciedOnOldNodes)}.";
        }
    }

    /// <summary>Whether Cilium enforces policies in a mode, which is empty where none is configured.</summary>
    public static bool IsOn(string? mode) => mode is not (null or "" or "never");

    private static string Changed(LiveCluster live) =>
        $"a rule by ipBlock matches neither pods nor nodes under Cilium, and these have one that does today: {List(live.State!.AddressPolicies)}; "
        + "name pods by podSelector and namespaceSelector, and nodes by the entities host and remote-node of a CiliumNetworkPolicy";

    private static string Told(ImmutableArray<string> policies) => $"{Count(policies.Length, "network policy", "network policies")} ({List(policies)})";

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
