namespace CniMigration.Kubernetes.Api.Http;

/// <summary>How to watch.</summary>
internal sealed record WatchOptions(bool Bookmarks, bool SendInitialEvents, TimeSpan Timeout, string? ResourceVersion);
