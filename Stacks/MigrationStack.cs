using System.Diagnostics.CodeAnalysis;
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
        var settings = MigrationSettings.Read(ConfigValues.Load());
        var root = new MigrationRoot(SettingKeys.Namespace, options);
        var live = await new LiveClusterReader(settings, root).ReadAsync();
        var plan = StagePlan.Make(settings, live);
        var network = await Network.ReadAsync(settings, live);
        var kubeconfig = new StageComposition(settings, live, plan, network, root).Declare();
        var outputs = Outputs(settings, live, plan, kubeconfig);
        var warnings = Adoption.Warnings(live);
        outputs["warnings"] = warnings;
        foreach (var warning in warnings)
        {
            Log.Warn(warning, root);
        }

        root.Complete(outputs);
        return outputs;
    }

    private static Dictionary<string, object?> Outputs(
        MigrationSettings settings, LiveCluster live, StagePlan plan, Output<string> kubeconfig) => new()
        {
            ["requestedStage"] = plan.Requested.ToName(),
            ["effectiveStage"] = plan.Effective.ToName(),
            ["converged"] = plan.Converged,
            ["nextStep"] = plan.NextStep,
            ["takesSomebody"] = plan.TakesSomebody,
            ["clusterName"] = settings.ClusterName,
            ["oldNodeGroups"] = settings.OldNodeGroups,
            ["ciliumNodeGroup"] = settings.CiliumNodeGroup,
            ["podsOnAwsCni"] = live.State?.PodsOnAwsCni ?? 0,
            ["podsOnCilium"] = live.State?.PodsOnCilium ?? 0,
            ["kubeconfig"] = kubeconfig,
        };
}
