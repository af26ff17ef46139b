using CniMigration.ControlPlane;
using CniMigration.Tests.ControlPlane;

namespace CniMigration.Tests.Conformance.Servers;

/// <summary>The servers of all cases.</summary>
internal static class ConformanceServers
{
    // Nodes that a case sets Ready have no kubelet that says so again; one that is not Ready is tainted at once, where a real cluster takes
    // ten seconds for each that any case ever had. Claims are bound; nothing makes volumes for them.
    private static readonly ControlPlaneOptions Options = new()
    {
        ControllerManagerFlags = ["--node-monitor-grace-period=1h", "--node-eviction-rate=100"],
        DisabledControllers = [.. new ControlPlaneOptions().DisabledControllers.Where(name => name != "persistentvolume-binder")],
    };

    private static readonly Dictionary<ServerKind, ServerPool> Pools = new()
    {
        [ServerKind.Embedded] = new ServerPool(ServerKind.Embedded, most: 3, async () => await EmbeddedServer.StartAsync()),
        [ServerKind.Kubernetes] = new ServerPool(ServerKind.Kubernetes, most: 3, StartKubernetesAsync),
    };

    /// <summary>A server that nobody else uses until it is given back.</summary>
    public static Task<ConformanceCluster> TakeAsync(ServerKind kind) => Pools[kind].TakeAsync();

    public static void GiveBack(ConformanceCluster cluster) => Pools[cluster.Kind].GiveBack(cluster);

    public static async Task StopAsync()
    {
        foreach (var pool in Pools.Values)
        {
            await pool.DisposeAsync();
        }
    }

    private static async Task<IConformanceServer> StartKubernetesAsync() =>
        new KubernetesServer(await KubernetesControlPlane.StartAsync(RealControlPlane.InstallationOrIgnore(), Options));
}
