namespace CniMigration.Kubernetes.Api.Requests;

/// <summary>Where every request passes, from HTTP or from inside: it is counted, and may be made to fail.</summary>
internal sealed class RequestGate(TimeProvider clock)
{
    public RequestCounter Counter { get; } = new();

    /// <summary>Decides which requests fail; none by default.</summary>
    public Func<RequestInfo, RequestFault?>? Faults { get; set; }

    /// <summary>Decides which requests over HTTP are carried out and never answered: the connection is lost then. None by default.</summary>
    public Func<RequestInfo, bool>? LostAnswers { get; set; }

    /// <summary>Counts a request; throws the refusal that a fault asks for, or an <see cref="IOException"/> where it drops the connection.</summary>
    public async Task EnterAsync(RequestInfo request, CancellationToken cancellationToken)
    {
        Counter.Count(request);
        if (Faults?.Invoke(request) is not { } fault)
        {
            return;
        }

        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, clock, cancellationToken);
        }

        throw fault.Refusal is { } refusal ? refusal : new ConnectionDroppedException();
    }
}
