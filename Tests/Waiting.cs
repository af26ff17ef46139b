namespace CniMigration.Tests;

/// <summary>Waits that look again and again until something holds.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WallBeat = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks every second of a cluster's clock, within a bound of that clock; answers whether it came.</summary>
    public static async Task<bool> ComesAsync(Func<Task<bool>> holds, TimeProvider clock, TimeSpan within)
    {
        var start = clock.GetTimestamp();
        while (!await holds())
        {
            if (clock.GetElapsedTime(start) > within)
            {
                return false;
            }

            await Task.Delay(Beat, clock);
        }

        return true;
    }

    /// <summary>Looks every 20 ms of the wall clock, until whoever waits loses patience.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken patience)
    {
        while (!await holds())
        {
            await Task.Delay(WallBeat, TimeProvider.System, patience);
        }
    }

    /// <summary>Looks every 20 ms of the wall clock, until whoever waits loses patience.</summary>
    public static Task UntilAsync(Func<bool> holds, CancellationToken patience) => UntilAsync(() => Task.FromResult(holds()), patience);
}
