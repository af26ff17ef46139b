using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Simulator.Faults;

/// <summary>
/// Lets the CNI that the cluster came with enforce NetworkPolicies, and a team rely on it: none but its storefront may speak to its payments.
/// </summary>
internal static class PolicedTeam
{
    private const string Namespace = "shop";
    private const string Policy = "payments-callers";

    public static async Task StrikeAsync(FaultSite site, bool on, CancellationToken cancellationToken)
    {
        await site.LetSourceCniEnforcePolicies(on, cancellationToken);
        if (on)
        {
            await site.Api.CreateAsync(ResourceTypes.NetworkPolicies, Namespace, Callers(), cancellationToken);
        }
        else
        {
            await site.Api.DeleteAsync(ResourceTypes.NetworkPolicies, Namespace, Policy, null, cancellationToken);
        }
    }

    private static JsonObject Callers() => new()
    {
        ["apiVersion"] = "networking.k8s.io/v1",
        ["kind"] = "NetworkPolicy",
        ["metadata"] = new JsonObject { ["name"] = Policy, ["namespace"] = Namespace },
        ["spec"] = new JsonObject
        {
            ["podSelector"] = Labels("payments"),
            ["ingress"] = new JsonArray(new JsonObject { ["from"] = new JsonArray(new JsonObject { ["podSelector"] = Labels("storefront") }) }),
        },
    };

    private static JsonObject Labels(string app) => new() { ["matchLabels"] = new JsonObject { ["app"] = app } };
}
