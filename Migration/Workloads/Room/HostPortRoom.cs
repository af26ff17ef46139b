namespace CniMigration.Migration.Workloads.Room;

/// <summary>Whether the destination has a node for every pod that takes a port of its node.</summary>
internal static class HostPortRoom
{
    /// <summary>What speaks against all pods that want the port running on the other side at all, those of other workloads included.</summary>
    internal static string? FinalObjection(Placing pods) =>
        pods.Pod.HostPorts().Select(port => Objection(pods, port)).FirstOrDefault(objection => objection is not null);

    private static string? Objection(Placing pods, (int Number, string Protocol) port)
    {
        var takers = pods.Snapshot.Pods.Where(p => !p.IsFinished() && !p.IsTerminating() && p.Spec.HostPorts().Contains(port)).ToList();
        var taken = takers.Where(p => !p.IsWorkload()).Select(p => p.Spec.NodeName ?? "").ToHashSet();
        var nodes = pods.Target.Count(node => !taken.Contains(node.Metadata.Name));
        var wanted = takers.Count(p => p.IsWorkload());
        return wanted > nodes ? $"it takes port {port.Number} of its node, and the destination has {nodes} of them for {wanted} pods that want it" : null;
    }
}
