namespace CniMigration.Components;

/// <summary>
/// How many nodes the cluster has on each side at most, and what follows from it. What is the provider's or the chart's own default is none here:
/// up to <see cref="Small"/> nodes nothing differs from it.
/// </summary>
/// <param name="OldNodes">The old nodes, as many as there are while none is retired.</param>
/// <param name="CiliumNodes">The nodes of the Cilium group, once it has grown.</param>
internal sealed record ClusterSize(int OldNodes, int CiliumNodes)
{
    /// <summary>
    /// How much of a DaemonSet is replaced at a time. Kubernetes rounds it up, so that it is one at least
    /// (kubernetes, pkg/controller/daemon/util: GetScaledValueFromIntOrPercent with roundUp).
    /// </summary>
    public const string RolloutShare = "10%";

    /// <summary>
    /// What the operator asks of EC2 for one new node: it assigns addresses, and reads the instance, its interfaces, and the VPC's subnets, route tables
    /// and security groups again (cilium, pkg/ipam/node.go, pkg/aws/eni/instances.go).
    /// </summary>
    public const int CallsPerNode = 6;

    /// <summary>From as many goldpinger pods on, each of them pings a sample of the others.</summary>
    public const int SampledFrom = 100;

    private const int Small = 20;
    private const int PodsBesideNodes = 5;
    private const int Peers = 20;
    private const double DefaultRate = 4;
    private const double HighestRate = 20;

    public int Nodes => OldNodes + CiliumNodes;

    /// <summary>goldpinger's pods: one on each node, and those of its Deployment.</summary>
    public int GoldpingerPods => Nodes + PodsBesideNodes;

    /// <summary>
    /// How many others a goldpinger pod pings; none for all of them. Who is asked is drawn by hash, so that of n pods n·e^-20 are asked by nobody: of a
    /// thousand, none in a million draws.
    /// </summary>
    public int? PingNumber => GoldpingerPods < SampledFrom ? null : Peers;

    /// <summary>How often a goldpinger pod lists the pods and pings: all together list them ten times a second at most.</summary>
    public int RefreshSeconds => PingNumber is null ? 5 : Stepped(GoldpingerPods) / 10;

    /// <summary>
    /// How many calls to EC2 a second the operator may make; none for its default. That EC2 gives an account some twenty a second is assumed.
    /// </summary>
    public double? OperatorRate => CiliumNodes <= Small * 2 ? null : Math.Min(HighestRate, Stepped(CiliumNodes) / 10d);

    /// <summary>How many it may make at once, after a while without any: five seconds' worth, as by default.</summary>
    public int? OperatorBurst => OperatorRate is { } rate ? (int)Math.Ceiling(rate * 5) : null;

    /// <summary>How long a rollout may take; none for the gate's default.</summary>
    /// <remarks>Ten waves take as long whatever their size, but images and API server do not: six seconds a node.</remarks>
    public int? RolloutSeconds => Nodes <= Small ? null : 600 + (6 * Nodes);

    /// <summary>How long nodes may take to come or go; none for the gate's default.</summary>
    public int? NodesSeconds => Nodes <= Small ? null : 1200 + (2 * Nodes);

    /// <summary>How long Cilium's nodes may take: until they have come, and until its operator has asked EC2 for the addresses of them all.</summary>
    public int? CiliumNodesSeconds => Nodes <= Small
        ? null
        : 1200 + (2 * Nodes) + (int)Math.Ceiling(CiliumNodes * CallsPerNode / (OperatorRate ?? DefaultRate));

    /// <summary>How long the mesh may take to be proven; none for the gate's default, which holds sixty rounds of pings.</summary>
    public int? MeshSeconds => PingNumber is null ? null : 300 + (10 * RefreshSeconds);

    /// <summary>Rounded up, so that a few nodes more or less roll nothing out anew.</summary>
    private static int Stepped(int count) => (count + 49) / 50 * 50;
}
