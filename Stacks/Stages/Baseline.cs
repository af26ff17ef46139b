using CniMigration.Components;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>The cluster, its node groups and goldpinger: nothing of the migration is done yet.</summary>
internal sealed class Baseline() : Stage("baseline")
{
    public override IEnumerable<string> Missing(Inspection at)
    {
        foreach (var told in GroupSizes.Missing(at))
        {
            yield return told;
        }

        var (state, source) = (at.State, at.Live.Source);
        if (state.OldNodes.Ready != state.OldNodes.Count)
        {
            yield return $"{state.OldNodes.Ready} of {state.OldNodes.Count} old nodes Ready";
        }

        if (at.Shape.Source == SourcePlace.Nowhere && state.AwsNode.Present)
        {
            yield return $"{source.Name} is still there{(state.AwsNode.ManagedBy == "eks" ? $" ({Wording.AddOnReverts(at.Live)})" : "")}";
        }

        if (at.Shape.Source != SourcePlace.Nowhere && state.AwsNode is not { Present: true, RolledOut: true })
        {
            yield return $"{source.Name} is not rolled out";
        }
    }

    public override void Declare(StageScope scope)
    {
        var settings = scope.Settings;
        scope.Chain.Then(new Goldpinger(
            "goldpinger",
            new GoldpingerArgs
            {
                Providers = scope.Providers,
                Namespace = settings.GoldpingerNamespace,
                Image = settings.GoldpingerImage,
                Size = scope.Size,
                Taints = TheirTaints(scope.Live),
            },
            scope.Next()));

        if (!scope.NodeGroups.OldChangeLater)
        {
            scope.Chain.Beside(scope.NodeGroups.DeclareOld(guard: null));
        }

        // Whoever scales an adopted group goes on doing so until the autoscaler is paused: all nodes count, however many they are.
        var oldNodes = new NodesProof("old-nodes", settings.Nodes.Old, settings.AdoptCluster ? NodesProof.Any : settings.OldNodes);
        scope.Gate([oldNodes], [scope.Goldpinger()]);
    }

    /// <summary>
    /// What the owners of adopted groups keep other pods off with. No more than that is tolerated: a node that Cilium does not serve yet
    /// would otherwise be given pods all the same.
    /// </summary>
    private static ImmutableArray<NodeTaint> TheirTaints(LiveCluster live) =>
    [
        .. live.OldGroups.SelectMany(group => group.Adopted?.Taints ?? []).Select(taint => taint.OnNodes)
            .Where(taint => taint.Key != MigrationNames.AgentNotReadyTaint)
            .Distinct().OrderBy(taint => taint.Key, StringComparer.Ordinal).ThenBy(taint => taint.Effect, StringComparer.Ordinal),
    ];
}
