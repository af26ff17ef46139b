using CniMigration.Simulator.Cloud;

namespace CniMigration.Simulator;

public sealed partial class EksCloud
{
    /// <summary>The names of a cluster's node groups.</summary>
    public IReadOnlyList<string> ListNodeGroups(string cluster) => Host(cluster).NodeGroups.Names;

    /// <summary>A node group. Fails where there is none of that name.</summary>
    public EksNodeGroup DescribeNodeGroup(string cluster, string name) => Host(cluster).NodeGroups.Describe(name);

    /// <summary>Begins to create a node group and returns at once. See <see cref="WaitForNodeGroupAsync"/>.</summary>
    public Task<EksNodeGroup> CreateNodeGroupAsync(string cluster, NodeGroupSpec spec, CancellationToken cancellationToken = default)
    {
        Record("CreateNodegroup", spec.Name);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Host(cluster).NodeGroups.Create(spec));
    }

    /// <summary>Begins to change a node group and returns at once. Refused while another change is under way.</summary>
    public Task<EksNodeGroup> UpdateNodeGroupAsync(string cluster, string name, NodeGroupUpdate update, CancellationToken cancellationToken = default)
    {
        Record("UpdateNodegroupConfig", name);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Host(cluster).NodeGroups.Update(name, update));
    }

    /// <summary>Begins to delete a node group and returns at once.</summary>
    public Task DeleteNodeGroupAsync(string cluster, string name, CancellationToken cancellationToken = default)
    {
        Record("DeleteNodegroup", name);
        cancellationToken.ThrowIfCancellationRequested();
        Host(cluster).NodeGroups.Delete(name);
        return Task.CompletedTask;
    }

    /// <summary>Waits until nothing is under way on a node group. Null when it is gone.</summary>
    public Task<EksNodeGroup?> WaitForNodeGroupAsync(string cluster, string name, CancellationToken cancellationToken = default) =>
        Host(cluster).NodeGroups.WaitAsync(name, cancellationToken);

    /// <summary>The instances of a cluster, terminated ones included.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="nodeGroup">Only those of this node group.</param>
    /// <param name="states">Only those in one of these states.</param>
    public IReadOnlyList<EksInstance> ListInstances(string cluster, string? nodeGroup = null, IReadOnlyCollection<string>? states = null) =>
        [.. Host(cluster).NodeGroups.Instances.Where(instance =>
            (nodeGroup is null || instance.NodeGroup == nodeGroup) && (states is null || states.Contains(instance.State)))];
}
