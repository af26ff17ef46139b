using CniMigration.Migration.Reporting;
using CniMigration.Migration.Waiting;
using k8s;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>What every part of one move shares.</summary>
internal sealed class MoveContext(IKubernetes client, TimeProvider time, MoveRequest request, IReporter reporter) : IDisposable
{
    private int evicted;
    private int restarted;

    internal IKubernetes Client => client;

    internal TimeProvider Time => time;

    internal MoveRequest Request => request;

    internal IReporter Reporter => reporter;

    internal Waiter Wait { get; } = new(time, reporter) { LongestPause = TimeSpan.FromSeconds(2) };

    internal ClusterView View { get; } = new(client, time, TimeSpan.FromSeconds(1));

    internal int Evicted => evicted;

    internal int Restarted => restarted;

    internal void CountEviction() => Interlocked.Increment(ref evicted);

    internal void CountRestart() => Interlocked.Increment(ref restarted);

    public void Dispose() => View.Dispose();
}
