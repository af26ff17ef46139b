using System.Collections.Immutable;
using CniMigration.Components;
using CniMigration.Components.Resources;
using Pulumi;

namespace CniMigration.Stacks;

/// <summary>The node groups: declared last, as leaves, each behind its guard.</summary>
internal sealed partial class StageComposition
{
    /// <summary>What a change of ng-cilium comes after is what is declared by now: everything up to the gate of install-cilium.</summary>
    private NodeGroupGuardSpec? CiliumGuard()
    {
        if (!_plan.Shows(Stage.AddCiliumNodes))
        {
            return null;
        }

        var purpose = Reached(Stage.AddCiliumNodes) ? "grow-cilium" : "shrink-cilium";
        return new NodeGroupGuardSpec(Stage.AddCiliumNodes.ToName(), purpose, [.. _chain]);
    }

    /// <summary>What a change of the old groups comes after is what is declared by now: everything up to the gate of migrate.</summary>
    private NodeGroupGuardSpec? OldGuard()
    {
        if (!_plan.Shows(Stage.RetireNodes))
        {
            return null;
        }

        var purpose = Reached(Stage.RetireNodes) ? "retire" : "restore";
        return new NodeGroupGuardSpec(Stage.RetireNodes.ToName(), purpose, [.. _chain]);
    }

    /// <summary>What a group has when it is not retired: what is on record, or else the sizes that an adopted group is found with.</summary>
    private NodeGroupScaling FullSize(string group) => _live switch
    {
        _ when !_settings.AdoptCluster => new NodeGroupScaling(_settings.OldNodeGroupSize, _settings.OldNodeGroupSize, _settings.OldNodeGroupSize),
        _ when _live.SizesOf(group) is { } sizes => new NodeGroupScaling(sizes.Desired, sizes.Min, sizes.Max),
        _ => Found(group).Scaling,
    };

    private AdoptedNodeGroup Found(string group) => _live.OldGroups.Single(known => known.Name == group).Adopted!;

    private NodeGroupSpec OldGroup(string name, NodeGroupGuardSpec? guard)
    {
        var full = FullSize(name);
        var retired = Reached(Stage.RetireNodes);
        return new NodeGroupSpec
        {
            Name = name,
            Size = retired ? 0 : full.Desired,
            Guard = guard switch
            {
                null => null,

                // Its own state then says what is to be on record, and the new token has it written again.
                _ when Adoption.Lost(_live).Contains(name) => guard with { Token = $"{guard.Purpose}, sizes lost" },
                _ => guard with { RecordSizes = Recorded(full) },
            },
            Adopted = !_settings.AdoptCluster ? null : new GroupAdoption(
                $"{_settings.ClusterName}:{name}", Found(name), retired ? Emptied(full) : full, SizesAreOurs: guard is not null),
        };
    }

    /// <summary>
    /// No nodes. A group that was empty when it was imported is so in the stack's state for good, and Pulumi would see nothing to do when it
    /// has grown since: its greatest size, which it gets back with the others, makes the difference.
    /// </summary>
    private static NodeGroupScaling Emptied(NodeGroupScaling full) => new(0, 0, full is { Min: 0, Desired: > 0 } ? full.Max + 1 : full.Max);

    private static ImmutableDictionary<string, int> Recorded(NodeGroupScaling sizes) =>
        new Dictionary<string, int> { ["desired"] = sizes.Desired, ["min"] = sizes.Min, ["max"] = sizes.Max }.ToImmutableDictionary();

    private void DeclareNodeGroups(DeploymentPause? pause, CiliumRelease? release, NodeGroupGuardSpec? ciliumGuard, NodeGroupGuardSpec? oldGuard)
    {
        ImmutableArray<Resource> paused = pause is null ? [] : [pause];
        ImmutableArray<Resource> released = release is null ? paused : [.. paused, release];
        var cilium = new NodeGroupSpec
        {
            Name = _settings.CiliumNodeGroup,
            Size = Reached(Stage.AddCiliumNodes) ? _settings.CiliumNodeGroupSize : 0,
            TaintEffect = _settings.AgentNotReadyTaintEffect,
            Guard = ciliumGuard,
            After = released,
        };
        var old = _settings.OldNodeGroups.Select(name => OldGroup(name, oldGuard) with
        {
            // EKS takes labels off live nodes as well, and aws-node would leave those: they stay until aws-node is unpinned for certain.
            Labels = _plan.Shows(Stage.PinAwsNode)
                ? ImmutableDictionary<string, string>.Empty.Add(MigrationNames.CniLabel, MigrationNames.AwsCni)
                : ImmutableDictionary<string, string>.Empty,

            // New old nodes may come only once Cilium keeps off them; a label alone has to be there before Cilium is.
            After = oldGuard is null ? paused : released,
        });
        Kept(new ManagedNodeGroups(
            "node-groups",
            new ManagedNodeGroupsArgs
            {
                Providers = _providers,
                Cluster = _foundation.Cluster,
                ClusterName = _settings.ClusterName,
                Nodes = _nodes,
                Groups = [.. old, cilium],
                AutoscalerNamespace = _settings.AutoscalerNamespace,
                AutoscalerName = _settings.AutoscalerName,
                NodeRoleArn = _foundation.NodeRoleArn,
                InstanceType = _settings.InstanceType,
                VolumeSize = _settings.VolumeSize,
                SubnetIds = _network.SubnetIds,
            },
            new ComponentResourceOptions { Parent = _root, DependsOn = (Resource[])[_ledger, .. _foundation.NodePolicies] }));
    }
}
