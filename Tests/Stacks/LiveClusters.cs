using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Strategies;

namespace CniMigration.Tests.Stacks;

/// <summary>Clusters as a run would find them, with all that a stage stands for in place.</summary>
internal static class LiveClusters
{
    private const int Size = 3;

    public static LiveCluster At(Stage stage)
    {
        var oldSize = stage >= Stage.RetireNodes ? 0 : Size;
        var ciliumSize = stage >= Stage.AddCiliumNodes ? Size : 0;
        return new LiveCluster
        {
            Endpoint = "https://127.0.0.1:1",
            CertificateAuthority = "Y2E=",
            VpcId = "vpc-1",
            VpcRanges = ["192.168.0.0/16"],
            SubnetIds = ["subnet-1", "subnet-2"],
            State = State(stage, oldSize, ciliumSize),
            OldGroups = [new LiveNodeGroup("ng-1", "ACTIVE", oldSize, oldSize, ["subnet-1", "subnet-2"])],
            CiliumGroup = new LiveNodeGroup("ng-cilium", "ACTIVE", ciliumSize, ciliumSize, ["subnet-1", "subnet-2"]),
            Plan = new PlannedMove(0, [], [], [], [], 0),
            OnRecord = ShapeAt(stage.ToName()),
        };
    }

    /// <summary>The same cluster, made by somebody else.</summary>
    public static LiveCluster Adopted(LiveCluster live) => live with
    {
        OldGroups =
        [
            .. live.OldGroups.Select(group => group with
            {
                Adopted = new AdoptedNodeGroup
                {
                    NodeRoleArn = "arn:aws:iam::1:role/theirs",
                    Scaling = new NodeGroupScaling(group.DesiredSize, 0, Size),
                    AmiType = "AL2023_x86_64_STANDARD",
                    CapacityType = "ON_DEMAND",
                    Version = "1.33",
                },
            }),
        ],
    };

    public static LiveCluster With(this LiveCluster live, Func<MigrationState, MigrationState> change)
    {
        var state = change(live.State!);
        return live with { State = state, OnRecord = ShapeAt(state.Stage) };
    }

    public static NodeSide Nodes(int count, bool cordoned = false, int workloadPods = 0) =>
        new(count, count, cordoned ? count : 0, [], 0, [], workloadPods, 0, 0, 0);

    /// <summary>What a cluster is to look like at a stage.</summary>
    public static ClusterShape ShapeAt(string? stage) =>
        NodePools.Strategy.Find(stage) is { } known ? NodePools.Strategy.ShapeAt(known) : ClusterShape.Untouched;

    private static MigrationState State(Stage stage, int oldSize, int ciliumSize)
    {
        var hasCilium = stage >= Stage.InstallCilium;
        return new MigrationState(
            Stage: stage.ToName(),
            Records: [],
            Guards: [],
            ForeignNodes: [],
            PendingPods: 0,
            PodsOnAwsCni: oldSize * 4,
            PodsOnCilium: ciliumSize * 4,
            OldNodes: Nodes(oldSize, cordoned: stage >= Stage.Cordon, workloadPods: stage < Stage.Migrate ? 7 : 0),
            CiliumNodes: Nodes(ciliumSize, workloadPods: stage >= Stage.Migrate ? 7 : 0),
            AwsNode: new AwsNodeState(
                stage < Stage.RemoveAwsNode, stage is >= Stage.PinAwsNode and < Stage.RemoveAwsNode, stage < Stage.RemoveAwsNode, "", false, false, []),
            KubeProxy: new KubeProxyState(true, false, ""),
            Cilium: new CiliumState(
                hasCilium, hasCilium && stage < Stage.Finalize, hasCilium, ciliumSize, ciliumSize,
                stage >= Stage.EnforcePolicy ? "default" : hasCilium ? "never" : "", false, hasCilium ? "deployed" : ""),
            Autoscaler: new AutoscalerState(true, stage is >= Stage.PinAwsNode and < Stage.Finalize ? 0 : 1, stage is >= Stage.PinAwsNode and < Stage.Finalize),
            Policies: [],
            AddressPolicies: [],
            PoliciedOnOldNodes: [],
            HostPorts: [],
            NodeGroupSizes: [],
            NodeScalers: [],
            Undone: new UndoneDigests("", "", "", "", "", ""),
            Origin: null);
    }
}
