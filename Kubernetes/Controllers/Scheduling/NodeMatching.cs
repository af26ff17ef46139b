namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>Whether a pod's node selector, required node affinity and tolerations allow a node.</summary>
internal static class NodeMatching
{
    public static bool Matches(PodSpec pod, Node node)
    {
        foreach (var (key, value) in pod.NodeSelector)
        {
            if (!node.Metadata.Labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }
        return pod.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution is not { } required
            || required.Matches(node.Name, node.Metadata.Labels);
    }

    /// <summary>The first taint with one of these effects that no toleration covers.</summary>
    public static Taint? Untolerated(IReadOnlyList<Taint> taints, IReadOnlyList<Toleration> tolerations, params ReadOnlySpan<string> effects)
    {
        foreach (var taint in taints)
        {
            if (effects.Contains(taint.Effect) && !IsTolerated(taint, tolerations))
            {
                return taint;
            }
        }
        return null;
    }

    public static bool IsTolerated(Taint taint, IReadOnlyList<Toleration> tolerations)
    {
        foreach (var toleration in tolerations)
        {
            if (toleration.Tolerates(taint))
            {
                return true;
            }
        }
        return false;
    }
}
