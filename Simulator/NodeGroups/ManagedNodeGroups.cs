using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Nodes.Kubelet;

namespace CniMigration.Simulator.NodeGroups;

/// <summary>A cluster's managed node groups. Every change is asynchronous: it is accepted, goes on, and ends in a status.</summary>
internal sealed class ManagedNodeGroups(ClusterContext cluster, NodeFleet fleet, EksCluster description)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, NodeGroup> groups = new(StringComparer.Ordinal);
    private readonly List<NodeGroup> past = [];
    private readonly AutoScaling scaling = new(cluster, new InstanceLifecycle(cluster, fleet), description);
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
            (group.Status, group.UpdateError) = (NodeGroupStatus.Updating, null);
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
        var start = cluster.Clock.GetTimestamp();
        while (Resize(group) is var problem && (problem is not null || !group.Live.All(scaling.IsReady)))
        {
            if (cluster.Clock.GetElapsedTime(start) > cluster.Timings.NodeGroupPatience)
            {
                Settle(() =>
                {
                    group.Health = [problem ?? scaling.Unready(group)];
                    group.Status = NodeGroupStatus.CreateFailed;
                });
                return;
            }

            await cluster.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        }

        Settle(() => group.Status = NodeGroupStatus.Active);
        await LookAfterAsync(group, cancellationToken);
    }

    private async Task ApplyAsync(NodeGroup group, NodeGroupSpec before, CancellationToken cancellationToken)
    {
        foreach (var instance in group.Live.ToList())
        {
            await LiveNodes.ApplyAsync(cluster, instance.NodeName, before, group.Spec, cancellationToken);
        }

        await cluster.Delay(cluster.Timings.NodeGroupUpdate, cancellationToken);
        var start = cluster.Clock.GetTimestamp();
        NodeGroupIssue? problem;
        while ((problem = Resize(group)) is not null && cluster.Clock.GetElapsedTime(start) < cluster.Timings.LaunchPatience)
        {
            await cluster.Delay(cluster.Timings.GroupCheck, cancellationToken);
        }

        Settle(() =>
        {
            group.UpdateError = problem;
            group.Status = NodeGroupStatus.Active;
            group.Diagnose(problem is null ? scaling.NeverJoined(group) : [problem]);
        });
    }

    /// <summary>Goes on launching what could not be launched, and says what is wrong, for as long as the group is there.</summary>
    private async Task LookAfterAsync(NodeGroup group, CancellationToken cancellationToken)
    {
        while (group.Status != NodeGroupStatus.Deleting)
        {
            await cluster.Delay(cluster.Timings.GroupCheck, cancellationToken);
            lock (gate)
            {
                if (group.Status is NodeGroupStatus.Active or NodeGroupStatus.Degraded)
                {
                    group.Diagnose(scaling.Resize(group) is { } problem ? [problem] : scaling.NeverJoined(group));
                }
            }
        }
    }

    private async Task TakeDownAsync(NodeGroup group, CancellationToken cancellationToken)
    {
        IReadOnlyList<Task> ends;
        lock (gate)
        {
            ends = scaling.Retire(group, [.. group.Live]);
        }

        await Task.WhenAll(ends);
        await scaling.WhenGoneAsync(group, cancellationToken);
        Settle(() =>
        {
            groups.Remove(group.Name);
            past.Add(group);
        });
    }

    private NodeGroupIssue? Resize(NodeGroup group)
    {
        lock (gate)
        {
            return scaling.Resize(group);
        }
    }

    private void Settle(Action change)
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
        if (group.Status is not (NodeGroupStatus.Active or NodeGroupStatus.Degraded))
        {
            throw EksException.InUse($"Nodegroup {group.Name} cannot be {what} as it is currently not in Active State: {group.Status}");
        }
    }
}
