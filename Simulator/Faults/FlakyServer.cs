using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Simulator.Faults;

/// <summary>An API server that is overloaded now and then: for whoever asks from outside, three of four requests fail while an episode lasts.</summary>
internal sealed class FlakyServer(TimeProvider clock)
{
    private const int RetryAfterSeconds = 2;
    private const string OwnUsers = "system:";

    private static readonly TimeSpan Episode = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(4);

    // As the API server words a lost leader of its store.
    private static readonly RequestFault StoreIsAway = new(new ApiException(500, "ServerTimeout",
        "The operation cannot be completed at this time, try again: etcdserver: leader changed", retryAfterSeconds: RetryAfterSeconds));

    private readonly long started = clock.GetTimestamp();
    private int asked;

    public RequestFault? Refuse(RequestInfo request)
    {
        var elapsed = clock.GetElapsedTime(started);
        if (request.User.Name.StartsWith(OwnUsers, StringComparison.Ordinal) || elapsed.Ticks % Period.Ticks >= Episode.Ticks)
        {
            return null;
        }

        // Whoever cannot tell whether a write has arrived may not repeat it; a reader may.
        var reads = request.Verb is "get" or "list" or "watch";
        return (Interlocked.Increment(ref asked) % 4) switch
        {
            0 => RequestFault.TooManyRequests(RetryAfterSeconds),
            1 => StoreIsAway,
            2 when reads && request.Subresource is null => RequestFault.Drop,
            _ => null,
        };
    }
}
