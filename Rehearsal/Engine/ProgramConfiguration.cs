namespace CniMigration.Rehearsal.Engine;

/// <summary>
/// Puts a stack's configuration where a program reads it when it starts. That place belongs to the whole process, so programs start one
/// after the other, and run side by side from then on.
/// </summary>
internal sealed class ProgramConfiguration : IDisposable
{
    private const string Variable = "PULUMI_CONFIG";

    private static readonly SemaphoreSlim Place = new(1, 1);

    private readonly string? before = Environment.GetEnvironmentVariable(Variable);
    private int left;

    private ProgramConfiguration()
    {
    }

    /// <summary>Waits for the place, and puts the configuration there until it is disposed. Null leaves there what the process was started with.</summary>
    public static async Task<ProgramConfiguration> SetAsync(string? json, CancellationToken cancellationToken)
    {
        await Place.WaitAsync(cancellationToken);
        var place = new ProgramConfiguration();
        if (json is not null)
        {
            Environment.SetEnvironmentVariable(Variable, json);
        }

        return place;
    }

    /// <summary>Gives the place free; again does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, 1) == 0)
        {
            Environment.SetEnvironmentVariable(Variable, before);
            Place.Release();
        }
    }
}
