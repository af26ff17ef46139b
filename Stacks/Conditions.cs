using CniMigration.Components.Resources;

namespace CniMigration.Stacks;

/// <summary>The proofs that boundaries ask for. Each reads the cluster as it was when the run began.</summary>
internal static class Conditions
{
    private const string NoCluster = "the cluster does not exist yet";

    public static readonly Condition NoForeignNodes = new("no foreign node", live => live.State is { ForeignNodes: { Length: > 0 } nodes }
        ? $"{Count(nodes.Length, "node")} of no known node group: {string.Join("; ", nodes.GroupBy(node => (node.RunBy, node.Group)).Select(Foreigners.Tell))}"
        : null, TakesSomebody: true);

    public static readonly Condition AwsNodeIsOurs = new("aws-node is no managed add-on", live =>
        live.State is null ? NoCluster
        : live.State.AwsNode is { Present: true, ManagedBy: "eks" } ? AddOnReverts(live)
        : null, TakesSomebody: true);

    public static readonly Condition NoOtherScaler = new("nothing else scales nodes", live => live.State is { NodeScalers: { Length: > 0 } scalers }
        ? $"{string.Join(", ", scalers)} would add and remove nodes during the migration: pause it until the migration is over "
            + $"({string.Join("; ", scalers.Select(Pause))}), or name it in autoscaler if it is the cluster autoscaler"
        : null, TakesSomebody: true);

    /// <summary>One that is not paused yet is no matter: the run that comes to need it pauses it.</summary>
    public static readonly Condition AutoscalerStaysPaused = new("the autoscaler stays paused", live =>
        live.State is { Autoscaler: { Present: true, Paused: false, Replicas: var replicas } } state
        && state.Records.FirstOrDefault(record => record.Kind == nameof(DeploymentPause)) is { } pause
            ? $"the cluster autoscaler was paused, and somebody has started it again ({Count(replicas, "replica")}): pause it until the migration is over "
                + $"({Pause(pause.Target.Split(' ')[^1])})"
            : null, TakesSomebody: true);

    public static readonly Condition IssuerIsTrusted = new("IAM trusts the cluster", live => live.IssuerIsTrusted ? null
        : $"IAM has no identity provider for the cluster's issuer {live.OidcIssuer}, so the Cilium operator could not give nodes their network interfaces: "
            + $"add it (eksctl utils associate-iam-oidc-provider --cluster {live.Name} --approve)", TakesSomebody: true);

    public static readonly Condition NoGroupUpdating = new("no node group update under way", live =>
        live.OldGroups.FirstOrDefault(group => group.Status is "CREATING" or "UPDATING" or "DELETING") is { } group
        ? $"the node group {group.Name} is {group.Status}: somebody is changing it; wait until it is ACTIVE (aws eks wait nodegroup-active --cluster-name {live.Name} --nodegroup-name {group.Name})"
        : null);

    public static readonly Condition NoCiliumNodes = Counted("no Cilium node", live => live.State?.CiliumNodes.Count, "Cilium node");

    public static readonly Condition NoCiliumInstances = new("no Cilium instance", live => live switch
    {
        { CiliumInstances: > 0 } => $"{Count(live.CiliumInstances, "instance")} of the Cilium node group not terminated yet",
        { CiliumDesired: > 0 } => $"the Cilium node group still asks for {Count(live.CiliumDesired, "node")}",
        _ => null,
    });

    public static readonly Condition NoWorkloadOnCilium =
        Counted("no workload on Cilium nodes", live => live.State?.CiliumNodes.WorkloadPods, "workload pod", "on Cilium nodes");

    public static readonly Condition CiliumNodesReady = new("Cilium nodes are Ready", live => live.State switch
    {
        null => NoCluster,
        { CiliumNodes: { Count: 0 } } => $"no Cilium node has joined yet{WhyMissing(live, live.CiliumGroup)}",
        { CiliumNodes: var nodes } when nodes.Ready < nodes.Count => $"{nodes.Ready} of {nodes.Count} Cilium nodes Ready{WhyMissing(live, live.CiliumGroup)}",
        _ => null,
    });

    /// <summary>Whoever turns around while the Cilium nodes are being taken away again has to get them back first.</summary>
    public static readonly Condition CiliumNodesStay = new("Cilium nodes stay", live => live.State switch
    {
        null => null,
        _ when StagePosition.Of(live) < Stage.AddCiliumNodes => null,
        { CiliumNodes.Cordoned: > 0 and var cordoned } => $"{Count(cordoned, "Cilium node")} cordoned: on the way out, or still shut from a move home",
        { CiliumNodes: var nodes } when nodes.Count > live.CiliumDesired => $"{Count(nodes.Count - live.CiliumDesired, "Cilium node")} on the way out",
        _ => CiliumNodesReady.InTheWay(live),
    });

    public static readonly Condition OldNodesBack = new("old nodes are back", live => live.State switch
    {
        null => NoCluster,
        { OldNodes.Ready: 0 } => $"the old nodes are not back yet{WhyMissing(live, live.OldGroups)}",
        { OldNodes.Ready: var ready } when ready < live.OldDesired => $"{ready} of {live.OldDesired} old nodes Ready{WhyMissing(live, live.OldGroups)}",
        _ => null,
    });

    public static readonly Condition PlanIsClear = new("no blocker in the plan", live => live.Plan switch
    {
        null => "the move is not planned yet",
        { Blockers: { Length: > 0 } blockers } => $"{Count(blockers.Select(blocker => blocker.Pod).Distinct().Count(), "pod")} cannot be moved:"
            + string.Concat(blockers.Select(blocker => $"{Environment.NewLine}    {Tell(blocker)}")),
        _ => null,
    }, TakesSomebody: true);

    public static readonly Condition OldNodesCordoned = new("old nodes cordoned", live => live.State switch
    {
        null => NoCluster,
        { OldNodes: var nodes } when nodes.Cordoned < nodes.Count => $"{nodes.Cordoned} of {nodes.Count} old nodes cordoned",
        _ => null,
    });

    public static readonly Condition NoWorkloadOnOldNodes =
        Counted("no workload on old nodes", live => live.State?.OldNodes.WorkloadPods, "workload pod", "on old nodes");

    public static readonly Condition NothingPending = Counted("nothing pending", live => live.State?.PendingPods, "pod", "pending");

    public static readonly Condition NothingTerminating =
        Counted("nothing terminating", live => live.State?.OldNodes.TerminatingPods, "pod", "terminating on old nodes");

    public static readonly Condition NoGuard = new("no guard outstanding", live => live.State switch
    {
        null => NoCluster,
        { Guards: { Length: > 0 } guards } => $"a guarded rollout is not put back yet: {string.Join(", ", guards)}",
        _ => null,
    });

    public static readonly Condition AwsNodePinned = new("aws-node is back", live => live.State switch
    {
        null => NoCluster,
        { AwsNode.Present: false } => "aws-node is not back yet",
        { AwsNode: { Pinned: false, ManagedBy: "eks" } } => $"aws-node is not pinned to its nodes. {AddOnReverts(live)}",
        { AwsNode.Pinned: false } => "aws-node is not pinned to its nodes",
        _ => null,
    });

    public static readonly Condition CiliumAvoidsOldNodes = new("Cilium avoids old nodes", live => live.State switch
    {
        null => NoCluster,
        { Cilium.AvoidsOldNodes: false } => "Cilium does not avoid the old nodes yet",
        { Cilium: { RolledOut: false } cilium } => Unready(cilium),
        _ => null,
    });

    /// <summary>Told last: sizes given back earlier would bring nodes that no CNI serves yet.</summary>
    public static readonly Condition SizesKnown = new("sizes on record", live =>
        AwsNodePinned.InTheWay(live) is null && CiliumAvoidsOldNodes.InTheWay(live) is null && Adoption.WithoutSizes(live).ToList() is { Count: > 0 } groups
        ? string.Join("; ", groups.Select(Adoption.SizesLost)) + ": give them back now ("
            + string.Join("; ", groups.Select(group => $"aws eks update-nodegroup-config --cluster-name {live.Name} --nodegroup-name {group} --scaling-config minSize=<n>,maxSize=<n>,desiredSize=<n>"))
            + "), with at least one node each; one that had none can shrink again at baseline"
        : null);

    public static readonly Condition NoOldNodes = Counted("no old node", live => live.State?.OldNodes.Count, "old node");

    public static readonly Condition NoOldInstances = new("no old instance", live => live.OldInstances > 0
        ? $"{Count(live.OldInstances, "instance")} of the old node groups not terminated yet"
        : null);

    public static readonly Condition AwsNodeGone = new("aws-node is gone", live => live.State switch
    {
        null => NoCluster,
        { AwsNode.Present: true } => "aws-node is still there",
        _ => null,
    });

    public static readonly Condition FinalPlacement = new("final placement", live => live.State switch
    {
        null => NoCluster,
        { Cilium.Present: false } => "Cilium is not installed",
        { Cilium.AvoidsOldNodes: true } => "Cilium does not have its final placement yet",
        _ => null,
    });

    public static readonly Condition CiliumRolledOut = new("Cilium rolled out", live => live.State switch
    {
        null => NoCluster,
        { Cilium: { RolledOut: false } cilium } => Unready(cilium),
        _ => null,
    });

    public static readonly Condition PoliciesAllowed = new("policies may bite", live =>
        !live.PoliciesAllowed && live.State is { Policies: { Length: > 0 } policies }
        ? $"{Count(policies.Length, "network policy", "network policies")} would start to bite ({string.Join(", ", policies.Take(10))}): "
            + "look at them, then pulumi config set allowPolicies true"
        : null, TakesSomebody: true);

    /// <summary>What to do where EKS would revert what is done to aws-node.</summary>
    public static string AddOnReverts(LiveCluster live) =>
        "EKS manages aws-node as the add-on vpc-cni and would revert every change to it: delete the add-on but keep its objects "
        + $"(aws eks delete-addon --addon-name vpc-cni --preserve --cluster-name {live.Name})";

    /// <summary>What to look at where a group has fewer nodes than it should.</summary>
    public static string WhyMissing(LiveCluster live, params IEnumerable<LiveNodeGroup?> groups) => groups.FirstOrDefault(group => group?.Status == "DEGRADED") is { } unwell
        ? $" (EKS calls the node group {unwell.Name} DEGRADED and says why in its health: "
            + $"aws eks describe-nodegroup --cluster-name {live.Name} --nodegroup-name {unwell.Name} --query nodegroup.health)"
        : "";

    private static string Unready(CiliumState cilium) =>
        $"Cilium is not rolled out, {cilium.Ready} of {cilium.Desired} agents are ready: see kubectl -n kube-system describe daemonset cilium, and the log of the agents "
        + "that are not (kubectl -n kube-system logs daemonset/cilium)";

    private static string Pause(string scaler) =>
        scaler.Split('/', 2) is [var space, var name] ? $"kubectl -n {space} scale deployment/{name} --replicas=0" : scaler;

    private static Condition Counted(string name, Func<LiveCluster, int?> count, string noun, string where = "left") =>
        new(name, live => Told(count(live), noun, where));

    private static string? Told(int? count, string noun, string where) => count switch
    {
        null => NoCluster,
        0 => null,
        { } n => $"{Count(n, noun)} {where}",
    };

    private static string Count(int n, string noun) => Count(n, noun, $"{noun}s");

    private static string Count(int n, string one, string many) => $"{n} {(n == 1 ? one : many)}";

    private static string Tell(MoveBlocker blocker) =>
        string.IsNullOrEmpty(blocker.Remedy) ? $"{blocker.Pod}: {blocker.Reason}" : $"{blocker.Pod}: {blocker.Reason} ({blocker.Remedy})";
}
