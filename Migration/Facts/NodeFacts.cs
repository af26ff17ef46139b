namespace CniMigration.Migration.Facts;

/// <summary>What a node says about itself.</summary>
internal static class NodeFacts
{
    public const string NodeGroupLabel = "eks.amazonaws.com/nodegroup";
    /// <summary>The label that says whose nodes they are.</summary>
    public const string CniLabel = "cni";
    public const string UnschedulableTaint = "node.kubernetes.io/unschedulable";
    public const string AgentNotReadyTaint = "node.cilium.io/agent-not-ready";

    public static bool IsReady(this V1Node node) =>
        node.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    public static bool IsCordoned(this V1Node node) => node.Spec?.Unschedulable == true;

    public static bool HasTaint(this V1Node node, string key) => node.Spec?.Taints?.Any(taint => taint.Key == key) == true;

    public static string? Label(this V1Node node, string key) =>
        node.Metadata.Labels is { } labels && labels.TryGetValue(key, out var value) ? value : null;
}
