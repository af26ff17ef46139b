namespace CniMigration.Migration.Sides;

/// <summary>kube-proxy, as EKS deploys it.</summary>
internal static class KubeProxy
{
    public const string Namespace = "kube-system";
    public const string Name = "kube-proxy";

    /// <summary>
    /// Whether it comes to no node of Cilium's: it asks for the label of the source's nodes, as the migration has it, or keeps off Cilium's node
    /// group, as its owner may have it before any node is labelled.
    /// </summary>
    public static bool KeepsOffCilium(V1DaemonSet? set, SourceCni source, string ciliumNodeGroup) => set is not null
        && (source.OnlyItsNodes.HoldsIn(set.Spec.Template.Spec)
            || new Requirement(NodeFacts.NodeGroupLabel, "NotIn", [ciliumNodeGroup]).HoldsIn(set.Spec.Template.Spec));
}
