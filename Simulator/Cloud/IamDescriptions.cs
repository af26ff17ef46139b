namespace CniMigration.Simulator.Cloud;

/// <summary>A role and what it may do.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="TrustPolicy">Who may assume it: the JSON of a policy document.</param>
/// <param name="AttachedPolicies">The ARNs of attached policies.</param>
/// <param name="InlinePolicies">The names of its own policies.</param>
public sealed record IamRole(
    string Name, string Arn, string TrustPolicy, IReadOnlyList<string> AttachedPolicies, IReadOnlyList<string> InlinePolicies);

/// <summary>A policy that can be attached to roles.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Document">The JSON of the policy document.</param>
public sealed record IamPolicy(string Name, string Arn, string Document);
