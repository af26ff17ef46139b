namespace CniMigration.Benchmarks.Moves.Watching;

/// <summary>What a node remembers of one pod: that it began, that it ends, and the volume that it waits for or holds.</summary>
internal sealed class PodLife(SemaphoreSlim? volume)
{
    private readonly Lock gate = new();
    private bool begun;
    private bool ending;
    private bool gone;
    private bool holds;

    public bool Begins() => !begun && (begun = true);

    public bool Ends() => !ending && (ending = true);

    /// <summary>Waits for the pod's volume; false when the pod went away before it came.</summary>
    public async Task<bool> HasVolumeAsync(CancellationToken cancellationToken)
    {
        if (volume is null)
        {
            return true;
        }

        await volume.WaitAsync(cancellationToken);
        lock (gate)
        {
            holds = !gone;
        }

        if (!holds)
        {
            volume.Release();
        }

        return holds;
    }

    /// <summary>The pod is gone: its volume is free.</summary>
    public void Leave()
    {
        lock (gate)
        {
            gone = true;
            if (!holds)
            {
                return;
            }

            holds = false;
        }

        volume!.Release();
    }
}
