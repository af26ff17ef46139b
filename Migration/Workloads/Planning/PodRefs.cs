using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>The part of a pod that a plan keeps.</summary>
internal static class PodRefs
{
    internal static PodRef Ref(this V1Pod pod) => new(pod.Metadata.NamespaceProperty, pod.Metadata.Name, pod.Metadata.Uid, pod.Spec?.NodeName ?? "");
}
