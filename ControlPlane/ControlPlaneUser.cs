namespace CniMigration.ControlPlane;

/// <summary>Somebody whom the API server knows by a bearer token.</summary>
/// <param name="Token">The token.</param>
/// <param name="Name">The name that role bindings and field managers see.</param>
/// <param name="Groups">The groups; <c>system:masters</c> may do everything.</param>
public sealed record ControlPlaneUser(string Token, string Name, params IReadOnlyList<string> Groups);
