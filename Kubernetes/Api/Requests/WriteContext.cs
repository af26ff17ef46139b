using CniMigration.Kubernetes.Api.Versions;

namespace CniMigration.Kubernetes.Api.Requests;

/// <summary>Who writes, and how.</summary>
internal sealed record WriteContext(string FieldManager = "unknown", string? Subresource = null, bool DryRun = false, bool Force = false)
{
    /// <summary>What becomes of fields that the type does not have: Strict, Warn or Ignore.</summary>
    public string FieldValidation { get; init; } = "Ignore";

    /// <summary>Takes warnings for the client.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>The version that the object was sent in, where that is not the one it is stored in.</summary>
    public ServedResource? Served { get; init; }

    public string? Version => Served is { IsStorageVersion: false } served && served.Group == served.Type.Group ? served.Version : null;

    public string User { get; init; } = "system:apiserver";

    /// <summary>Who asked for the write; null where the server itself writes.</summary>
    public UserInfo? Caller { get; init; }

    /// <summary>Whether the write has settled the ownership of fields itself.</summary>
    public bool IsApply { get; init; }
}
