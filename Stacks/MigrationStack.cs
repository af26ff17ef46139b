using System.Diagnostics.CodeAnalysis;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Plans;
using CniMigration.Stacks.Settings;
using CniMigration.Stacks.Stages.Conditions;
using CniMigration.Stacks.Strategies;
using Pulumi;

namespace CniMigration.Stacks;

/// <summary>The whole program: read the settings, read the cluster, decide, declare.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "A stack is what Pulumi deploys, and no collection.")]
public static class MigrationStack
{
    /// <summary>Runs in a deployment and gives the stack's outputs.</summary>
    /// <param name="options">Options of the root component, parent of everything.</param>
    public static async Task<IDictionary<string, object?>> DeployAsync(ComponentResourceOptions? options = null)
    {
        var strategy = NodePools.Strategy;
        var settings = MigrationSettings.Read(ConfigValues.Load(), strategy.StageNames);
        var root = new MigrationRoot(SettingKey.Namespace, options);
        var goal = strategy.ShapeAt(strategy.Find(settings.Stage)!);
        var live = await new LiveClusterReader(settings, goal, state => strategy.ShapeAt(StagePosition.Of(strategy, state)), root).ReadAsync();
        var plan = StagePlan.Make(strategy, settings, live);
        var network = await Network.ReadAsync(settings, live);
        var composition = new StackComposition(settings, live, plan.Course, network, root);
        foreach (var stage in strategy.Stages)
        {
            plan.Announce(stage, composition);
        }

        foreach (var stage in strategy.Stages)
        {
            plan.Declare(stage, composition);
        }

        composition.Complete();
        var outputs = Outputs(settings, live, plan, composition.Foundation.Kubeconfig);
        ImmutableArray<string> warnings = [.. Adoption.Warnings(live), .. SourceWarnings(live), .. PolicyConditions.Warnings(live, goal)];
        outputs["warnings"] = warnings;
        foreach (var warning in warnings)
        {
            Log.Warn(warning, root);
        }

        root.Complete(outputs);
        return outputs;
    }

    private static IEnumerable<string> SourceWarnings(LiveCluster live) => live.Sources.Differences.Select(difference =>
        $"Outside the cluster it is to be seen: {difference}. " + (live.Sources.Allowed
            ? "allowSourceChange consents to that."
            : "Until allowSourceChange is true, Cilium does as aws-node does, as far as it can."));

    private static Dictionary<string, object?> Outputs(
        MigrationSettings settings, LiveCluster live, StagePlan plan, Output<string> kubeconfig) => new()
        {
            ["requestedStage"] = plan.Requested.Name,
            ["effectiveStage"] = plan.Effective.Name,
            ["converged"] = plan.Converged,
            ["nextStep"] = plan.NextStep,
            ["takesSomebody"] = plan.TakesSomebody,
            ["clusterName"] = settings.ClusterName,
            ["oldNodeGroups"] = settings.OldNodeGroups,
            ["ciliumNodeGroup"] = settings.CiliumNodeGroup,
            ["podSourcesToday"] = live.Sources.Today,
            ["podSourcesUnderCilium"] = live.Sources.UnderCilium,
            ["podsOnAwsCni"] = live.State?.PodsOnAwsCni ?? 0,
            ["podsOnCilium"] = live.State?.PodsOnCilium ?? 0,
            ["kubeconfig"] = kubeconfig,
        };
}
