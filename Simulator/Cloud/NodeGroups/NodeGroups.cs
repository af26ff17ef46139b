using CniMigration.Simulator.Cloud.Compute;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Nodes.Kubelet;

namespace CniMigration.Simulator.Cloud.NodeGroups;

/// <summary>A cluster's managed node groups. Every change is asynchronous: it is accepted, goes on, and ends in a status.</summary>
internal sealed class NodeGroups(ClusterContext cluster, NodeFleet fleet, EksCluster description)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, NodeGroup> groups = new(StringComparer.Ordinal);
    private readonly List<NodeGroup> past = [];
    private readonly InstanceLifecycle lifecycle = new(cluster, fleet);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (gate)
            {
                return [.. groups.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    public EksNodeGroup Describe(string name)
    {
        lock (gate)
        {
            return Find(name).Describe();
        }
    }

    public IReadOnlyList<EksInstance> Instances
    {
        get
        {
            lock (gate)
            {
                return [.. past.Concat(groups.Values).SelectMany(group => group.Instances).Select(instance => instance.Describe())];
            }
        }
    }

    public EksNodeGroup Create(NodeGroupSpec spec)
    {
        NodeGroupRules.Check(spec);
        foreach (var subnet in spec.SubnetIds)
        {
            cluster.Network.Subnet(subnet);
        }

        foreach (var group in spec.SecurityGroupIds)
        {
            cluster.Network.SecurityGroups.Require(group);
        }

        lock (gate)
        {
            if (groups.ContainsKey(spec.Name))
            {
                throw EksException.InUse($"NodeGroup already exists with name {spec.Name} and cluster name {cluster.ClusterName}");
            }

            var arn = $"{description.Arn.Replace(":cluster/", ":nodegroup/", StringComparison.Ordinal)}/{spec.Name}/{Guid.NewGuid()}";
            var created = groups[spec.Name] = new NodeGroup(cluster.ClusterName, arn, spec);
            _ = cluster.Work.Start($"creation of node group {spec.Name}", token => BringUpAsync(created, token));
            return created.Describe();
        }
    }

    public EksNodeGroup Update(string name, NodeGroupUpdate update)
    {
        if (update.Scaling is { } scaling)
        {
            NodeGroupRules.Check(scaling);
        }

        NodeGroupRules.Check(update.Taints ?? []);
        lock (gate)
        {
            var group = Find(name);
            MustBeActive(group, "updated");
            var before = group.Spec;
            group.Spec = before with
            {
                Scaling = update.Scaling ?? before.Scaling,
                Labels = update.Labels ?? before.Labels,
                Taints = update.Taints ?? before.Taints,
            };
            group.Status = NodeGroupStatus.Updating;
            _ = cluster.Work.Start($"update of node group {name}", token => ApplyAsync(group, before, token));
            return group.Describe();
        }
    }

    public void Delete(string name)
    {
        lock (gate)
        {
            var group = Find(name);
            if (group.Status is not NodeGroupStatus.CreateFailed)
            {
                MustBeActive(group, "deleted");
            }

            group.Status = NodeGroupStatus.Deleting;
            _ = cluster.Work.Start($"deletion of node group {name}", token => TakeDownAsync(group, token));
        }
    }

    public async Task<EksNodeGroup?> WaitAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (!groups.TryGetValue(name, out var group) || NodeGroupStatus.IsSettled(group.Status))
                {
                    return group?.Describe();
                }

                next = changed.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    private async Task BringUpAsync(NodeGroup group, CancellationToken cancellationToken)
    {
        await cluster.Delay(cluster.Timings.NodeGroupUpdate, cancellationToken);
        Resize(group);
        var start = cluster.Clock.GetTimestamp();
        while (!group.Live.All(IsReady))
        {
            if (cluster.Clock.GetElapsedTime(start) > cluster.Timings.NodeGroupPatience)
            {
                string[] unhealthy = [.. group.Live.Where(instance => !IsReady(instance)).Select(instance => instance.Id)];
                Settle(group, () =>
                {
                    group.Health = [new NodeGroupIssue("NodeCreationFailure", "Unhealthy nodes in the kubernetes cluster", unhealthy)];
                    group.Status = NodeGroupStatus.CreateFailed;
                });
                return;
            }

            await cluster.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        }

        Settle(group, () => group.Status = NodeGroupStatus.Active);
    }

    private async Task ApplyAsync(NodeGroup group, NodeGroupSpec before, CancellationToken cancellationToken)
    {
        foreach (var instance in group.Live.ToList())
        {
            await LiveNodes.ApplyAsync(cluster, instance.NodeName, before, group.Spec, cancellationToken);
        }

        await cluster.Delay(cluster.Timings.NodeGroupUpdate, cancellationToken);
        Resize(group);
        Settle(group, () => group.Status = NodeGroupStatus.Active);
    }

    private async Task TakeDownAsync(NodeGroup group, CancellationToken cancellationToken)
    {
        await Task.WhenAll(Retire(group, group.Live.ToList()));
        await lifecycle.WhenGoneAsync(group.Instances, cancellationToken);
        Settle(group, () =>
        {
            groups.Remove(group.Name);
            past.Add(group);
        });
    }

    /// <summary>Launches or retires instances until as many live as the group should have.</summary>
    private void Resize(NodeGroup group)
    {
        var live = group.Live.ToList();
        for (var count = live.Count; count < group.Spec.Scaling.DesiredSize; count++)
        {
            Launch(group);
        }

        Retire(group, [.. ScaleIn.Choose(live, live.Count - group.Spec.Scaling.DesiredSize)]);
    }

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
        lock (gate)
        {
            group.Instances = group.Instances.Add(instance);
        }

        _ = cluster.Work.Start($"boot of {instance.Id}", token => lifecycle.BootAsync(instance, () => Settings(group), token));
    }

    private List<Task> Retire(NodeGroup group, IReadOnlyList<Instance> leaving)
    {
        lock (gate)
        {
            group.Leaving = group.Leaving.Union(leaving);
        }

        return [.. leaving.Select(instance => cluster.Work.Start($"end of {instance.Id}", token => lifecycle.RetireAsync(instance, token)))];
    }

    private static NodeSettings Settings(NodeGroup group) => new(group.Spec.Labels, [.. group.Spec.Taints.Select(NodeGroupRules.ToKubernetes)],
        group.Spec.CapacityType, group.Spec.DiskSize, group.Spec.AmiType)
    {
        KubeletVersion = group.Spec.Version is { } version ? KubernetesVersions.Of(version) : null,
    };

    private bool IsReady(Instance instance) => cluster.Cache.Nodes.Find(instance.NodeName)?.IsReady == true;

    private void Settle(NodeGroup group, Action change)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            change();
            told = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.TrySetResult();
    }

    private NodeGroup Find(string name) => groups.TryGetValue(name, out var group)
        ? group
        : throw EksException.NotFound($"node group found for name: {name}.");

    private static void MustBeActive(NodeGroup group, string what)
    {
        if (group.Status != NodeGroupStatus.Active)
        {
            throw EksException.InUse($"Nodegroup {group.Name} cannot be {what} as it is currently not in Active State: {group.Status}");
        }
    }
}
