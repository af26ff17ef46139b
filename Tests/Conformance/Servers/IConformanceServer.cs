namespace CniMigration.Tests.Conformance.Servers;

/// <summary>A running cluster without nodes.</summary>
internal interface IConformanceServer : IAsyncDisposable
{
    Uri Endpoint { get; }

    string AuthorityPem { get; }

    /// <summary>A token that may do everything.</summary>
    string Token { get; }

    /// <summary>What went wrong inside, unseen by a client.</summary>
    IReadOnlyCollection<string> Failures { get; }
}
