using System.Collections.Immutable;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Cloud.Compute;

namespace CniMigration.Simulator.NodeGroups;

/// <summary>A managed node group: what it should be, how that goes, and its instances, past ones included.</summary>
internal sealed class NodeGroup(string cluster, string arn, NodeGroupSpec spec)
{
    public string Name => Spec.Name;

    public NodeGroupSpec Spec { get; set; } = spec;

    public string Status { get; set; } = NodeGroupStatus.Creating;

    public ImmutableList<NodeGroupIssue> Health { get; set; } = [];

    public ImmutableList<Instance> Instances { get; set; } = [];

    /// <summary>Those that count towards the size.</summary>
    public IEnumerable<Instance> Live => Instances
        .Where(instance => instance.State is InstanceState.Pending or InstanceState.Running && !Leaving.Contains(instance));

    /// <summary>Those that are being drained.</summary>
    public ImmutableHashSet<Instance> Leaving { get; set; } = [];

    /// <summary>What the latest update failed with.</summary>
    public NodeGroupIssue? UpdateError { get; set; }

    /// <summary>Takes note of what is wrong with it; a group that is being changed keeps its status.</summary>
    public void Diagnose(ImmutableList<NodeGroupIssue> issues)
    {
        Health = issues;
        if (Status is NodeGroupStatus.Active or NodeGroupStatus.Degraded)
        {
            Status = issues.IsEmpty ? NodeGroupStatus.Active : NodeGroupStatus.Degraded;
        }
    }

    public EksNodeGroup Describe() => new(cluster, Spec, arn, Status, Health) { UpdateError = UpdateError };
}

internal static class NodeGroupStatus
{
    public const string Creating = "CREATING";
    public const string Active = "ACTIVE";
    public const string Updating = "UPDATING";
    public const string Deleting = "DELETING";
    public const string Degraded = "DEGRADED";
    public const string CreateFailed = "CREATE_FAILED";

    public static bool IsSettled(string status) => status is not (Creating or Updating or Deleting);
}
