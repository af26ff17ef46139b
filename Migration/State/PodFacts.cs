using k8s.Models;

namespace CniMigration.Migration.State;

/// <summary>Which pods a migration has to move.</summary>
internal static class PodFacts
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>
    /// A pod that somebody's workload put there: not a DaemonSet's, not a mirror of a static pod, not finished, and not bound to its host by
    /// tolerating everything.
    /// </summary>
    public static bool IsWorkload(this V1Pod pod) => !pod.IsFinished() && !pod.IsOfDaemonSet() && !pod.IsMirror() && !pod.ToleratesEverything();

    public static bool IsFinished(this V1Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    public static bool IsTerminating(this V1Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    public static bool IsPending(this V1Pod pod) => pod.Status?.Phase is "Pending" && !pod.IsTerminating();

    public static bool IsOfDaemonSet(this V1Pod pod) =>
        pod.Metadata.OwnerReferences?.Any(owner => owner is { Kind: "DaemonSet", Controller: true }) == true;

    private static bool IsMirror(this V1Pod pod) => pod.Metadata.Annotations?.ContainsKey(MirrorAnnotation) == true;

    private static bool ToleratesEverything(this V1Pod pod) =>
        pod.Spec.Tolerations?.Any(toleration => toleration is { Key: null or "", OperatorProperty: "Exists", Effect: null or "" }) == true;
}
