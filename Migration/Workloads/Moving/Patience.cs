namespace CniMigration.Migration.Workloads.Moving;

/// <summary>How long nothing may go forward: starts anew with every step that does.</summary>
internal sealed class Patience(TimeProvider time, TimeSpan bound)
{
    private long since = time.GetTimestamp();
    private TimeSpan excused;

    internal TimeSpan Bound => bound;

    internal TimeSpan Left => bound + excused - time.GetElapsedTime(since) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    internal void Renew() => (since, excused) = (time.GetTimestamp(), TimeSpan.Zero);

    /// <summary>Does not count a time in which nothing was asked of the workload.</summary>
    internal void Excuse(TimeSpan time) => excused += time;
}
