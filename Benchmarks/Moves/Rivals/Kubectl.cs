using System.Diagnostics;

namespace CniMigration.Benchmarks.Moves.Rivals;

/// <summary>The kubectl that rivals are made of, with a folder of its own for what it remembers of the server.</summary>
internal sealed class Kubectl(string program, string kubeconfig, string folder)
{
    /// <summary>Runs it to its end; where that is cancelled, it is killed.</summary>
    /// <exception cref="InvalidOperationException">It failed: its last words.</exception>
    public async Task RunAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[$"--kubeconfig={kubeconfig}", $"--cache-dir={folder}", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await Task.WhenAll(process.WaitForExitAsync(cancellationToken), output, errors);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)} ended with {process.ExitCode}: {(await errors).Trim()}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
