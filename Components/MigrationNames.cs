namespace CniMigration.Components;

/// <summary>Names that several components must agree on.</summary>
internal static class MigrationNames
{
    public const string KubeSystem = "kube-system";
    public const string KubeProxy = "kube-proxy";
    public const string Cilium = "cilium";
    public const string CiliumOperator = "cilium-operator";
    public const string AgentNotReadyTaint = "node.cilium.io/agent-not-ready";

    public const string NodeGroupLabel = "eks.amazonaws.com/nodegroup";
    public const string ComputeTypeLabel = "eks.amazonaws.com/compute-type";
    public const string Fargate = "fargate";

    public const string GoldpingerDaemonSet = "goldpinger";
    public const string GoldpingerDeployment = "goldpinger-deploy";
    public const string GoldpingerSelector = "app.kubernetes.io/name=goldpinger";
    public const int GoldpingerPort = 8080;
}
