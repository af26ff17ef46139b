using CniMigration.ControlPlane;

namespace CniMigration.Tests.Conformance.Servers;

/// <summary>The real control plane, as child processes.</summary>
internal sealed class KubernetesServer(KubernetesControlPlane controlPlane) : IConformanceServer
{
    public Uri Endpoint => controlPlane.Endpoint;

    public string AuthorityPem => controlPlane.AuthorityPem;

    public string Token => controlPlane.Token;

    public IReadOnlyCollection<string> Failures => [];

    public ValueTask DisposeAsync() => controlPlane.DisposeAsync();
}
