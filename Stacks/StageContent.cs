using CniMigration.Components.Resources;

namespace CniMigration.Stacks;

/// <summary>Tells what of a stage the cluster does not show yet; a stage is there when nothing is left to tell.</summary>
internal static class StageContent
{
    public static IReadOnlyList<string> Missing(Stage stage, MigrationSettings settings, LiveCluster live)
    {
        if (live.State is not { } state)
        {
            return ["the cluster is being created"];
        }

        var missing = new List<string>();
        void Need(bool holds, string otherwise)
        {
            if (!holds)
            {
                missing.Add(otherwise);
            }
        }

        Need(state.Stage == stage.ToName(), $"the stage on record is {(string.IsNullOrEmpty(state.Stage) ? "none" : state.Stage)}");
        Need(state.Guards.IsEmpty, "a guarded rollout is not put back yet");
        Sizes(stage, settings, live, Need);

        var old = state.OldNodes;
        var awsNode = state.AwsNode;
        var cilium = state.Cilium;
        Need(old.Ready == old.Count, $"{old.Ready} of {old.Count} old nodes Ready");
        Need(
            stage >= Stage.RemoveAwsNode ? !awsNode.Present : awsNode is { Present: true, RolledOut: true },
            stage >= Stage.RemoveAwsNode ? $"aws-node is still there{(awsNode.ManagedBy == "eks" ? $" ({Conditions.AddOnReverts(live)})" : "")}" : "aws-node is not rolled out");
        Need(stage is < Stage.PinAwsNode or >= Stage.RemoveAwsNode || awsNode.Pinned, $"aws-node is not pinned{(awsNode.ManagedBy == "eks" ? $" ({Conditions.AddOnReverts(live)})" : "")}");
        Need(stage >= Stage.PinAwsNode || !awsNode.Pinned, "aws-node is still pinned");
        Need(stage < Stage.PinAwsNode || Done(state.Undone.NodeLabels), "old nodes are not all labelled");
        Need(stage is < Stage.PinAwsNode or >= Stage.RemoveAwsNode || Done(state.Undone.DaemonSetPlacement), "aws-node's placement was changed");
        Need(
            stage is >= Stage.PinAwsNode and < Stage.Finalize
                ? !state.Autoscaler.Present || state.Autoscaler.Paused
                : state.Records.All(record => record.Kind != nameof(DeploymentPause)),
            stage is >= Stage.PinAwsNode and < Stage.Finalize
                ? Conditions.AutoscalerStaysPaused.InTheWay(live) ?? "the cluster autoscaler is not paused"
                : "the cluster autoscaler is still paused");

        Need(stage >= Stage.InstallCilium == cilium.Present, cilium.Present ? "Cilium is still installed" : "Cilium is not installed");
        if (stage >= Stage.InstallCilium)
        {
            Need(cilium.ReleaseStatus is null or "" or "deployed", $"Cilium's release is {cilium.ReleaseStatus}");
            Need(cilium.RolledOut, $"{cilium.Ready} of {cilium.Desired} Cilium agents ready");
            Need(cilium.AvoidsOldNodes == stage < Stage.Finalize, "Cilium's placement is not this stage's");
            Need((cilium.PolicyMode is null or "" or "never") == stage < Stage.EnforcePolicy, $"Cilium's policy mode is {cilium.PolicyMode}");
        }

        Need(state.CiliumNodes.Ready == state.CiliumNodes.Count, $"{state.CiliumNodes.Ready} of {state.CiliumNodes.Count} Cilium nodes Ready");
        Need(state.CiliumNodes.Tainted == 0, $"{state.CiliumNodes.Tainted} Cilium nodes still tainted");
        Need(state.CiliumNodes.Cordoned == 0, $"{state.CiliumNodes.Cordoned} Cilium nodes cordoned");
        Need(stage < Stage.Cordon || Done(state.Undone.NodeCordon), "old nodes are not all cordoned");
        if (stage >= Stage.Migrate)
        {
            Need(Done(state.Undone.WorkloadMove) && old.WorkloadPods == 0, $"{old.WorkloadPods} workload pods on old nodes");
            Need(state.PendingPods == 0, $"{state.PendingPods} pods pending");
        }

        return missing;
    }

    private static void Sizes(Stage stage, MigrationSettings settings, LiveCluster live, Action<bool, string> need)
    {
        var retired = stage >= Stage.RetireNodes;
        var oldSize = retired ? 0 : live.OldSize(settings);
        var ciliumSize = stage >= Stage.AddCiliumNodes ? settings.CiliumNodeGroupSize : 0;
        var oldNodes = live.State!.OldNodes.Count;
        var ciliumNodes = live.State.CiliumNodes.Count;
        need(live.OldGroups.Length == settings.OldNodeGroups.Length, "not every old node group exists");
        need(live.CiliumGroup is not null, "the Cilium node group does not exist");
        foreach (var group in live.OldGroups)
        {
            var size = retired ? 0 : settings.AdoptCluster ? live.SizesOf(group.Name)?.Desired ?? group.DesiredSize : settings.OldNodeGroupSize;
            need(group.DesiredSize == size, $"{group.Name} asks for {group.DesiredSize} nodes, not {size}{Regrown(group, retired, live)}");

            // One that leaves and one that has yet to come make the right number of nodes, and not the right nodes.
            need(oldNodes != oldSize || retired || group.Instances <= group.DesiredSize, $"{group.Name} has {group.Instances} instances, not {group.DesiredSize}, until those that leave are gone");
        }

        need(live.CiliumDesired == ciliumSize, $"{settings.CiliumNodeGroup} asks for {live.CiliumDesired} nodes, not {ciliumSize}");
        need(oldNodes == oldSize, $"{oldNodes} old nodes of {oldSize}{Leaving(retired, live)}{Conditions.WhyMissing(live, live.OldGroups)}");
        need(ciliumNodes == ciliumSize, $"{ciliumNodes} Cilium nodes of {ciliumSize}{Conditions.WhyMissing(live, live.CiliumGroup)}");
        need(oldSize > 0 || live.OldInstances == 0, $"{live.OldInstances} old instances not terminated yet");
        need(ciliumSize > 0 || live.CiliumInstances == 0, $"{live.CiliumInstances} Cilium instances not terminated yet");
    }

    private static string Regrown(LiveNodeGroup group, bool retired, LiveCluster live) =>
        retired && live.Retired && group.Adopted is not null && live.SizesOf(group.Name) is not null
            ? ": somebody has grown it since it was retired, so let that stop and empty it again "
                + $"(aws eks update-nodegroup-config --cluster-name {live.Name} --nodegroup-name {group.Name} --scaling-config minSize=0,desiredSize=0)"
            : "";

    /// <summary>A group that somebody shrinks: what takes long is EKS's own drain, which a budget can hold.</summary>
    private static string Leaving(bool retired, LiveCluster live)
    {
        var shrinking = live.OldGroups.Where(group => group.Instances > group.DesiredSize).ToList();
        if (retired || shrinking.Count == 0)
        {
            return "";
        }

        var groups = string.Join(" and ", shrinking.Select(group => $"{group.Name} was shrunk to {group.DesiredSize}"));
        var nodes = live.State!.OldNodes.CordonedByOthers;
        return nodes.IsDefaultOrEmpty
            ? $" ({groups}, which EKS has yet to carry out)"
            : $" ({groups}: EKS drains {string.Join(", ", nodes)} first, for up to 15 minutes where a disruption budget holds a pod; wait for it, or see what holds it: "
                + $"kubectl get pods -A --field-selector spec.nodeName={nodes[0]}; kubectl get pdb -A)";
    }

    private static bool Done(string? digest) => string.IsNullOrEmpty(digest);
}
