using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using Pulumi;

namespace CniMigration.Stacks.Composition;

/// <summary>What the stages ask of the node groups, which are declared last, as leaves, each behind its guard.</summary>
internal sealed class NodeGroups(StackComposition composition, Network network)
{
    /// <summary>The pause of whatever else changes sizes; none once it is its own master again.</summary>
    public DeploymentPause? Pause { get; set; }

    /// <summary>Cilium's release; empty while there is none.</summary>
    public ImmutableArray<Resource> Release { get; set; } = [];

    /// <summary>Whether created groups give their nodes the label of the source CNI.</summary>
    public bool Labelled { get; set; }

    /// <summary>What has to be proven before the Cilium group changes its size.</summary>
    public NodeGroupGuardSpec? CiliumGuard { get; set; }

    /// <summary>What has to be proven before the old groups change theirs.</summary>
    public NodeGroupGuardSpec? OldGuard { get; set; }

    /// <summary>How many nodes the old groups have when they are not retired.</summary>
    public int OldNodes => composition.Settings.OldNodeGroups.Sum(group => FullSize(group).Desired);

    /// <summary>Declares all groups.</summary>
    public ManagedNodeGroups Declare()
    {
        var (settings, foundation) = (composition.Settings, composition.Foundation);

        // A group goes before the pause and the release do, whatever a refresh has taken out of the state between them.
        ImmutableArray<Resource> paused = Pause is null ? [composition.Ledger] : [Pause];
        ImmutableArray<Resource> released = Release.IsEmpty ? paused : Pause is null ? Release : [Pause, .. Release];
        var cilium = new NodeGroupSpec
        {
            Name = settings.CiliumNodeGroup,
            Size = composition.Course.Shape.CiliumNodes ? settings.CiliumNodeGroupSize : 0,
            TaintEffect = settings.AgentNotReadyTaintEffect,
            Guard = CiliumGuard,
            After = released,
        };
        var source = composition.Live.Source;
        var old = settings.OldNodeGroups.Select(name => OldGroup(name) with
        {
            Labels = Labelled
                ? ImmutableDictionary<string, string>.Empty.Add(source.NodeLabel, source.Side)
                : ImmutableDictionary<string, string>.Empty,

            // New old nodes may come only once Cilium keeps off them; a label alone has to be there before Cilium is.
            After = OldGuard is null ? paused : released,
        });
        return new ManagedNodeGroups(
            "node-groups",
            new ManagedNodeGroupsArgs
            {
                Providers = composition.Providers,
                Cluster = foundation.Cluster,
                ClusterName = settings.ClusterName,
                Nodes = settings.Nodes,
                Groups = [.. old, cilium],
                AutoscalerNamespace = settings.AutoscalerNamespace,
                AutoscalerName = settings.AutoscalerName,
                NodeRoleArn = foundation.NodeRoleArn,
                InstanceType = settings.InstanceType,
                VolumeSize = settings.VolumeSize,
                SubnetIds = network.SubnetIds,
            },
            new ComponentResourceOptions { Parent = composition.Root, DependsOn = foundation.NodePolicies, Protect = composition.Course.Protected });
    }

    /// <summary>What a group has when it is not retired: what is on record, or else the sizes that an adopted group is found with.</summary>
    private NodeGroupScaling FullSize(string group) => composition.Live.SizesOf(group) switch
    {
        _ when !composition.Settings.AdoptCluster => Exactly(composition.Settings.OldNodeGroupSize),
        { } sizes => new NodeGroupScaling(sizes.Desired, sizes.Min, sizes.Max),
        null => Found(group).Scaling,
    };

    private AdoptedNodeGroup Found(string group) => composition.Live.OldGroups.Single(known => known.Name == group).Adopted!;

    private NodeGroupSpec OldGroup(string name)
    {
        var full = FullSize(name);
        var retired = composition.Course.Shape.OldNodesRetired;
        return new NodeGroupSpec
        {
            Name = name,
            Size = retired ? 0 : full.Desired,
            Guard = OldGuard switch
            {
                null => null,

                // Its own state then says what is to be on record, and the new token has it written again.
                _ when Adoption.Lost(composition.Live).Contains(name) => OldGuard with { Token = $"{OldGuard.Purpose}, sizes lost" },
                _ => OldGuard with { RecordSizes = Recorded(full) },
            },
            Adopted = !composition.Settings.AdoptCluster
                ? null
                : new GroupAdoption(
                    $"{composition.Settings.ClusterName}:{name}", Found(name), retired ? Emptied(full) : full, SizesAreOurs: OldGuard is not null),
        };
    }

    private static NodeGroupScaling Exactly(int size) => new(size, size, size);

    /// <summary>
    /// No nodes. A group that was empty when it was imported is so in the stack's state for good, and Pulumi would see nothing to do when it
    /// has grown since: its greatest size, which it gets back with the others, makes the difference.
    /// </summary>
    private static NodeGroupScaling Emptied(NodeGroupScaling full) => new(0, 0, full is { Min: 0, Desired: > 0 } ? full.Max + 1 : full.Max);

    private static ImmutableDictionary<string, int> Recorded(NodeGroupScaling sizes) =>
        new Dictionary<string, int> { ["desired"] = sizes.Desired, ["min"] = sizes.Min, ["max"] = sizes.Max }.ToImmutableDictionary();
}
