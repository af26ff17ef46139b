using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;

namespace CniMigration.Simulator.Faults;

/// <summary>Something that goes wrong in an embedded EKS for as long as it is switched on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What is wrong then.</param>
public sealed record Fault(string Name, string Description)
{
    /// <summary>Whether it needs this project's own API server.</summary>
    /// <value>False by default.</value>
    public bool OfTheApiServer { get; init; }

    /// <summary>What has to be done to a running cluster when it is switched on or off; null where the simulator asks the switch.</summary>
    internal Func<FaultSite, bool, CancellationToken, Task>? Strike { get; init; }
}

/// <summary>What a fault may lay its hands on.</summary>
/// <param name="Api">The cluster's API.</param>
/// <param name="ManageSourceCni">Lets EKS manage the add-on of the CNI that the cluster came with, or leave it alone again.</param>
/// <param name="LetSourceCniEnforcePolicies">Has that CNI's own agent enforce NetworkPolicies, or none.</param>
/// <param name="Requests">Where every request passes; null where the API server is not ours.</param>
/// <param name="Clock">The cluster's clock.</param>
internal sealed record FaultSite(
    IApiClient Api, Func<bool, CancellationToken, Task> ManageSourceCni, Func<bool, CancellationToken, Task> LetSourceCniEnforcePolicies,
    RequestGate? Requests, TimeProvider Clock);
