using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>
/// The cap on how many workloads have pods in motion. Whoever only waits, for a budget, a rollout or a Job, takes no turn; and who gets no further for a
/// while passes it on, so that a stuck workload holds up no other.
/// </summary>
internal sealed class Turns(int most, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim? free = most > 0 ? new(most) : null;

    /// <summary>A turn of one workload, not taken yet.</summary>
    internal Turn ForOne() => new(free, time);

    public void Dispose() => free?.Dispose();

    /// <summary>One workload's turn: taken when its first pod moves, given back when none is in motion.</summary>
    internal sealed class Turn(SemaphoreSlim? free, TimeProvider time) : IDisposable
    {
        /// <summary>Longer than images are pulled and pods get Ready as a rule.</summary>
        private static readonly TimeSpan LongestStandstill = TimeSpan.FromMinutes(2);

        private bool taken;
        private string? seen;
        private long since;

        /// <summary>Whether pods of the workload were taken away whose successors are not Ready yet.</summary>
        internal bool InMotion { get; set; }

        /// <summary>Called when nothing has changed for too long.</summary>
        internal Action? OnStandstill { get; set; }

        /// <summary>Waits for a turn; the wait is not the workload's fault, so it costs no patience.</summary>
        internal async Task TakeAsync(Patience? patience, CancellationToken cancellationToken)
        {
            if (free is null || taken)
            {
                return;
            }

            var began = time.GetTimestamp();
            await free.WaitAsync(cancellationToken);
            patience?.Excuse(time.GetElapsedTime(began));
            (taken, seen) = (true, null);
        }

        internal void GiveBack()
        {
            InMotion = false;
            Release();
        }

        /// <summary>Passes the turn on where nothing of the workload is in motion, or nothing has changed for too long.</summary>
        internal void WaitFor(string missing)
        {
            if (!InMotion)
            {
                Release();
            }
            else
            {
                Watch(Look.WaitingFor(missing));
            }
        }

        /// <summary>Takes notice of a look, and passes the turn on when the same has been missing for too long.</summary>
        internal Look Watch(Look look)
        {
            if (look.Missing != seen)
            {
                (seen, since) = (look.Missing, time.GetTimestamp());
            }
            else if (seen is not null && time.GetElapsedTime(since) >= LongestStandstill)
            {
                Release();
                OnStandstill?.Invoke();
            }

            return look;
        }

        public void Dispose() => Release();

        private void Release()
        {
            if (taken)
            {
                taken = false;
                free!.Release();
            }
        }
    }
}
