namespace CniMigration.Migration.Errors;

/// <summary>How long a cluster that does not answer, or not well, is asked again.</summary>
public sealed record ClusterResilienceOptions
{
    /// <summary>Repetitions of a request to a server that has answered before.</summary>
    /// <value>Default: 12, about two minutes.</value>
    public int Attempts { get; init; } = 12;

    /// <summary>Repetitions of a request to a server that has never answered.</summary>
    /// <value>Default: 3, about four seconds.</value>
    public int FirstContactAttempts { get; init; } = 3;

    /// <summary>The first pause; each next one is twice as long, with jitter, unless the server names one.</summary>
    /// <value>Default: 500 ms.</value>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause, also where the server asks for a longer one.</summary>
    /// <value>Default: 15 s.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one request may stay without an answer, and how long the answer may then take to arrive as a whole.</summary>
    /// <value>Default: 30 s of wall time.</value>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An upper bound of all attempts and pauses of one request.</summary>
    public TimeSpan Patience => ((AttemptTimeout * 2) + MaxDelay) * (Attempts + FirstContactAttempts + 2);
}
