using System.Runtime.InteropServices;
using CniMigration.Kubernetes.Api.Http;

namespace CniMigration.ControlPlane;

/// <summary>Keeps a control plane running for other clients, until it is told to end.</summary>
internal static class Program
{
    private const string Usage =
        "usage: dotnet run --project ControlPlane -- KUBECONFIG\n  starts a Kubernetes control plane and writes the kubeconfig of its administrator there";

    private static async Task<int> Main(string[] args)
    {
        if (args is not [{ Length: > 0 } file] || file.StartsWith('-'))
        {
            return await RefuseAsync(Usage);
        }

        if (File.Exists(file))
        {
            return await RefuseAsync($"{file} is there already: name a file that is not.");
        }

        if (ControlPlaneInstallation.Find() is not { } installation)
        {
            return await RefuseAsync(ControlPlaneInstallation.HowToInstall);
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            await using var controlPlane = await KubernetesControlPlane.StartAsync(installation, cancellationToken: stop.Token);
            await KubeconfigText.WriteAsync(file, controlPlane.Kubeconfig(), overwrite: false, stop.Token);
            Console.WriteLine($"A Kubernetes control plane runs at {controlPlane.Endpoint}. In another terminal:");
            Console.WriteLine($"  kubectl --kubeconfig {file} get all -A\nCtrl-C ends it.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            File.Delete(file);
            return 0;
        }
        catch (Exception failure) when (failure is ControlPlaneException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            const int cancelled = 8;
            return cancelled;
        }

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> RefuseAsync(string message)
    {
        const int configuration = 2;
        await Console.Error.WriteLineAsync(message);
        return configuration;
    }
}
