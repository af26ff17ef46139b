namespace CniMigration.Migration.Workloads.Room;

/// <summary>Whether the destination has a node for every pod that takes a port of its node.</summary>
internal static class HostPortRoom
{
    /// <summary>What speaks against all pods that want the port running on the other side at all, those of other workloads included.</summary>
    internal static string? FinalObjection(Placing pods) =>
        Ports(pods.Pod).Select(port => Objection(pods, port)).FirstOrDefault(objection => objection is not null);

    /// <summary>The ports that a pod takes of its node, as long as it runs: those of its sidecars too.</summary>
    internal static IEnumerable<(int Number, string Protocol)> Ports(V1PodSpec pod) => (pod.Containers ?? [])
        .Concat((pod.InitContainers ?? []).Where(c => c.RestartPolicy == "Always"))
        .SelectMany(c => c.Ports ?? [])
        .Where(p => p.HostPort > 0)
        .Select(p => (p.HostPort ?? 0, p.Protocol ?? "TCP"))
        .Distinct();

    private static string? Objection(Placing pods, (int Number, string Protocol) port)
    {
        var takers = pods.Snapshot.Pods.Where(p => !p.IsFinished() && !p.IsTerminating() && Ports(p.Spec).Contains(port)).ToList();
        var taken = takers.Where(p => !p.IsWorkload()).Select(p => p.Spec.NodeName ?? "").ToHashSet();
        var nodes = pods.Target.Count(node => !taken.Contains(node.Metadata.Name));
        var wanted = takers.Count(p => p.IsWorkload());
        return wanted > nodes ? $"it takes port {port.Number} of its node, and the destination has {nodes} of them for {wanted} pods that want it" : null;
    }
}
