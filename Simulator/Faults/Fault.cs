using CniMigration.Kubernetes.Api.Client;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Simulator.Faults;

/// <summary>Something that goes wrong in an embedded EKS for as long as it is switched on.</summary>
public sealed record Fault
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is wrong then.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it needs this project's own API server.</summary>
    /// <value>False by default.</value>
    public bool OfTheApiServer { get; init; }

    /// <summary>What has to be done to a running cluster; none where the simulator asks the switch.</summary>
    internal Func<FaultSite, CancellationToken, Task>? Break { get; init; }

    /// <summary>What takes that back.</summary>
    internal Func<FaultSite, CancellationToken, Task>? Mend { get; init; }
}

/// <summary>What a fault may lay its hands on.</summary>
internal sealed record FaultSite(IApiClient Api, AddOns AddOns, RequestGate? Requests, TimeProvider Clock);
