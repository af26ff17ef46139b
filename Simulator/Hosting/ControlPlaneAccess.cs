namespace CniMigration.Simulator.Hosting;

/// <summary>What a control plane from outside must be started with to serve the embedded cloud.</summary>
/// <param name="ServiceCidr">The addresses of Services.</param>
/// <param name="PodTunnel">
/// The path of a Unix domain socket behind which the pods are: an HTTP proxy that takes CONNECT. Pods have addresses of the embedded cloud's
/// network, which nobody else can dial; the API server gets to them as an egress proxy lets it.
/// </param>
public sealed record ControlPlaneNeeds(string ServiceCidr, string PodTunnel);

/// <summary>A running control plane from outside, and who may speak to it.</summary>
public sealed record ControlPlaneAccess
{
    /// <summary>The address of the API server.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The certificate authority of the API server, in PEM.</summary>
    public required string AuthorityPem { get; init; }

    /// <summary>The bearer token of who may do everything: nodes, cloud and teams.</summary>
    public required string AdministratorToken { get; init; }

    /// <summary>The bearer token of whoever migrates.</summary>
    public required string MigrationToken { get; init; }

    /// <summary>Ends it.</summary>
    public required IAsyncDisposable Lifetime { get; init; }
}
