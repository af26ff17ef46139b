using System.Diagnostics;
using System.Text;

namespace CniMigration.Tests.ControlPlane;

/// <summary>The processes of this machine whose command line names something.</summary>
internal static class RunningProcesses
{
    public static string[] Naming(string something) =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit)).Select(CommandLine)
            .Where(line => line.Contains(something, StringComparison.Ordinal)),
    ];

    /// <summary>Waits until there is none; the system may take a moment to end them.</summary>
    public static async Task UntilNoneNamesAsync(string something, CancellationToken cancellationToken)
    {
        while (Naming(something) is { Length: > 0 } && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Assert.That(Naming(something), Is.Empty);
    }

    public static void Kill(Func<string, bool> commandLine)
    {
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (commandLine(CommandLine($"/proc/{process.Id}")))
                {
                    process.Kill();
                }
            }
        }
    }

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"), Encoding.UTF8).Replace('\0', ' ');
        }
        catch (IOException)
        {
            // It has just ended.
            return "";
        }
    }
}
