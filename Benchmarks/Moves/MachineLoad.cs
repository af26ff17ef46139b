using System.Globalization;

namespace CniMigration.Benchmarks.Moves;

/// <summary>How busy the machine is, by its load average over a minute.</summary>
internal static class MachineLoad
{
    private const string Source = "/proc/loadavg";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    public static double Now => File.Exists(Source) ? double.Parse(File.ReadAllText(Source).Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    /// <summary>Waits for a quieter moment, but not for ever.</summary>
    public static async Task UntilBelowAsync(double most, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (Now > most && clock.GetElapsedTime(start) < LongestWait)
        {
            await Task.Delay(Step, clock, cancellationToken);
        }
    }
}
