using CniMigration.Components.Resources;
using Pulumi;

namespace CniMigration.Stacks;

/// <summary>Where the migration stands, which the records in the cluster say and its health never does.</summary>
internal static class StagePosition
{
    /// <summary>The stage on record; without a cluster, or with one that nothing was done to, the first.</summary>
    public static Stage Of(LiveCluster live) => live.State is null ? Stage.Baseline : Of(live.State);

    /// <summary>
    /// The stage to put on record. Going back it stays at the highest stage of which the cluster still shows anything, so that the
    /// record never understates what is there: deletes come last, and a run may end before them.
    /// </summary>
    public static Stage ToRecord(LiveCluster live, Stage effective)
    {
        var position = Of(live);
        if (effective >= position || live.State is not { } state)
        {
            return effective;
        }

        for (var stage = position; stage > effective; stage--)
        {
            if (ShowsIn(stage, live, state))
            {
                return stage;
            }
        }

        return effective;
    }

    /// <summary>
    /// Names what the ledger would not see from its inputs alone: that the cluster names a stage above the one to record, or none, since a run was
    /// killed or somebody edited it; and what a stage that is left still has on record, as a create that was killed leaves a record and no resource
    /// to take it back with. The sizes of retired groups and the cordons of a move have their own time.
    /// </summary>
    public static string Unsettled(MigrationState state, Stage recorded, Stage effective)
    {
        if (string.IsNullOrEmpty(state.Stage) || Of(state) > recorded)
        {
            return $"on record: {state.Stage}";
        }

        var left = state.Records.Count(record => record.Stage == recorded.ToName());
        return recorded > effective && left > 0 && (recorded is Stage.PinAwsNode or Stage.Cordon or Stage.RemoveAwsNode) ? $"{left} of {recorded.ToName()}" : "";
    }

    private static Stage Of(MigrationState state)
    {
        if (StageNames.TryParse(state.Stage, out var stage))
        {
            return stage;
        }

        if (!string.IsNullOrEmpty(state.Stage))
        {
            throw new RunException(
                $"The cluster's record (ConfigMap kube-system/cni-migration) names the stage \"{state.Stage}\", which this program does not know. "
                + $"Known: {string.Join(", ", StageNames.All)}. A newer version of the program may have written it: use that one.");
        }

        if (state.Records.Length > 0)
        {
            var records = state.Records.Select(record => $"{record.Kind} on {record.Target}").Distinct(StringComparer.Ordinal);
            var targets = string.Join(", ", records.Take(10));
            throw new RunException(
                $"The cluster holds records of a migration ({targets}) but not the stage it is at: ConfigMap kube-system/cni-migration is gone. "
                + "Nothing was changed. Put the ConfigMap back with data.stage set to the stage that the cluster is at, then run again.");
        }

        return Stage.Baseline;
    }

    private static bool ShowsIn(Stage stage, LiveCluster live, MigrationState state) => stage switch
    {
        Stage.EnforcePolicy => state.Cilium is { Present: true, PolicyMode: not (null or "" or "never") },
        Stage.Finalize => state.Cilium is { Present: true, AvoidsOldNodes: false },
        Stage.RemoveAwsNode => !state.AwsNode.Present,

        // A group that had no nodes before it was retired shows nothing by having none.
        Stage.RetireNodes => (state.OldNodes.Count == 0 && live.OldGroups.Any(group => live.SizesOf(group.Name) is not { Desired: 0 }))
            || live.OldGroups.Any(group => group.DesiredSize == 0 && live.SizesOf(group.Name) is not { Desired: 0 }),
        Stage.Migrate => state.CiliumNodes.WorkloadPods > 0,
        Stage.Cordon => state.OldNodes.Cordoned > 0 && state.Records.Any(record => record.Stage == Stage.Cordon.ToName()),
        Stage.AddCiliumNodes => live.HasCiliumNodes,
        Stage.InstallCilium => state.Cilium.Present,
        Stage.PinAwsNode => state.AwsNode.Pinned || state.Records.Any(record => record.Stage == Stage.PinAwsNode.ToName()),
        _ => false,
    };
}
