using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Records;
using CniMigration.Migration.Reporting;
using k8s;
using k8s.Models;

namespace CniMigration.Migration.DaemonSets;

/// <summary>Watches a requirement that somebody took out and that was set again: whoever fights for it is named, and not fought.</summary>
internal sealed class PlacementHold(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    private const string AddOnManager = "eks";

    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <exception cref="GateFailedException">It was taken out again within a minute.</exception>
    public async Task ProveAsync(string ns, string name, Requirement requirement, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) is var elapsed && elapsed < Watched)
        {
            if (await ReadAsync(ns, name, cancellationToken) is not { } set)
            {
                return;
            }

            if (!requirement.HoldsIn(set.Spec.Template.Spec))
            {
                throw new GateFailedException(Describe(set, requirement, elapsed));
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
        if (await ReadAsync(ns, name, cancellationToken) is { } kept)
        {
            reporter.Warn(
                $"DaemonSet {ns}/{name}: {requirement} had been taken out of its affinity{By(kept)} and was set again. If that happens again, look for what does it.");
        }
    }

    private static string Describe(V1DaemonSet set, Requirement requirement, TimeSpan after)
    {
        var who = Manager(set);
        var remedy = who == AddOnManager
            ? "That is EKS, which manages it as the add-on vpc-cni: delete the add-on but keep its objects (aws eks delete-addon --addon-name vpc-cni --preserve), or pass the "
                + "affinity through the add-on's configuration values."
            : "Make whoever that is leave the affinity alone (a GitOps tool: pause it, or let it ignore that field).";
        return $"Expected DaemonSet {set.Metadata.NamespaceProperty}/{set.Metadata.Name} to keep {requirement} in every term of its node affinity; it had been taken out and was set again. "
            + $"Seen: {after.TotalSeconds:0} s later it was taken out once more{By(set)}, and without it this CNI comes to nodes that are the other's. {remedy} "
            + "Nothing later was begun; run again.";
    }

    private static string By(V1DaemonSet set) => Manager(set) is { } manager ? $", by the field manager {manager}" : "";

    private static string? Manager(V1DaemonSet set) => FieldManagers.OtherManagerOf(set.Metadata, "spec", "template", "spec", "affinity");

    private Task<V1DaemonSet?> ReadAsync(string ns, string name, CancellationToken cancellationToken) =>
        cluster.AppsV1.ReadNamespacedDaemonSetAsync(name, ns, cancellationToken: cancellationToken).OrNullAsync();
}
