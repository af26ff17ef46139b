namespace CniMigration.Kubernetes.Api.Requests;

/// <summary>What a request is about, in the words of Kubernetes' authorization: who does what to which.</summary>
internal sealed record RequestInfo(
    UserInfo User,
    string Verb,
    string Group = "",
    string Resource = "",
    string? Subresource = null,
    string? Namespace = null,
    string? Name = null,
    string? Path = null);
