using System.Text.Json;
using CniMigration.Migration.Sides;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Gates;

/// <summary>Why Cilium's agents have no addresses to give: its operator writes that into the CiliumNode of each node.</summary>
internal sealed class AgentTrouble(IKubernetes cluster)
{
    private const string RightsRemedy =
        "Give the IAM role of the service account kube-system/cilium-operator the EC2 rights that it lacks (and check that the role's trust policy names "
        + "that account); the operator tries again by itself, see `kubectl -n kube-system logs deployment/cilium-operator`. Then run again.";

    private const string SubnetRemedy =
        "Free addresses in the subnet (aws ec2 describe-subnets shows AvailableIpAddressCount), or give the nodes subnets with more, from a secondary CIDR "
        + "of the VPC for instance; the operator tries again by itself. Then run again.";

    private static readonly string[] Refusals = ["UnauthorizedOperation", "AccessDenied", "InvalidIdentityToken", "not authorized"];

    /// <summary>What the operator says of these nodes; null when it has nothing to say.</summary>
    public async Task<Cause?> OfAsync(IReadOnlyCollection<string> nodes, CancellationToken cancellationToken)
    {
        var errors = new List<(string Node, string Error)>();
        foreach (var node in nodes.Where(name => name.Length > 0).Distinct())
        {
            if (await ErrorAsync(node, cancellationToken) is { Length: > 0 } error)
            {
                errors.Add((node, error));
            }
        }

        if (errors.Count == 0)
        {
            return null;
        }

        var (first, why) = errors[0];
        var others = errors.Count == 1 ? "" : $" and of {errors.Count - 1} more";
        return new Cause($". Cilium's operator says of {first}{others}: {why.TrimEnd('.')}", RemedyFor(why));
    }

    private static string? RemedyFor(string error) =>
        Refusals.Any(refusal => error.Contains(refusal, StringComparison.OrdinalIgnoreCase)) ? RightsRemedy
        : error.Contains("free addresses", StringComparison.OrdinalIgnoreCase)
        || error.Contains("InsufficientFreeAddresses", StringComparison.Ordinal) ? SubnetRemedy
        : null;

    private async Task<string?> ErrorAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            var found = await cluster.CustomObjects.GetClusterCustomObjectAsync<JsonElement>(
                CiliumNames.Group, CiliumNames.Version, "ciliumnodes", node, cancellationToken);
            return found.TextAt("status", "ipam", "operator-status", "error");
        }
        catch (HttpOperationException refused) when (refused.IsNotFound())
        {
            // No agent has registered the node yet, or Cilium is not there.
            return null;
        }
    }
}
