using CniMigration.Migration.Changes;

namespace CniMigration.Migration.Workloads.Room;

/// <summary>Whether a node would take a pod, by what the pod asks of nodes and by the node's taints. Room is another question.</summary>
internal static class NodeFit
{
    internal static bool Wants(V1PodSpec pod, V1Node node) =>
        (pod.NodeSelector ?? new Dictionary<string, string>()).All(wanted => Labels.Value(node.Metadata.Labels, wanted.Key) == wanted.Value)
        && Matches(pod.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution, node);

    /// <summary>
    /// Whether the pod is kept off the node by a taint or a cordon. A cordon of ours does not count, since a move takes it back from its destination;
    /// nor does the taint that follows a cordon, since it stays for a moment after the cordon is gone.
    /// </summary>
    internal static bool IsKeptOff(V1PodSpec pod, V1Node node) =>
        (node.IsCordoned() && NodeCordoning.RecordOf(node) is null)
        || (node.Spec?.Taints ?? []).Any(taint =>
            taint.Effect is "NoSchedule" or "NoExecute"
            && taint.Key != NodeFacts.UnschedulableTaint
            && !(pod.Tolerations ?? []).Any(t => t.Tolerates(taint)));

    /// <summary>Whether a required node selector, if there is one, matches; its terms are alternatives, the requirements in one are not.</summary>
    internal static bool Matches(V1NodeSelector? selector, V1Node node) =>
        selector?.NodeSelectorTerms is not { } terms || terms.Any(term => Matches(term, node));

    private static bool Matches(V1NodeSelectorTerm term, V1Node node)
    {
        var expressions = term.MatchExpressions ?? [];
        var fields = term.MatchFields ?? [];
        return expressions.Count + fields.Count > 0
            && expressions.All(e => Labels.Holds(e.OperatorProperty, Labels.Value(node.Metadata.Labels, e.Key), e.Values))
            && fields.All(f => f.Key == "metadata.name" && Labels.Holds(f.OperatorProperty, node.Metadata.Name, f.Values));
    }
}
