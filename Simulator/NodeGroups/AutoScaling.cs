using System.Collections.Immutable;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Cloud.Compute;
using CniMigration.Simulator.Cloud.Network;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Nodes.Kubelet;

namespace CniMigration.Simulator.NodeGroups;

/// <summary>
/// The auto scaling group behind a node group: it launches and ends instances, and sees which of them became nodes. Callers keep one another out.
/// </summary>
internal sealed class AutoScaling(ClusterContext cluster, InstanceLifecycle lifecycle, EksCluster description)
{
    /// <summary>Launches or retires instances until as many live as the group should have; says why where not all can be launched.</summary>
    public NodeGroupIssue? Resize(NodeGroup group)
    {
        var live = group.Live.ToList();
        for (var count = live.Count; count < group.Spec.Scaling.DesiredSize; count++)
        {
            try
            {
                Launch(group);
            }
            catch (EksException refused) when (refused.Code == Subnet.OutOfAddresses)
            {
                return new NodeGroupIssue("InsufficientFreeAddresses",
                    "One or more of the subnets associated with your managed node group does not have enough available IP addresses for new nodes. "
                    + refused.Message, []);
            }
        }

        Retire(group, [.. ScaleIn.Choose(live, live.Count - group.Spec.Scaling.DesiredSize)]);
        return null;
    }

    public IReadOnlyList<Task> Retire(NodeGroup group, IReadOnlyList<Instance> leaving)
    {
        group.Leaving = group.Leaving.Union(leaving);
        return [.. leaving.Select(instance => cluster.Work.Start($"end of {instance.Id}", token => lifecycle.RetireAsync(instance, token)))];
    }

    public Task WhenGoneAsync(NodeGroup group, CancellationToken cancellationToken) => lifecycle.WhenGoneAsync(group.Instances, cancellationToken);

    public bool IsReady(Instance instance) => cluster.Cache.Nodes.Find(instance.NodeName)?.IsReady == true;

    /// <summary>What EKS says of a new group whose nodes do not get Ready.</summary>
    public NodeGroupIssue Unready(NodeGroup group) => new(
        "NodeCreationFailure", "Unhealthy nodes in the kubernetes cluster", Ids(group, instance => !IsReady(instance)));

    /// <summary>What EKS says of instances that run and never became nodes.</summary>
    public ImmutableList<NodeGroupIssue> NeverJoined(NodeGroup group) =>
        Ids(group, instance => cluster.Clock.GetUtcNow() - instance.LaunchedAt > cluster.Timings.JoinPatience
            && cluster.Cache.Nodes.Find(instance.NodeName) is null)
            is { Length: > 0 } missing
            ? [new NodeGroupIssue("NodeCreationFailure", "Instances failed to join the kubernetes cluster", missing)]
            : [];

    private static string[] Ids(NodeGroup group, Func<Instance, bool> chosen) => [.. group.Live.Where(chosen).Select(instance => instance.Id)];

    private void Launch(NodeGroup group)
    {
        var spec = group.Spec;
        var subnets = (spec.SubnetIds.Count > 0 ? spec.SubnetIds : description.SubnetIds).Select(cluster.Network.Subnet);
        var subnet = subnets.MinBy(candidate => group.Live.Count(instance => instance.Subnet == candidate))!;
        var securityGroups = spec.SecurityGroupIds.Count > 0 ? spec.SecurityGroupIds : [description.SecurityGroupId];
        var instance = new Instance(cluster.Region, group.Name, InstanceType.Find(spec.InstanceType), subnet, securityGroups, cluster.Ids)
        {
            LaunchedAt = cluster.Clock.GetUtcNow(),
            RoleArn = spec.NodeRoleArn,
        };
        group.Instances = group.Instances.Add(instance);

        // Without its first nodes there would be no group, and nothing to rehearse.
        var grows = group.Status != NodeGroupStatus.Creating;
        _ = cluster.Work.Start($"boot of {instance.Id}", token => lifecycle.BootAsync(instance, () => Settings(group), grows, token));
    }

    private static NodeSettings Settings(NodeGroup group) => new(group.Spec.Labels, [.. group.Spec.Taints.Select(NodeGroupRules.ToKubernetes)],
        group.Spec.CapacityType, group.Spec.DiskSize, group.Spec.AmiType)
    {
        KubeletVersion = group.Spec.Version is { } version ? KubernetesVersions.Of(version) : null,
    };
}
