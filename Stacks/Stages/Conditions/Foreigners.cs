using CniMigration.Components.Resources;

namespace CniMigration.Stacks.Stages.Conditions;

/// <summary>Says, of nodes that the migration knows nothing of, whose they are and what to do about them.</summary>
internal static class Foreigners
{
    public static string Tell(IGrouping<(string RunBy, string Group), ForeignNode> nodes)
    {
        var told = Wording.List([.. nodes.Select(node => node.Name)]);
        var group = nodes.Key.Group;
        return nodes.Key.RunBy switch
        {
            "node-group" => $"{told} of the node group {group} (name the group in oldNodeGroups, or delete it)",
            "karpenter" => $"{told} of Karpenter's node pool {group} (scale Karpenter to 0 after it has taken them away: "
                + $"kubectl delete nodeclaims -l karpenter.sh/nodepool={group}; let the node groups take the pods)",
            "auto" => $"{told} of EKS Auto Mode, which brings its own CNI (give its pods to a node group, then disable the node pool {group})",
            "fargate" => $"{told} of Fargate, where neither CNI can be exchanged "
                + "(delete the Fargate profile that puts pods there: aws eks delete-fargate-profile)",
            "hybrid" => $"{told} outside of AWS, a hybrid node, which has no network interface for Cilium's ENI mode "
                + "(kubectl drain it, then kubectl delete node)",
            _ => $"{told} self-managed, of no managed node group (kubectl drain it, then terminate its instance; a managed node group can take its place)",
        };
    }
}
