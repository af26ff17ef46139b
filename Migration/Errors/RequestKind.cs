namespace CniMigration.Migration.Errors;

/// <summary>Whose answer a response is: only a plain one is the API server's own opinion of its health.</summary>
internal enum RequestKind
{
    /// <summary>A read or write of an object.</summary>
    Plain,

    /// <summary>An eviction: 429 is a budget's no, 500 means two budgets; both are the mover's business.</summary>
    Eviction,

    /// <summary>A request to a pod: what comes back is the pod's answer, or says that it cannot be reached.</summary>
    PodProxy,
}

internal static class RequestKinds
{
    /// <summary>Whether the answer has no end.</summary>
    internal static bool IsWatch(this HttpRequestMessage request) => request.RequestUri!.Query.Contains("watch=true", StringComparison.Ordinal);

    internal static RequestKind Kind(this HttpRequestMessage request) => request.RequestUri!.AbsolutePath switch
    {
        var path when path.EndsWith("/eviction", StringComparison.Ordinal) => RequestKind.Eviction,
        var path when path.Contains("/proxy/", StringComparison.Ordinal) => RequestKind.PodProxy,
        _ => RequestKind.Plain,
    };
}
