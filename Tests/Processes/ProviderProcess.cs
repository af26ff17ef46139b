using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Processes;

/// <summary>A provider that runs in a process of its own.</summary>
internal sealed class ProviderProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> said;
    private readonly Task<string> complained;

    private ProviderProcess(Process process)
    {
        this.process = process;
        said = process.StandardOutput.ReadToEndAsync();
        complained = process.StandardError.ReadToEndAsync();
    }

    public static async Task<ProviderProcess> StartAsync(ProviderHost.Request request)
    {
        // Whoever runs the tests in the background may have it ignore Ctrl-C, and all that it starts with it.
        string[] listening = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : [];
        string[] command = [.. listening, "dotnet", typeof(ProviderProcess).Assembly.Location];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(request));
        process.StandardInput.Close();
        return new ProviderProcess(process);
    }

    /// <summary>kill -9.</summary>
    public void Kill() => process.Kill();

    /// <summary>Ctrl-C.</summary>
    public async Task InterruptAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>The outputs of the resource that it created.</summary>
    public async Task<JsonObject> OutputsAsync(CancellationToken cancellationToken)
    {
        var code = await ExitCodeAsync(cancellationToken);
        Assert.That(code, Is.Zero, $"the provider ends well: {await said}{await complained}");
        return JsonNode.Parse((await said).TrimEnd().Split('\n')[^1])!.AsObject();
    }

    public Task<string> ComplaintAsync() => complained;

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
