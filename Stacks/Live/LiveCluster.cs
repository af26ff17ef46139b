using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Components.Sources;
using CniMigration.Stacks.Settings;

namespace CniMigration.Stacks.Live;

/// <summary>A node group as AWS sees it now; all instances that are not yet terminated count.</summary>
internal sealed record LiveNodeGroup(string Name, string Status, int DesiredSize, int Instances, ImmutableArray<string> SubnetIds)
{
    /// <summary>The type of its image, as EKS calls it.</summary>
    public string? AmiType { get; init; }

    /// <summary>What describes it besides; none for a group that this stack creates.</summary>
    public AdoptedNodeGroup? Adopted { get; init; }
}

/// <summary>What the run found when it began: the only thing that decisions are made on.</summary>
internal sealed record LiveCluster
{
    /// <summary>No cluster of that name: nothing is done yet.</summary>
    public static readonly LiveCluster Absent = new();

    public string Name { get; init; } = "<clusterName>";

    public string? Endpoint { get; init; }

    public string? CertificateAuthority { get; init; }

    public string? Arn { get; init; }

    public string? OidcIssuer { get; init; }

    /// <summary>Whether IAM trusts what the issuer signs; true where that is this stack's own doing.</summary>
    public bool IssuerIsTrusted { get; init; } = true;

    public string? Version { get; init; }

    public string? VpcId { get; init; }

    /// <summary>The VPC's ranges of addresses, the primary one first.</summary>
    public ImmutableArray<string> VpcRanges { get; init; } = [];

    public ImmutableArray<string> SubnetIds { get; init; } = [];

    /// <summary>What the cluster itself says; none where there is no cluster.</summary>
    public MigrationState? State { get; init; }

    public ImmutableArray<LiveNodeGroup> OldGroups { get; init; } = [];

    public LiveNodeGroup? CiliumGroup { get; init; }

    /// <summary>The plan of the move that the run is about to need; none where no move is near.</summary>
    public PlannedMove? Plan { get; init; }

    /// <summary>What the subnets of that move's destination have left, by zone; none where no move is near.</summary>
    public ImmutableDictionary<string, int> FreeAddresses { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>By which address the world outside sees pods.</summary>
    public PodSources Sources { get; init; } = new();

    /// <summary>Whether the network policies that are there may start to bite.</summary>
    public bool PoliciesAllowed { get; init; }

    /// <summary>Whether moved pods may be without the network policies that the source CNI's own agent enforces.</summary>
    public bool UnenforcedAllowed { get; init; }

    /// <summary>Whether network policies are to be enforced as soon as all that they have to do with has moved.</summary>
    public bool PoliciesEarly { get; init; }

    /// <summary>Whether Cilium is to take over from kube-proxy on its nodes.</summary>
    public bool KubeProxyIsReplaced { get; init; }

    /// <summary>Whether Cilium is to serve host ports.</summary>
    public bool HostPortsAreServed { get; init; }

    /// <summary>The CNI that the cluster comes from.</summary>
    public SourceCni Source { get; init; } = AwsNode.Cni;

    /// <summary>What the cluster looks like at the stage that is on record.</summary>
    public ClusterShape OnRecord { get; init; } = ClusterShape.Untouched;

    public bool Exists => State is not null;

    public int OldInstances => OldGroups.Sum(group => group.Instances);

    public int OldDesired => OldGroups.Sum(group => group.DesiredSize);

    public int CiliumInstances => CiliumGroup?.Instances ?? 0;

    public int CiliumDesired => CiliumGroup?.DesiredSize ?? 0;

    /// <summary>
    /// Whether Cilium enforces network policies in a run that makes the cluster look so. Early, once the workloads have moved, it does while nothing on
    /// old nodes has to do with any; nodes that are on their way, in either direction, may bring or hold something that nobody sees yet.
    /// </summary>
    public bool EnforcesPolicies(ClusterShape shape) => shape.PoliciesEnforced
        || (PoliciesEarly && shape.WorkloadsOnCilium && State is { PoliciedOnOldNodes.IsEmpty: true, OldNodes: { WorkloadPods: 0 } old }
            && (shape.OldNodesRetired || old.Count > 0));

    /// <summary>How many nodes all old groups have when they are not retired.</summary>
    public int OldSize(MigrationSettings settings) =>
        settings.AdoptCluster ? OldGroups.Sum(group => SizesOf(group.Name)?.Desired ?? group.DesiredSize) : settings.OldNodes;

    /// <summary>How many nodes both sides have at most: what waits for nodes, and what runs on each of them, is made for that.</summary>
    public ClusterSize SizeAt(MigrationSettings settings) => new(OldSize(settings), settings.CiliumNodeGroupSize);

    /// <summary>The sizes on record of a group that was retired; none for any other.</summary>
    public NodeGroupSizes? SizesOf(string group) => State?.NodeGroupSizes.FirstOrDefault(sizes => sizes.NodeGroup == group);

    public bool HasCiliumNodes => State is { CiliumNodes.Count: > 0 } || CiliumInstances > 0 || CiliumDesired > 0;
}
