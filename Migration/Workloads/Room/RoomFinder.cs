using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Room;

/// <summary>A pod that found no place.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Lacking">What there was too little of: a resource, or <see cref="RoomFinder.Addresses"/>.</param>
/// <param name="Certain">Whether no arrangement of the pods could change that; otherwise the nodes have enough together, and no single one did.</param>
/// <param name="Shortage">What the pods that may go to the same nodes only need, and what these have, where that is too little.</param>
internal sealed record Unplaced(V1Pod Pod, string Lacking, bool Certain, RoomNeed? Shortage);

/// <summary>
/// Puts pods on the nodes of the destination, one after the other, each where the most is left, and says which found no place. The scheduler may do
/// better, so only what is short in sum, or fits no single node, is certain.
/// </summary>
internal sealed class RoomFinder
{
    internal const string Addresses = "addresses";

    private readonly ClusterSnapshot snapshot;
    private readonly MoveDestination destination;
    private readonly List<NodeRoom> rooms;
    private readonly List<NodeRoom> untouched;
    private readonly Dictionary<string, int> addresses;

    internal RoomFinder(ClusterSnapshot snapshot, MoveDestination destination)
    {
        (this.snapshot, this.destination) = (snapshot, destination);
        var byNode = snapshot.Pods.Where(PodRequests.TakesRoom).ToLookup(p => p.Spec?.NodeName ?? "");
        rooms = [.. snapshot.Target(destination).Select(Room)];
        untouched = [.. snapshot.Target(destination).Select(Room)];
        addresses = new Dictionary<string, int>(snapshot.FreeAddresses);
        foreach (var waiting in byNode[""].Where(p => !p.IsTerminating()))
        {
            // They were there first.
            Place(waiting);
        }

        NodeRoom Room(V1Node node) => new(node, byNode[node.Metadata.Name]) { WarmAddresses = snapshot.WarmAddresses.GetValueOrDefault(node.Metadata.Name) };
    }

    /// <summary>What the pods need together, and what the nodes have that any of them may go to, of everything that any of them asks for.</summary>
    internal ValueList<RoomNeed> Needs(IReadOnlyCollection<V1Pod> pods)
    {
        var open = untouched.Where(room => pods.Any(p => IsEligible(p, room))).ToList();
        var wanted = pods.SelectMany(p => PodRequests.Of(p.Spec)).GroupBy(r => r.Key).ToDictionary(r => r.Key, r => r.Sum(a => a.Value));
        var needs = wanted
            .Where(w => open.Count > 0 && open.All(room => room.Free(w.Key) is not null))
            .Select(w => new RoomNeed(w.Key, w.Value, open.Sum(room => room.Free(w.Key)!.Value)));
        return
        [
            .. needs.OrderBy(n => n.Resource, StringComparer.Ordinal),
            .. snapshot.FreeAddresses.Count > 0
                ? new[] { new RoomNeed(Addresses, pods.Count(TakesAddress), AddressesOf(open)) }
                : [],
        ];
    }

    /// <summary>The pods that found no place, the greatest having been placed first.</summary>
    internal IReadOnlyList<Unplaced> Place(IReadOnlyCollection<V1Pod> pods)
    {
        var left = new List<Unplaced>();
        foreach (var pod in pods.OrderBy(p => Eligible(p, rooms).Count()).ThenByDescending(Size).ThenBy(p => p.Metadata.Name, StringComparer.Ordinal))
        {
            if (Place(pod) is { } lacking)
            {
                var shortage = Shortage(pod, lacking, pods);

                // The source's CNI may keep addresses warm on its nodes too, and nothing in the cluster says how many.
                var known = lacking != Addresses || destination is not MoveDestination.Home;
                left.Add(new Unplaced(pod, lacking, known && (shortage is not null || Lacking(pod, untouched) is not null), shortage));
            }
        }

        return left;
    }

    private static bool TakesAddress(V1Pod pod) => pod.Spec.HostNetwork != true;

    private static decimal Size(V1Pod pod) => PodRequests.Of(pod.Spec).GetValueOrDefault("cpu");

    /// <summary>Pods that have nowhere else to go ask together for more than the nodes of this one have.</summary>
    private RoomNeed? Shortage(V1Pod unplaced, string resource, IReadOnlyCollection<V1Pod> pods)
    {
        var nodes = Eligible(unplaced, untouched).ToHashSet();
        var rivals = pods.Where(p => Eligible(p, untouched).All(nodes.Contains)).ToList();
        var need = resource == Addresses
            ? new RoomNeed(resource, rivals.Count(TakesAddress), AddressesOf(nodes))
            : new RoomNeed(resource, rivals.Sum(p => PodRequests.Of(p.Spec).GetValueOrDefault(resource)), nodes.Sum(n => n.Free(resource) ?? 0));
        return need.Needed > need.Free ? need : null;
    }

    private string? Place(V1Pod pod)
    {
        var wanted = PodRequests.Of(pod.Spec);
        var best = Eligible(pod, rooms)
            .Where(room => room.Has(wanted) && HasAddress(room, pod))
            .MaxBy(room => (room.Free("cpu") ?? 0, room.Free(PodRequests.Pods) ?? 0));
        if (best is null)
        {
            return Lacking(pod, rooms);
        }

        best.Take(wanted);
        if (TakesAddress(pod))
        {
            TakeAddress(best);
        }

        return null;
    }

    /// <summary>What the node holds already comes first; what it takes from its subnet, the others of its zone cannot have.</summary>
    private void TakeAddress(NodeRoom room)
    {
        if (room.WarmAddresses > 0)
        {
            room.WarmAddresses--;
        }
        else if (addresses.TryGetValue(room.Zone, out var free))
        {
            addresses[room.Zone] = free - 1;
        }
    }

    private int AddressesOf(IReadOnlyCollection<NodeRoom> nodes) =>
        nodes.Sum(n => n.WarmAddresses) + nodes.Select(n => n.Zone).Distinct().Sum(zone => snapshot.FreeAddresses.GetValueOrDefault(zone));

    /// <summary>
    /// What is missing where there is no place for the pod on any of the nodes that it may go to; null where there is one, or no such node at all.
    /// </summary>
    private string? Lacking(V1Pod pod, IReadOnlyList<NodeRoom> among)
    {
        var wanted = PodRequests.Of(pod.Spec);
        var eligible = Eligible(pod, among).ToList();
        return eligible.Count == 0 || eligible.Any(room => room.Has(wanted) && HasAddress(room, pod)) ? null
            : eligible.Select(room => room.Lacking(wanted)).FirstOrDefault(lacking => lacking is not null) ?? Addresses;
    }

    private bool HasAddress(NodeRoom room, V1Pod pod) =>
        !TakesAddress(pod) || room.WarmAddresses > 0 || !addresses.TryGetValue(room.Zone, out var free) || free > 0;

    private IEnumerable<NodeRoom> Eligible(V1Pod pod, IEnumerable<NodeRoom> among) => among.Where(room => IsEligible(pod, room));

    private bool IsEligible(V1Pod pod, NodeRoom room) =>
        NodeFit.Wants(pod.Spec, room.Node)
            && !NodeFit.IsKeptOff(pod.Spec, room.Node)
            && Volumes.Reach(pod.Spec, pod.Metadata.NamespaceProperty, snapshot, room.Node);
}
