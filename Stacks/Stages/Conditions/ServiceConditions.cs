using static CniMigration.Stacks.Stages.Conditions.Wording;

namespace CniMigration.Stacks.Stages.Conditions;

/// <summary>What has to be proven of who leads Services and host ports to pods.</summary>
internal static class ServiceConditions
{
    public static readonly Condition KubeProxyIsOurs = new("kube-proxy is no managed add-on", live =>
        live.KubeProxyIsReplaced && live.State is { KubeProxy: { Present: true, KeepsOffCilium: false, ManagedBy: "eks" } }
            ? "EKS manages kube-proxy as the add-on kube-proxy and would bring it back to Cilium's nodes, where it must not be beside Cilium's replacement: "
                + "where the add-on's version takes an affinity (aws eks describe-addon-configuration --addon-name kube-proxy), give it one by its "
                + "configuration values that keeps it off Cilium's node group (eks.amazonaws.com/nodegroup NotIn), or delete the add-on but keep its objects "
                + $"(aws eks delete-addon --addon-name kube-proxy --preserve --cluster-name {live.Name})"
            : null, TakesSomebody: true);

    public static readonly Condition OneProxy = new("one proxy on each Cilium node", live => live switch
    {
        { State: null } => NoCluster,
        { KubeProxyIsReplaced: true, State.KubeProxy: { Present: true, KeepsOffCilium: false } } => "kube-proxy does not keep off Cilium's nodes yet",
        { KubeProxyIsReplaced: false, State.KubeProxy: { Present: true, KeepsOffCilium: true } } =>
            "kube-proxy keeps off Cilium's nodes, and without kubeProxyReplacement no Service would lead anywhere on them",
        _ => null,
    });

    public static readonly Condition HostPortsAreServed = new("host ports are served", live =>
        !live.HostPortsAreServed && live.State is { HostPorts: { Length: > 0 } ports }
            ? $"{Count(ports.Length, "workload")} with ports of the nodes would be cut off from these ({List(ports)}): "
                + "pulumi config set kubeProxyReplacement true, or portmap true where that plugin is on the Cilium nodes, or take the ports from them"
            : null, TakesSomebody: true);
}
