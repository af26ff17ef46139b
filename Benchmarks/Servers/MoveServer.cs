using CniMigration.ControlPlane;

namespace CniMigration.Benchmarks.Servers;

/// <summary>A control plane in processes of its own: how to reach it, and how to end it.</summary>
internal sealed class MoveServer(Uri endpoint, string token, string authorityPem, IAsyncDisposable lifetime) : IAsyncDisposable
{
    public const string Embedded = "embedded";
    public const string Kubernetes = "kubernetes";

    /// <summary>Nobody reports for the nodes, so their silence must not be taken for death.</summary>
    private static readonly string[] Patience = ["--node-monitor-grace-period=24h", "--node-startup-grace-period=24h"];

    public Uri Endpoint => endpoint;

    public string Token => token;

    public string AuthorityPem => authorityPem;

    /// <summary>Those that can be started on this machine.</summary>
    public static IReadOnlyList<string> Available => ControlPlaneInstallation.Find() is null ? [Embedded] : [Embedded, Kubernetes];

    public static Task<MoveServer> StartAsync(string name, ClientRates rates, CancellationToken cancellationToken) => name switch
    {
        Embedded => EmbeddedAsync(rates, cancellationToken),
        Kubernetes => KubernetesAsync(rates, cancellationToken),
        _ => throw new InvalidOperationException($"There is no server called {name}."),
    };

    public ValueTask DisposeAsync() => lifetime.DisposeAsync();

    private static async Task<MoveServer> EmbeddedAsync(ClientRates rates, CancellationToken cancellationToken)
    {
        var process = await EmbeddedProcess.StartAsync(cancellationToken, rates);
        return new MoveServer(process.Endpoint, process.Token, process.AuthorityPem, process);
    }

    private static async Task<MoveServer> KubernetesAsync(ClientRates rates, CancellationToken cancellationToken)
    {
        var installation = ControlPlaneInstallation.Find() ?? throw new InvalidOperationException(ControlPlaneInstallation.HowToInstall);
        var controlPlane = await KubernetesControlPlane.StartAsync(installation, new ControlPlaneOptions
        {
            ClientQps = rates.ManagerQps,
            ClientBurst = rates.ManagerBurst,
            ControllerManagerFlags = Patience,
            SchedulerFlags = [$"--kube-api-qps={rates.SchedulerQps}", $"--kube-api-burst={rates.SchedulerBurst}"],
        }, cancellationToken);
        return new MoveServer(controlPlane.Endpoint, controlPlane.Token, controlPlane.AuthorityPem, controlPlane);
    }
}
