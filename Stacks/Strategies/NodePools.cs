using CniMigration.Stacks.Stages;

namespace CniMigration.Stacks.Strategies;

/// <summary>
/// New nodes come for Cilium beside the old ones, and workloads move from these to those. Cilium is installed before its nodes come, so that they are
/// never left without a CNI, and on the way back they go before it does; old nodes go before aws-node does, so that none ever lives without it.
/// </summary>
public static class NodePools
{
    /// <summary>The stages and their order.</summary>
    public static Strategy Strategy { get; } = new(
        "node-pools",
        new Baseline(),
        new PinAwsNode(),
        new InstallCilium(),
        new AddCiliumNodes(),
        new CordonOldNodes(),
        new MigrateWorkloads(),
        new RetireNodes(),
        new RemoveAwsNode(),
        new FinalizeCilium(),
        new EnforcePolicy());
}
