using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Room;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Whether a Deployment can be moved by a restart whose new pods are Ready before the old ones end.</summary>
internal static class SurgeCheck
{
    private static readonly Func<SurgeCase, string?>[] Objections =
    [
        c => c.Mode is SurgeMode.Off ? "surge is off" : null,
        c => c.Deployment.Spec.Strategy?.Type is { } type and not "RollingUpdate" ? $"its strategy is {type}" : null,
        c => c.MaxSurge == 0 ? "its maxSurge is 0" : null,
        c => c.Deployment.Spec.Paused == true ? "it is paused" : null,
        OwnedByAnOperator,
        OneNodeVolume,
        HostPort,
        TiedToItsOwnPods,
        c => AntiAffinityRoom.Objection(c.Placing),
        c => SpreadRoom.Objection(c.Placing),
        QuotaRoom.Objection,
    ];

    /// <summary>The first objection to a surge, or null when the Deployment can surge.</summary>
    /// <remarks>A rollout under way is no objection: it is waited for, within a bound, before the restart.</remarks>
    internal static string? Objection(SurgeCase surge) => Objections.Select(objection => objection(surge)).FirstOrDefault(no => no is not null);

    /// <summary>Whether the controller has done all that the Deployment asks for.</summary>
    internal static bool IsSettled(V1Deployment deployment) =>
        IsRolledOut(deployment) && (deployment.Status.AvailableReplicas ?? 0) == (deployment.Spec.Replicas ?? 1);

    /// <summary>Whether all its pods, and no others, are of its newest revision, available or not.</summary>
    internal static bool IsRolledOut(V1Deployment deployment)
    {
        var wanted = deployment.Spec.Replicas ?? 1;
        return deployment.Status is { } status
            && (status.ObservedGeneration ?? 0) >= (deployment.Metadata.Generation ?? 0)
            && (status.UpdatedReplicas ?? 0) == wanted
            && (status.Replicas ?? 0) == wanted;
    }

    /// <summary>Whether an earlier run has restarted it and its rollout gets on: whatever would speak against a surge now, it is let finish.</summary>
    internal static bool IsOurRolloutUnderWay(V1Deployment deployment) =>
        GuardRecord.IsHeld(deployment)
            && !IsSettled(deployment)
            && deployment.Status?.Conditions?.Any(c => c is { Type: "Progressing", Status: "False" }) != true;

    private static string? OwnedByAnOperator(SurgeCase surge) =>
        surge.Deployment.Metadata.OwnerReferences?.FirstOrDefault(o => o.Controller == true) is { } owner
            ? $"{owner.Kind} {owner.Name} owns it and would take a restart back"
            : null;

    private static string? OneNodeVolume(SurgeCase surge) =>
        Volumes.Claims(surge.Pod, surge.Namespace, surge.Snapshot).FirstOrDefault(Volumes.HoldsOneNode) is { } claim
            ? $"its volume {claim.Metadata.Name} is {string.Join(", ", claim.Spec.AccessModes)}: a second pod elsewhere cannot attach it"
            : null;

    private static string? TiedToItsOwnPods(SurgeCase surge) =>
        AffinityTies.Find(
            surge.Pod, surge.Workload, surge.Snapshot, surge.Destination, new HashSet<string>()) is { } key
            ? $"its required affinity asks for a {key} where its own pods run, and that is the old one's"
            : null;

    private static string? HostPort(SurgeCase surge) =>
        surge.Pod.HostPorts().Select(port => $"it takes port {port.Number} of its node").FirstOrDefault();
}
