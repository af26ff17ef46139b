using CniMigration.Kubernetes.Api.Admission;
using CniMigration.Kubernetes.Api.Subresources;

namespace CniMigration.Kubernetes.Api.Http;

internal sealed record ApiServerOptions
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    public int Seed { get; init; }

    /// <summary>The version that the server says it is.</summary>
    public string KubernetesVersion { get; init; } = "v1.33.5";

    /// <summary>The addresses of Services.</summary>
    public string ServiceCidr { get; init; } = ServiceAddresses.DefaultCidr;

    public IPodNetwork? PodNetwork { get; init; }
}
