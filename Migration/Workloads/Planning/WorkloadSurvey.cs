using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>The workload pods of a cluster by side.</summary>
/// <param name="OnOldNodes">Those on the nodes of aws-node that are not ending.</param>
/// <param name="OnCiliumNodes">Those on the nodes of Cilium that are not ending.</param>
/// <param name="TerminatingOnOldNodes">Those that are ending on the nodes of aws-node.</param>
/// <param name="TerminatingOnCiliumNodes">Those that are ending on the nodes of Cilium.</param>
/// <param name="Pending">Those that do not run yet, wherever.</param>
/// <param name="Guarded">The Deployments whose strategy a move holds, as namespace/name.</param>
internal sealed record WorkloadSurvey(
    IReadOnlyList<PodRef> OnOldNodes,
    IReadOnlyList<PodRef> OnCiliumNodes,
    IReadOnlyList<PodRef> TerminatingOnOldNodes,
    IReadOnlyList<PodRef> TerminatingOnCiliumNodes,
    IReadOnlyList<PodRef> Pending,
    IReadOnlyList<string> Guarded)
{
    internal static WorkloadSurvey Of(
        IEnumerable<V1Pod> pods, IEnumerable<V1Node> oldNodes, IEnumerable<V1Node> ciliumNodes, IEnumerable<V1Deployment> deployments)
    {
        var workload = pods.Where(p => p.IsWorkload()).ToList();
        var old = oldNodes.Select(n => n.Metadata.Name).ToHashSet();
        var cilium = ciliumNodes.Select(n => n.Metadata.Name).ToHashSet();
        return new WorkloadSurvey(
            Refs(workload.Where(p => !p.IsTerminating() && old.Contains(p.Spec?.NodeName ?? ""))),
            Refs(workload.Where(p => !p.IsTerminating() && cilium.Contains(p.Spec?.NodeName ?? ""))),
            Refs(workload.Where(p => p.IsTerminating() && old.Contains(p.Spec?.NodeName ?? ""))),
            Refs(workload.Where(p => p.IsTerminating() && cilium.Contains(p.Spec?.NodeName ?? ""))),
            Refs(workload.Where(p => !p.IsTerminating() && p.Status?.Phase is null or "Pending")),
            [.. deployments.Where(GuardRecord.IsHeld).Select(d => $"{d.Metadata.NamespaceProperty}/{d.Metadata.Name}").Order(StringComparer.Ordinal)]);
    }

    /// <summary>A digest of what a move to this destination still has to do; empty when nothing is left.</summary>
    internal string Undone(MoveDestination destination)
    {
        var left = destination switch
        {
            MoveDestination.Cilium => OnOldNodes,
            MoveDestination.AwsCni => OnCiliumNodes,
            _ => [],
        };
        return string.Join(',', left.Select(p => p.Uid).Concat(Guarded).Order(StringComparer.Ordinal)) switch
        {
            "" => "",
            var undone => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(undone)))[..16],
        };
    }

    private static IReadOnlyList<PodRef> Refs(IEnumerable<V1Pod> pods) => [.. pods.Select(p => p.Ref()).OrderBy(p => p.ToString(), StringComparer.Ordinal)];
}
