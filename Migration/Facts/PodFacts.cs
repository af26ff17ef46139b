namespace CniMigration.Migration.Facts;

/// <summary>Which pods a migration has to move.</summary>
internal static class PodFacts
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";
    private static readonly V1Taint Cordon = new() { Key = NodeFacts.UnschedulableTaint, Effect = "NoSchedule" };

    /// <summary>
    /// A pod that somebody's workload put there: not a DaemonSet's, not a mirror of a static pod, not finished, and not bound to its host by
    /// tolerating cordons. Cilium's operator is not one either: it lives on Cilium's nodes only, and goes with the last of them.
    /// </summary>
    public static bool IsWorkload(this V1Pod pod) =>
        !pod.IsFinished() && !pod.IsOfDaemonSet() && !pod.IsMirror() && !pod.ToleratesCordons() && !pod.IsCiliumOperator();

    public static bool IsFinished(this V1Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    public static bool IsTerminating(this V1Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    public static bool IsPending(this V1Pod pod) => pod.Status?.Phase is "Pending" && !pod.IsTerminating();

    public static bool IsOfDaemonSet(this V1Pod pod) =>
        pod.Metadata.OwnerReferences?.Any(owner => owner is { Kind: "DaemonSet", Controller: true }) == true;

    public static bool IsMirror(this V1Pod pod) => pod.Metadata.Annotations?.ContainsKey(MirrorAnnotation) == true;

    public static V1OwnerReference? Controller(this V1Pod pod) => pod.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true);

    public static bool IsReady(this V1Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    /// <summary>The ports that a pod takes of its node, as long as it runs: those of its sidecars too.</summary>
    public static IEnumerable<(int Number, string Protocol)> HostPorts(this V1PodSpec pod) => (pod.Containers ?? [])
        .Concat((pod.InitContainers ?? []).Where(container => container.RestartPolicy == "Always"))
        .SelectMany(container => container.Ports ?? [])
        .Where(port => port.HostPort > 0)
        .Select(port => (port.HostPort ?? 0, port.Protocol ?? "TCP"))
        .Distinct();

    /// <summary>Whether a cordon does not hold it off: evicted, it would come back to where it was.</summary>
    public static bool ToleratesCordons(this V1Pod pod) => (pod.Spec?.Tolerations ?? []).Any(toleration => toleration.Tolerates(Cordon));

    public static bool Tolerates(this V1Toleration toleration, V1Taint taint) =>
        (string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == taint.Effect)
        && (string.IsNullOrEmpty(toleration.Key) ? toleration.OperatorProperty == "Exists" : toleration.Key == taint.Key)
        && (toleration.OperatorProperty == "Exists" || (toleration.Value ?? "") == (taint.Value ?? ""));

    public static bool IsCiliumOperator(this V1Pod pod) =>
        pod.Metadata.NamespaceProperty == "kube-system" && Labels.Value(pod.Metadata.Labels, "io.cilium/app") == "operator";

    public static bool ServesDns(this V1Pod pod) =>
        pod.Metadata.NamespaceProperty == "kube-system" && Labels.Value(pod.Metadata.Labels, "k8s-app") == "kube-dns";
}
