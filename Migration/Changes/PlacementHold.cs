using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Sides;

namespace CniMigration.Migration.Changes;

/// <summary>Watches a requirement that somebody took out and that was set again: whoever fights for it is named, and not fought.</summary>
internal sealed class PlacementHold(IKubernetes cluster, TimeProvider time, IReporter reporter)
{
    /// <exception cref="GateFailedException">It was taken out again within a minute.</exception>
    public async Task ProveAsync(string ns, string name, Requirement requirement, CancellationToken cancellationToken)
    {
        V1DaemonSet? set = null;
        await Hold.ProveAsync(
            time,
            async elapsed => (set = await cluster.DaemonSet(ns, name).ReadAsync(cancellationToken)) is not null && !requirement.HoldsIn(set.Spec.Template.Spec)
                ? Describe(set, requirement, elapsed)
                : null,
            cancellationToken);
        if (set is not null)
        {
            reporter.Warn(
                $"DaemonSet {ns}/{name}: {requirement} had been taken out of its affinity{By(set)} and was set again. "
                + "If that happens again, look for what does it.");
        }
    }

    private static string Describe(V1DaemonSet set, Requirement requirement, TimeSpan after)
    {
        var who = Manager(set);
        var remedy = SourceCnis.All.FirstOrDefault(cni => cni.AddOnManager == who)?.AddOnRemedy
            ?? "Make whoever that is leave the affinity alone (a GitOps tool: pause it, or let it ignore that field).";
        return $"Expected DaemonSet {set.Metadata.NamespaceProperty}/{set.Metadata.Name} to keep {requirement} in every term of its node affinity; "
            + $"it had been taken out and was set again. Seen: {after.TotalSeconds:0} s later it was taken out once more{By(set)}, "
            + $"and without it this CNI comes to nodes that are the other's. {remedy} "
            + "Nothing later was begun; run again.";
    }

    private static string By(V1DaemonSet set) => Manager(set) is { } manager ? $", by the field manager {manager}" : "";

    private static string? Manager(V1DaemonSet set) => FieldManagers.OtherManagerOf(set.Metadata, "spec", "template", "spec", "affinity");
}
