namespace CniMigration.Migration.Workloads.Moving;

/// <summary>How long nothing may go forward: starts anew with every step that does.</summary>
internal sealed class Patience(TimeProvider time, TimeSpan bound)
{
    private long since = time.GetTimestamp();

    internal TimeSpan Bound => bound;

    internal TimeSpan Left => bound - time.GetElapsedTime(since) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    internal void Renew() => since = time.GetTimestamp();
}
