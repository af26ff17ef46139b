using CniMigration.Simulator.Time;

namespace CniMigration.Tests.Provider;

/// <summary>Cancels as the engine does, and expects an end soon, by the clock on the wall.</summary>
internal static class Cancellation
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public static async Task EndsSoonAsync(Task waiting, CancellationTokenSource cancel, ScaledTimeProvider time)
    {
        // Nothing gets over because time flies.
        time.Speed = 1;
        var start = TimeProvider.System.GetTimestamp();
        await cancel.CancelAsync();
        var ended = Assert.ThrowsAsync<TaskCanceledException>(() => waiting)!;
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(Soon));
        Assert.That(ended.Message, Is.EqualTo("Cancelled. What was done is on record in the cluster; running again resumes there."));
    }
}
