using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages;
using CniMigration.Stacks.Strategies;
using Pulumi;

namespace CniMigration.Stacks.Plans;

/// <summary>Where the migration stands, which the records in the cluster say and its health never does.</summary>
internal static class StagePosition
{
    /// <summary>The stage on record; in a cluster that nothing was done to, the first. Stops the run where nobody can tell.</summary>
    public static Stage Of(Strategy strategy, MigrationState state)
    {
        if (strategy.Find(state.Stage) is { } stage)
        {
            return stage;
        }

        if (!string.IsNullOrEmpty(state.Stage))
        {
            throw new RunException(
                $"The cluster's record (ConfigMap kube-system/cni-migration) names the stage \"{state.Stage}\", which this program does not know. "
                + $"Known: {string.Join(", ", strategy.StageNames)}. A newer version of the program may have written it: use that one.");
        }

        if (state.Records.Length > 0)
        {
            var records = state.Records.Select(record => $"{record.Kind} on {record.Target}").Distinct(StringComparer.Ordinal);
            var targets = string.Join(", ", records.Take(10));
            throw new RunException(
                $"The cluster holds records of a migration ({targets}) but not the stage it is at: ConfigMap kube-system/cni-migration is gone. "
                + "Nothing was changed. Put the ConfigMap back with data.stage set to the stage that the cluster is at, then run again.");
        }

        return strategy.First;
    }

    /// <summary>
    /// The stage to put on record. Going back it stays at the highest stage of which the cluster still shows anything, so that the
    /// record never understates what is there: deletes come last, and a run may end before them.
    /// </summary>
    public static Stage ToRecord(Strategy strategy, LiveCluster live, Stage effective)
    {
        if (live.State is not { } state)
        {
            return effective;
        }

        var stage = Of(strategy, state);
        while (!strategy.Includes(effective, stage) && !stage.ShowsIn(live, state))
        {
            stage = strategy.Before(stage);
        }

        return strategy.Includes(effective, stage) ? effective : stage;
    }

    /// <summary>
    /// Names what the ledger would not see from its inputs alone: that the cluster names a stage above the one to record, or none, since a run was
    /// killed or somebody edited it; and what a stage that is left still has on record, as a create that was killed leaves a record and no resource
    /// to take it back with. The sizes of retired groups and the cordons of a move have their own time.
    /// </summary>
    public static string Unsettled(Strategy strategy, MigrationState state, Stage recorded, Stage effective)
    {
        if (string.IsNullOrEmpty(state.Stage) || !strategy.Includes(recorded, Of(strategy, state)))
        {
            return $"on record: {state.Stage}";
        }

        var left = state.Records.Count(record => record.Stage == recorded.Name);
        return recorded.LeavesNoRecord && left > 0 && !strategy.Includes(effective, recorded) ? $"{left} of {recorded.Name}" : "";
    }
}
