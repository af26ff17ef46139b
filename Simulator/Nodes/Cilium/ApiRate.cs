namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>
/// How often the operator may call EC2: a bucket of tokens that fills at a steady rate, as its client has it (cilium, pkg/api/helpers/rate_limit.go:
/// golang.org/x/time/rate). Each call takes a token, and waits until there is one.
/// </summary>
/// <param name="clock">What it is measured by.</param>
/// <param name="perSecond">How many tokens come in a second.</param>
/// <param name="burst">How many there are at most.</param>
internal sealed class ApiRate(TimeProvider clock, double perSecond, int burst)
{
    private readonly Lock gate = new();
    private double tokens = burst;
    private DateTimeOffset filled = clock.GetUtcNow();

    /// <summary>Takes tokens for so many calls, one after the other, and says how long the last of them has to wait.</summary>
    public TimeSpan Take(int calls)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            tokens = Math.Min(burst, tokens + ((now - filled).TotalSeconds * perSecond)) - calls;
            filled = now;
            return tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-tokens / perSecond);
        }
    }
}
