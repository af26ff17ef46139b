using System.Collections.Concurrent;
using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Kubernetes.Api.Access;

/// <summary>The bearer tokens that the server accepts.</summary>
internal sealed class TokenRegistry(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (UserInfo User, DateTimeOffset? Expires)> tokens = new(StringComparer.Ordinal);

    public void Add(string token, UserInfo user, TimeSpan? lifetime = null) =>
        tokens[token] = (user, lifetime is { } span ? clock.GetUtcNow() + span : null);

    public void Revoke(string token) => tokens.TryRemove(token, out _);

    /// <summary>The user of a token; null where it is unknown or has expired.</summary>
    public UserInfo? Find(string token) =>
        tokens.TryGetValue(token, out var entry) && (entry.Expires is not { } expires || clock.GetUtcNow() < expires) ? entry.User : null;
}
