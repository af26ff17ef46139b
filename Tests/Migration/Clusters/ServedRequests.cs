using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Tests.Migration.Clusters;

/// <summary>What the server was asked by one user, and which of it is to fail.</summary>
internal sealed class ServedRequests
{
    private static readonly string[] Reading = ["get", "list", "watch"];

    private readonly Lock gate = new();
    private readonly List<RequestInfo> requests = [];

    public ServedRequests(RequestGate server, string user)
    {
        server.Faults = request =>
        {
            if (request.User.Name != user)
            {
                return null;
            }

            lock (gate)
            {
                requests.Add(request);
            }

            return Faults(request);
        };
        server.LostAnswers = request => request.User.Name == user && LosesAnswer(request);
    }

    /// <summary>Decides which of the user's requests fail, and how.</summary>
    public Func<RequestInfo, RequestFault?> Faults { get; set; } = _ => null;

    /// <summary>Decides which of the user's requests are carried out and never answered.</summary>
    public Func<RequestInfo, bool> LosesAnswer { get; set; } = _ => false;

    public IReadOnlyList<RequestInfo> All
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    public IReadOnlyList<RequestInfo> Writes => [.. All.Where(r => !Reading.Contains(r.Verb))];

    public IReadOnlyList<RequestInfo> Reads => [.. All.Where(r => Reading.Contains(r.Verb))];

    public IReadOnlyList<RequestInfo> Evictions => [.. All.Where(r => r.Subresource == "eviction")];

    /// <summary>As one comparable text, so that a failure shows what was asked too often.</summary>
    public static string Summary(IEnumerable<RequestInfo> requests) => string.Join(", ", requests
        .GroupBy(r => $"{r.Verb} {r.Resource}{r.Path}{(r.Subresource is null ? "" : $"/{r.Subresource}")}")
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => $"{g.Key} x{g.Count()}"));
}
