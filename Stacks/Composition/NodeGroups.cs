using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using Pulumi;

namespace CniMigration.Stacks.Composition;

/// <summary>
/// The node groups. A stage declares one where its run comes to it: the old ones with the cluster, or once a guard lets their sizes change, the Cilium
/// group once its guard does. What waits for nodes comes after their group; beside it, it could hold the only slot that the engine has for both.
/// </summary>
internal sealed class NodeGroups(StackComposition composition, Network network)
{
    private readonly ImmutableArray<Resource>.Builder declared = ImmutableArray.CreateBuilder<Resource>();
    private ManagedNodeGroups? component;
    private bool ciliumDeclared;

    /// <summary>The pause of whatever else changes sizes; none once it is its own master again.</summary>
    public DeploymentPause? Pause { get; set; }

    /// <summary>Cilium's release; empty while there is none.</summary>
    public ImmutableArray<Resource> Release { get; set; } = [];

    /// <summary>Whether created groups give their nodes the label of the source CNI.</summary>
    public bool Labelled { get; set; }

    /// <summary>Whether the old groups change their sizes later in the run, behind a guard, and are there already.</summary>
    public bool OldChangeLater { get; set; }

    /// <summary>How many nodes the old groups have when they are not retired.</summary>
    public int OldNodes => composition.Settings.OldNodeGroups.Sum(group => FullSize(group).Desired);

    /// <summary>What a group goes after, whatever a refresh has taken out of the state between them: the pause.</summary>
    private ImmutableArray<Resource> Paused => Pause is null ? [composition.Ledger] : [Pause];

    /// <summary>The pause, and the release: a group goes before both do.</summary>
    private ImmutableArray<Resource> Released => Release.IsEmpty ? Paused : Pause is null ? Release : [Pause, .. Release];

    private ManagedNodeGroups Component => component ??= new ManagedNodeGroups(
        "node-groups",
        new ManagedNodeGroupsArgs
        {
            Providers = composition.Providers,
            Cluster = composition.Foundation.Cluster,
            ClusterName = composition.Settings.ClusterName,
            Nodes = composition.Settings.Nodes,
            AutoscalerNamespace = composition.Settings.AutoscalerNamespace,
            AutoscalerName = composition.Settings.AutoscalerName,
            NodeRoleArn = composition.Foundation.NodeRoleArn,
            InstanceType = composition.Settings.InstanceType,
            VolumeSize = composition.Settings.VolumeSize,
            SubnetIds = network.SubnetIds,
        },
        new ComponentResourceOptions
        {
            Parent = composition.Root,
            DependsOn = composition.Foundation.NodePolicies,
            Protect = composition.Course.Protected,
        });

    /// <summary>Declares the old groups.</summary>
    /// <param name="guard">What has to be proven before they change their sizes; none where they do not.</param>
    public ImmutableArray<Resource> DeclareOld(NodeGroupGuardSpec? guard)
    {
        var source = composition.Live.Source;
        var labels = ImmutableDictionary<string, string>.Empty;
        ImmutableArray<Resource> groups =
        [
            .. composition.Settings.OldNodeGroups.Select(name => Component.Declare(OldGroup(name, guard) with
            {
                Labels = Labelled ? labels.Add(source.NodeLabel, source.Side) : labels,

                // New old nodes may come only once Cilium keeps off them; a label alone has to be there before Cilium is.
                After = guard is null ? Paused : Released,
            })),
        ];
        declared.AddRange(groups);
        return groups;
    }

    /// <summary>Declares the Cilium group.</summary>
    /// <param name="guard">What has to be proven before it changes its size; none where it does not.</param>
    public Resource DeclareCilium(NodeGroupGuardSpec? guard)
    {
        ciliumDeclared = true;
        var group = Component.Declare(new NodeGroupSpec
        {
            Name = composition.Settings.CiliumNodeGroup,
            Size = composition.Course.Shape.CiliumNodes ? composition.Settings.CiliumNodeGroupSize : 0,
            TaintEffect = composition.Settings.AgentNotReadyTaintEffect,
            Guard = guard,
            After = Released,
        });
        declared.Add(group);
        return group;
    }

    /// <summary>Declares what no stage has come to, and answers all groups.</summary>
    public ImmutableArray<Resource> Complete()
    {
        if (!ciliumDeclared)
        {
            DeclareCilium(guard: null);
        }

        Component.Complete();
        return declared.ToImmutable();
    }

    /// <summary>What a group has when it is not retired: what is on record, or else the sizes that an adopted group is found with.</summary>
    private NodeGroupScaling FullSize(string group) => composition.Live.SizesOf(group) switch
    {
        _ when !composition.Settings.AdoptCluster => Exactly(composition.Settings.OldNodeGroupSize),
        { } sizes => new NodeGroupScaling(sizes.Desired, sizes.Min, sizes.Max),
        null => Found(group).Scaling,
    };

    private AdoptedNodeGroup Found(string group) => composition.Live.OldGroups.Single(known => known.Name == group).Adopted!;

    private NodeGroupSpec OldGroup(string name, NodeGroupGuardSpec? guard)
    {
        var full = FullSize(name);
        var retired = composition.Course.Shape.OldNodesRetired;
        return new NodeGroupSpec
        {
            Name = name,
            Size = retired ? 0 : full.Desired,
            Guard = guard switch
            {
                null => null,

                // Its own state then says what is to be on record, and the new token has it written again.
                _ when Adoption.Lost(composition.Live).Contains(name) => guard with { Token = $"{guard.Purpose}, sizes lost" },
                _ => guard with { RecordSizes = Recorded(full) },
            },
            Adopted = !composition.Settings.AdoptCluster
                ? null
                : new GroupAdoption(
                    $"{composition.Settings.ClusterName}:{name}", Found(name), retired ? Emptied(full) : full, SizesAreOurs: guard is not null),
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
