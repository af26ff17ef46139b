using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>Tells which node groups do not have the nodes that they should.</summary>
internal static class GroupSizes
{
    public static IEnumerable<string> Missing(Inspection at)
    {
        var (settings, live) = (at.Settings, at.Live);
        var retired = at.Shape.OldNodesRetired;
        var oldSize = retired ? 0 : live.OldSize(settings);
        var ciliumSize = at.Shape.CiliumNodes ? settings.CiliumNodeGroupSize : 0;
        var (oldNodes, ciliumNodes) = (at.State.OldNodes.Count, at.State.CiliumNodes.Count);
        var missing = new List<string>();
        void Need(bool holds, string otherwise)
        {
            if (!holds)
            {
                missing.Add(otherwise);
            }
        }

        Need(live.OldGroups.Length == settings.OldNodeGroups.Length, "not every old node group exists");
        Need(live.CiliumGroup is not null, "the Cilium node group does not exist");
        foreach (var group in live.OldGroups)
        {
            var size = retired ? 0 : settings.AdoptCluster ? live.SizesOf(group.Name)?.Desired ?? group.DesiredSize : settings.OldNodeGroupSize;
            Need(group.DesiredSize == size, $"{group.Name} asks for {group.DesiredSize} nodes, not {size}{Regrown(group, retired, live)}");

            // One that leaves and one that has yet to come make the right number of nodes, and not the right nodes.
            Need(
                oldNodes != oldSize || retired || group.Instances <= group.DesiredSize,
                $"{group.Name} has {group.Instances} instances, not {group.DesiredSize}, until those that leave are gone");
        }

        Need(live.CiliumDesired == ciliumSize, $"{settings.CiliumNodeGroup} asks for {live.CiliumDesired} nodes, not {ciliumSize}");
        Need(oldNodes == oldSize, $"{oldNodes} old nodes of {oldSize}{Leaving(retired, live)}{Wording.WhyMissing(live, live.OldGroups)}");
        Need(ciliumNodes == ciliumSize, $"{ciliumNodes} Cilium nodes of {ciliumSize}{Wording.WhyMissing(live, live.CiliumGroup)}");
        Need(oldSize > 0 || live.OldInstances == 0, $"{live.OldInstances} old instances not terminated yet");
        Need(ciliumSize > 0 || live.CiliumInstances == 0, $"{live.CiliumInstances} Cilium instances not terminated yet");
        return missing;
    }

    private static string Regrown(LiveNodeGroup group, bool retired, LiveCluster live) =>
        retired && live.OnRecord.OldNodesRetired && group.Adopted is not null && live.SizesOf(group.Name) is not null
            ? ": somebody has grown it since it was retired, so let that stop and empty it again "
                + $"(aws eks update-nodegroup-config --cluster-name {live.Name} --nodegroup-name {group.Name} --scaling-config minSize=0,desiredSize=0)"
            : "";

    /// <summary>A group that somebody shrinks: what takes long is EKS's own drain, which a budget can hold.</summary>
    private static string Leaving(bool retired, LiveCluster live)
    {
        var shrinking = live.OldGroups.Where(group => group.Instances > group.DesiredSize).ToList();
        if (retired || shrinking.Count == 0)
        {
            return "";
        }

        var groups = string.Join(" and ", shrinking.Select(group => $"{group.Name} was shrunk to {group.DesiredSize}"));
        var nodes = live.State!.OldNodes.CordonedByOthers;
        return nodes.IsDefaultOrEmpty
            ? $" ({groups}, which EKS has yet to carry out)"
            : $" ({groups}: EKS drains {string.Join(", ", nodes)} first, for up to 15 minutes where a disruption budget holds a pod; wait for it, "
                + $"or see what holds it: kubectl get pods -A --field-selector spec.nodeName={nodes[0]}; kubectl get pdb -A)";
    }
}
