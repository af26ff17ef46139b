using System.Collections.Concurrent;

namespace CniMigration.Kubernetes.Api.Requests;

/// <summary>Counts requests by verb and resource.</summary>
internal sealed class RequestCounter
{
    private readonly ConcurrentDictionary<(string Verb, string Resource), long> counts = new();

    public long Total => counts.Values.Sum();

    public long Of(string verb, string resource) => counts.GetValueOrDefault((verb, resource));

    public IReadOnlyDictionary<(string Verb, string Resource), long> Snapshot() => counts.ToDictionary();

    public void Count(RequestInfo request)
    {
        var resource = request.Subresource is null ? request.Resource : request.Resource + "/" + request.Subresource;
        counts.AddOrUpdate((request.Verb, resource), 1, static (_, count) => count + 1);
    }
}
