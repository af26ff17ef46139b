namespace CniMigration.Migration.Workloads.Moving;

/// <summary>The cap on how many workloads have pods in motion. Whoever only waits, for a budget, a rollout or a Job, takes no turn.</summary>
internal sealed class Turns(int most) : IDisposable
{
    private readonly SemaphoreSlim? free = most > 0 ? new(most) : null;

    /// <summary>A turn of one workload, not taken yet.</summary>
    internal Turn ForOne() => new(free);

    public void Dispose() => free?.Dispose();

    /// <summary>One workload's turn: taken when its first pod moves, given back when none is in motion.</summary>
    internal sealed class Turn(SemaphoreSlim? free) : IDisposable
    {
        private bool taken;

        internal async Task TakeAsync(CancellationToken cancellationToken)
        {
            if (free is not null && !taken)
            {
                await free.WaitAsync(cancellationToken);
                taken = true;
            }
        }

        internal void GiveBack()
        {
            if (taken)
            {
                taken = false;
                free!.Release();
            }
        }

        public void Dispose() => GiveBack();
    }
}
