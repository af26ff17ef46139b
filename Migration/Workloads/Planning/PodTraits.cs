using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>What is asked of a single pod again and again.</summary>
internal static class PodTraits
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";
    private static readonly V1Taint Cordon = new() { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" };

    internal static V1OwnerReference? Controller(this V1Pod pod) => pod.Metadata.OwnerReferences?.FirstOrDefault(o => o.Controller == true);

    internal static bool IsMirror(this V1Pod pod) => pod.Metadata.Annotations?.ContainsKey(MirrorAnnotation) == true;

    internal static bool IsFinished(this V1Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    internal static bool IsTerminating(this V1Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    internal static bool IsReady(this V1Pod pod) => pod.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true;

    /// <summary>Whether a cordon does not hold it off: evicted, it would come back to where it was.</summary>
    internal static bool ToleratesCordons(this V1Pod pod) => (pod.Spec?.Tolerations ?? []).Any(t => NodeFit.Tolerates(t, Cordon));

    /// <summary>Whether it is a part of Cilium that lives on Cilium's nodes alone, and goes with the last of them.</summary>
    internal static bool IsCiliumOperator(this V1Pod pod) =>
        pod.Metadata.NamespaceProperty == "kube-system" && Labels.Value(pod.Metadata.Labels, "io.cilium/app") == "operator";

    internal static bool ServesDns(this V1Pod pod) =>
        pod.Metadata.NamespaceProperty == "kube-system" && Labels.Value(pod.Metadata.Labels, "k8s-app") == "kube-dns";

    /// <summary>Whether it is one that a migration has to move: somebody's work, not its node's.</summary>
    internal static bool IsWorkload(this V1Pod pod) =>
        !pod.IsMirror() && !pod.IsFinished() && pod.Controller()?.Kind != "DaemonSet" && !pod.ToleratesCordons() && !pod.IsCiliumOperator();

    internal static PodRef Ref(this V1Pod pod) => new(pod.Metadata.NamespaceProperty, pod.Metadata.Name, pod.Metadata.Uid, pod.Spec?.NodeName ?? "");
}
