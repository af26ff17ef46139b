using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Gates;

/// <summary>
/// What is expected of the nodes of a selector: how many there are (-1 for any number, 0 for gone), that none carries the taint of a key,
/// and that none holds a pod of a DaemonSet (namespace/name).
/// </summary>
internal sealed record NodesExpectation(string NodeSelector, int Count, string? AbsentTaint, string? AbsentDaemonSet, TimeSpan Timeout)
{
    /// <summary>Whether it is enough that they are registered.</summary>
    public bool Unready { get; init; }
}

/// <summary>Waits for nodes to be registered, Ready, free of a taint and of a DaemonSet's pods, or gone.</summary>
internal sealed class NodesReady(IKubernetes cluster, Waiter waiter)
{
    private const string MissingNodeRemedy =
        "Look at the group's health, where EKS says why it cannot launch an instance, or names the one that never joined "
        + "(aws eks describe-nodegroup --cluster-name <cluster> --nodegroup-name <group> --query nodegroup.health). For one that never joined: "
        + "see its console output "
        + "(aws ec2 get-console-output), and terminate it, so that the group launches another. Then run again.";

    public async Task<IReadOnlyList<string>> WaitAsync(NodesExpectation expected, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = [];
        await waiter.UntilAsync(Describe(expected), expected.Timeout, Remedy(expected), async token =>
        {
            var nodes = await cluster.NodesAsync(expected.NodeSelector, token);
            names = [.. nodes.Select(node => node.Metadata.Name).Order(StringComparer.Ordinal)];
            var missing = Missing(expected, nodes);
            if (missing is null && expected.AbsentDaemonSet is { } daemonSet)
            {
                missing = await PodsOfAsync(daemonSet, names, token);
            }

            return missing is null ? Look.Done : Look.WaitingFor(missing);
        }, cancellationToken, token => CauseAsync(expected, token));
        return names;
    }

    private static string? Missing(NodesExpectation expected, List<V1Node> nodes)
    {
        if (expected.Count >= 0 && nodes.Count != expected.Count)
        {
            return Registered(expected.Count, nodes);
        }

        if (!expected.Unready && nodes.Where(node => !node.IsReady()).ToList() is { Count: > 0 } unready)
        {
            return $"not Ready{Listed(unready)}";
        }

        if (expected.AbsentTaint is { } taint && nodes.Where(node => node.HasTaint(taint)).ToList() is { Count: > 0 } tainted)
        {
            return $"still tainted {taint}{Listed(tainted)}";
        }

        return null;
    }

    private async Task<string?> PodsOfAsync(string daemonSet, IReadOnlyList<string> nodes, CancellationToken cancellationToken)
    {
        var (ns, name) = daemonSet.Split('/') is [var left, var right] ? (left, right) : ("kube-system", daemonSet);
        var set = await cluster.DaemonSet(ns, name).ReadAsync(cancellationToken);
        if (set is null)
        {
            return null;
        }

        var pods = await cluster.PodsAsync(ns, LabelSelectors.Format(set.Spec.Selector), cancellationToken);
        var there = pods.Where(pod => nodes.Contains(pod.Spec.NodeName)).Select(pod => $"{pod.Metadata.Name} on {pod.Spec.NodeName}").ToList();
        return there.Count == 0 ? null : $"pods of {daemonSet} run there: {Short.List(there)}";
    }

    private static string Registered(int count, List<V1Node> nodes) => nodes.Count > count
        ? $"{nodes.Count} registered{Listed(nodes)}"
        : $"{nodes.Count} of {count} registered{Listed(nodes)}; {count - nodes.Count} never joined the cluster";

    private async Task<Cause?> CauseAsync(NodesExpectation expected, CancellationToken cancellationToken)
    {
        var nodes = await cluster.NodesAsync(expected.NodeSelector, cancellationToken);
        if (nodes.Count < expected.Count)
        {
            return new Cause("", MissingNodeRemedy);
        }

        List<string> unready = [.. nodes.Where(node => !node.IsReady()).Select(node => node.Metadata.Name)];
        return await new AgentTrouble(cluster).OfAsync(unready, cancellationToken) ?? await LateNodes.OfAsync(cluster, unready, cancellationToken);
    }

    private static string Describe(NodesExpectation expected)
    {
        var what = expected.Count switch { 0 => "no node", -1 => "the nodes", 1 => "1 node", var count => $"{count} nodes" } + $" of '{expected.NodeSelector}'";
        return expected.Count == 0
            ? what
            : what + (expected.Unready ? " to be registered" : " to be Ready") +
              (expected.AbsentTaint is { } taint ? $", without the taint {taint}" : "") +
              (expected.AbsentDaemonSet is { } daemonSet ? $", without pods of {daemonSet}" : "");
    }

    private static string Remedy(NodesExpectation expected) => expected.Count == 0
        ? "See the node group's health in EKS and whether its instances are still terminating, then run again."
        : "See `kubectl describe node`, the node group's health in EKS and the log of the CNI agent on the nodes named here, then run again.";

    private static string Listed(List<V1Node> nodes) => nodes.Count == 0 ? "" : ": " + Short.List(nodes.Select(node => node.Metadata.Name));
}
