using System.Diagnostics;
using System.Text.Json;

namespace CniMigration.Benchmarks.Servers;

/// <summary>Starts the embedded API server as a child, so that the client's memory is not counted with the server's.</summary>
internal sealed class EmbeddedProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(10);

    private readonly Process process;
    private readonly EmbeddedAddress address;

    private EmbeddedProcess(Process process, EmbeddedAddress address) => (this.process, this.address) = (process, address);

    public int Id => process.Id;

    public Uri Endpoint => address.Endpoint;

    public string Token => address.Token;

    public string AuthorityPem => address.AuthorityPem;

    public static async Task<EmbeddedProcess> StartAsync(CancellationToken cancellationToken, ClientRates? rates = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Under `dotnet Benchmarks.dll` the program is dotnet itself.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(EmbeddedProcess).Assembly.Location);
        }

        foreach (var argument in EmbeddedServer.CommandLine(rates))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The embedded API server's process did not start.");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The embedded API server's process ended before it said where it listens.");
        return new EmbeddedProcess(process, JsonSerializer.Deserialize<EmbeddedAddress>(line)!);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(EndTime, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
