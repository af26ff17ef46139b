using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>
/// Lets something new be moved only while the last healthy sample is younger than one interval. While samples fail, everything new is held back; what is in
/// motion ends as it would. Samples are taken when something is about to move and at no other time, so waiting costs none.
/// </summary>
internal sealed class ConnectivityGuard(IConnectivitySample? sample, TimeProvider time, MoveRequest request, IReporter reporter) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private long? healthyAt;
    private TimeSpan heldBack;

    /// <summary>What was wrong when the moves were given up; null when they were not.</summary>
    internal string? Lost { get; private set; }

    /// <exception cref="GateFailedException">The network was unhealthy for longer than the request has patience for.</exception>
    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        if (sample is null)
        {
            return;
        }

        await turn.WaitAsync(cancellationToken);
        try
        {
            while (!IsFresh())
            {
                ThrowWhenLost();
                var before = time.GetTimestamp();
                if (await sample.ComplaintAsync(cancellationToken) is { } complaint)
                {
                    await HoldAsync(complaint, before, cancellationToken);
                }
                else
                {
                    healthyAt = before;
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Lets nothing new be moved before the next sample.</summary>
    internal void Expire() => healthyAt = null;

    public void Dispose() => turn.Dispose();

    private bool IsFresh() => healthyAt is { } at && time.GetElapsedTime(at) < request.ConnectivityInterval;

    private async Task HoldAsync(string complaint, long since, CancellationToken cancellationToken)
    {
        if (heldBack >= request.ConnectivityTimeout)
        {
            Lost = complaint;
            ThrowWhenLost();
        }

        reporter.Report(
            $"Nothing new is moved while the pod network is unhealthy ({Durations.Of(heldBack)} of {Durations.Of(request.ConnectivityTimeout)}): {complaint}");
        await Task.Delay(request.ConnectivityInterval, time, cancellationToken);
        heldBack += time.GetElapsedTime(since);
    }

    private void ThrowWhenLost()
    {
        if (Lost is not null)
        {
            throw new GateFailedException("it was held back, since the pod network is unhealthy");
        }
    }
}
