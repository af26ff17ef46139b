using System.Text.Json;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Sides;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Gates;

/// <summary>
/// Why Cilium's agents are not ready: they end themselves, and their pods keep the last words, or they have no addresses to give, and the operator
/// writes that into the CiliumNode of each node.
/// </summary>
internal sealed class AgentTrouble(IKubernetes cluster)
{
    private const string RightsRemedy =
        "Give the IAM role of the service account kube-system/cilium-operator the EC2 rights that it lacks (and check that the role's trust policy names "
        + "that account); the operator tries again by itself, see `kubectl -n kube-system logs deployment/cilium-operator`. Then run again.";

    private const string SubnetRemedy =
        "Free addresses in the subnet (aws ec2 describe-subnets shows AvailableIpAddressCount), or give the nodes subnets with more, from a secondary CIDR "
        + "of the VPC for instance; the operator tries again by itself. Then run again.";

    private const string CrashRemedy =
        "An agent that ends itself while it starts does so over its configuration (ConfigMap kube-system/cilium-config, which the chart makes of the values): "
        + "mend what it names, see `kubectl -n kube-system logs daemonset/cilium --previous`. Then run again.";

    private const string InterfacesRemedy =
        "Since Cilium 1.19 iptables masquerading in ENI mode needs the names of the interfaces: give the setting masqueradeInterfaces "
        + "(ens+ on Amazon Linux 2023, eth+ on Amazon Linux 2 and Bottlerocket), or leave it empty to have it follow from the nodes' image. Then run again.";

    private static readonly string[] Refusals = ["UnauthorizedOperation", "AccessDenied", "InvalidIdentityToken", "not authorized"];

    /// <summary>What the operator says of these nodes; null when it has nothing to say.</summary>
    public async Task<Cause?> OfAsync(IReadOnlyCollection<string> nodes, CancellationToken cancellationToken)
    {
        HashSet<string> named = [.. nodes.Where(name => name.Length > 0)];
        if (named.Count > 0 && await CrashAsync(named, cancellationToken) is { } crash)
        {
            return crash;
        }

        var errors = new List<(string Node, string Error)>();
        foreach (var node in named)
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

    /// <summary>The last words of an agent that keeps ending itself.</summary>
    private async Task<Cause?> CrashAsync(HashSet<string> nodes, CancellationToken cancellationToken)
    {
        var pods = await cluster.PodsAsync(CiliumNames.Namespace, CiliumNames.AgentSelector, cancellationToken);
        var crashed = pods.Where(pod => nodes.Contains(pod.Spec.NodeName ?? "")).Select(pod => (pod.Spec.NodeName, Words: LastWords(pod)))
            .Where(each => each.Words is not null).ToList();
        if (crashed.Count == 0)
        {
            return null;
        }

        var (first, words) = crashed[0];
        var others = crashed.Count == 1 ? "" : $" and {crashed.Count - 1} more";
        return new Cause(
            $". Cilium's agent on {first}{others} ends itself: {words!.TrimEnd('.')}",
            words.Contains("masquerading interfaces", StringComparison.OrdinalIgnoreCase)
            && words.StartsWith("panic", StringComparison.Ordinal) ? InterfacesRemedy : CrashRemedy);
    }

    /// <summary>The line of the log that a container ended with; null where none ended with an error, or is well since.</summary>
    private static string? LastWords(V1Pod pod) => pod.IsReady()
        ? null
        : (pod.Status?.ContainerStatuses ?? []).Select(container => container.LastState?.Terminated ?? container.State?.Terminated)
            .Where(ended => ended is { ExitCode: not 0 })
            .Select(ended => Line(ended!.Message) ?? $"exit code {ended.ExitCode}")
            .FirstOrDefault();

    private static string? Line(string? log)
    {
        var lines = (log ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(line => line.StartsWith("panic", StringComparison.Ordinal))
            ?? lines.LastOrDefault(line => line.Contains("level=fatal", StringComparison.Ordinal))
            ?? lines.LastOrDefault();
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
