using CniMigration.ControlPlane;
using CniMigration.Tests.ControlPlane;

namespace CniMigration.Tests.Conformance.Servers;

/// <summary>One server of each kind for all cases, started when the first one asks.</summary>
internal static class ConformanceServers
{
    // Nodes that a case sets Ready have no kubelet that says so again. Claims are bound; nothing makes volumes for them.
    private static readonly ControlPlaneOptions Options = new()
    {
        ControllerManagerFlags = ["--node-monitor-grace-period=1h"],
        DisabledControllers = [.. new ControlPlaneOptions().DisabledControllers.Where(name => name != "persistentvolume-binder")],
    };

    private static readonly Dictionary<ServerKind, ConformanceCluster> Running = [];

    public static async Task<ConformanceCluster> GetAsync(ServerKind kind)
    {
        if (Running.TryGetValue(kind, out var present)) return present;
        IConformanceServer server = kind == ServerKind.Embedded
            ? await EmbeddedServer.StartAsync()
            : new KubernetesServer(await KubernetesControlPlane.StartAsync(RealControlPlane.InstallationOrIgnore(), Options));
        return Running[kind] = new ConformanceCluster(kind, server);
    }

    public static async Task StopAsync()
    {
        foreach (var cluster in Running.Values) await cluster.DisposeAsync();
        Running.Clear();
    }
}
