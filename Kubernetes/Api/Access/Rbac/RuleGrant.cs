namespace CniMigration.Kubernetes.Api.Access.Rbac;

/// <summary>Rules, and the binding through which a user has them.</summary>
internal sealed record RuleGrant(IReadOnlyList<PolicyRule> Rules, string Through);
