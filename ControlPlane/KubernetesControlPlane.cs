using System.Security.Cryptography;
using CniMigration.Kubernetes.Api.Http;

namespace CniMigration.ControlPlane;

/// <summary>
/// A real Kubernetes control plane as child processes: etcd, API server, controller manager and scheduler, on free ports of the loopback
/// address, with RBAC on. It has no nodes. Nothing of it outlives this process, however that ends.
/// </summary>
public sealed class KubernetesControlPlane : IAsyncDisposable
{
    private const int Attempts = 3;
    private const string PortTaken = "address already in use";

    private readonly RunFolder folder;
    private readonly List<KeptProcess> processes = [];
    private readonly ControlPlaneOptions options;
    private readonly CommandLines lines;
    private readonly ServerCertificates certificates;
    private bool ended;

    private KubernetesControlPlane(ControlPlaneOptions options)
    {
        this.options = options;
        var ports = FreePorts.Pick(3);
        folder = RunFolder.Create();
        lines = new CommandLines(options, folder.Path, ports[0], ports[1], ports[2]);
        certificates = ServerCertificates.Generate(options.Clock.GetUtcNow());
    }

    /// <summary>The address of the API server.</summary>
    public Uri Endpoint => lines.Endpoint;

    /// <summary>The certificate authority of the API server, in PEM.</summary>
    public string AuthorityPem => certificates.AuthorityPem;

    /// <summary>The administrator's bearer token; its groups hold <c>system:masters</c>.</summary>
    public string Token { get; } = Secret();

    /// <summary>The folder of this run: data, keys, and a log per component. It is gone after <see cref="DisposeAsync"/>.</summary>
    public string Folder => folder.Path;

    /// <summary>Starts a control plane, and waits until it answers and its controllers work.</summary>
    /// <param name="installation">Its programs.</param>
    /// <param name="options">How it is started.</param>
    /// <param name="cancellationToken">Stops what has been started by then.</param>
    /// <exception cref="ControlPlaneException">A component ended early, or it took longer than the options allow; with its last lines.</exception>
    public static async Task<KubernetesControlPlane> StartAsync(
        ControlPlaneInstallation installation, ControlPlaneOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ControlPlaneOptions();
        for (var attempt = 1; ; attempt++)
        {
            var controlPlane = new KubernetesControlPlane(options);
            try
            {
                await controlPlane.RunAsync(installation, cancellationToken);
                return controlPlane;
            }
            catch (ControlPlaneException) when (attempt < Attempts && controlPlane.LostAPort)
            {
                await controlPlane.DisposeAsync();
            }
            catch
            {
                await controlPlane.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>A kubeconfig, in YAML.</summary>
    /// <param name="token">The token of one of the users; the administrator's by default.</param>
    /// <param name="name">The name of its cluster, user and context.</param>
    public string Kubeconfig(string? token = null, string name = "control-plane") => KubeconfigText.Of(Endpoint, AuthorityPem, token ?? Token, name);

    /// <summary>Ends all processes at once and removes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ended)
        {
            return;
        }

        ended = true;
        foreach (var process in Enumerable.Reverse(processes))
        {
            await process.DisposeAsync();
        }

        await folder.DisposeAsync();
    }

    private bool LostAPort => processes.Any(process => process.HasExited && process.Tail().Contains(PortTaken, StringComparison.Ordinal));

    private static string ServiceAccountKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem();
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private async Task RunAsync(ControlPlaneInstallation installation, CancellationToken cancellationToken)
    {
        WriteFiles();
        using var readiness = new Readiness(Endpoint, AuthorityPem, Token, options.Clock);
        using var patience = new CancellationTokenSource(options.StartTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            Start(installation, "etcd", lines.Etcd);
            Start(installation, "kube-apiserver", lines.ApiServer);
            await readiness.UntilAsync("/readyz", CheckAlive, either.Token);
            if (options.Scheduler)
            {
                Start(installation, "kube-scheduler", lines.Scheduler);
            }

            if (options.ControllerManager)
            {
                Start(installation, "kube-controller-manager", lines.ControllerManager);
                await readiness.UntilAsync("/api/v1/namespaces/default/serviceaccounts/default", CheckAlive, either.Token);
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ControlPlaneException($"The control plane was not ready within {options.StartTimeout}. {Report(processes[^1])}");
        }
    }

    private void Start(ControlPlaneInstallation installation, string name, IEnumerable<string> arguments) =>
        processes.Add(KeptProcess.Start(name, installation.Program(name), arguments, folder.Path, options.Clock));

    private void CheckAlive()
    {
        if (processes.Find(process => process.HasExited) is { } ended)
        {
            throw new ControlPlaneException($"{ended.Name} ended early. {Report(ended)}");
        }
    }

    private static string Report(KeptProcess process) => $"The last that {process.Name} wrote:\n{process.Tail()}";

    private void WriteFiles()
    {
        ControlPlaneUser manager = new(Secret(), "system:kube-controller-manager", "system:masters");
        ControlPlaneUser scheduler = new(Secret(), "system:kube-scheduler", "system:masters");
        ControlPlaneUser[] users = [new(Token, "admin", "system:masters"), manager, scheduler, .. options.Users];
        folder.Write(CommandLines.AuthorityFile, certificates.AuthorityPem);
        folder.Write(CommandLines.ServerFile, certificates.ServerPem);
        folder.Write(CommandLines.ServerKeyFile, certificates.ServerKeyPem);
        folder.Write(CommandLines.ServiceAccountKeyFile, ServiceAccountKey());
        folder.Write(CommandLines.TokenFile, string.Concat(
            users.Select((user, index) => $"{user.Token},{user.Name},{index + 1},\"{string.Join(',', user.Groups)}\"\n")));
        folder.Write(CommandLines.ControllerManagerKubeconfig, Kubeconfig(manager.Token));
        folder.Write(CommandLines.SchedulerKubeconfig, Kubeconfig(scheduler.Token));
    }
}
