namespace CniMigration.Provider.Resources;

/// <summary>All resources of the package.</summary>
internal static class ResourceHandlers
{
    public static IReadOnlyList<ResourceHandler> All { get; } =
    [
        new ConnectivityCheckHandler(),
        new DaemonSetPlacementHandler(),
        new DaemonSetRemovalHandler(),
        new DeploymentPauseHandler(),
        new InterlockHandler(),
        new LedgerHandler(),
        new NodeCordonHandler(),
        new NodeGroupGuardHandler(),
        new NodeLabelsHandler(),
        new NodesReadyHandler(),
        new RolloutReadyHandler(),
        new RolloutRestartHandler(),
        new WorkloadMoveHandler(),
    ];
}
