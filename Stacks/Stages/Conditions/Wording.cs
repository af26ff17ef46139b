using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;

namespace CniMigration.Stacks.Stages.Conditions;

/// <summary>How conditions, and what a stage misses, are told.</summary>
internal static class Wording
{
    public const string NoCluster = "the cluster does not exist yet";

    private const int Most = 10;

    /// <summary>What to do where EKS would revert what is done to the source CNI.</summary>
    public static string AddOnReverts(LiveCluster live) =>
        $"EKS manages {live.Source.Name} as the add-on {live.Source.AddOn} and would revert every change to it: delete the add-on but keep its objects "
        + $"(aws eks delete-addon --addon-name {live.Source.AddOn} --preserve --cluster-name {live.Name})";

    /// <summary>What to look at where a group has fewer nodes than it should.</summary>
    public static string WhyMissing(LiveCluster live, params IEnumerable<LiveNodeGroup?> groups) =>
        groups.FirstOrDefault(group => group?.Status == "DEGRADED") is { } unwell
            ? $" (EKS calls the node group {unwell.Name} DEGRADED and says why in its health: "
                + $"aws eks describe-nodegroup --cluster-name {live.Name} --nodegroup-name {unwell.Name} --query nodegroup.health)"
            : "";

    public static string Unready(CiliumState cilium) =>
        $"Cilium is not rolled out, {cilium.Ready} of {cilium.Desired} agents are ready: see kubectl -n kube-system describe daemonset cilium, "
        + "and the log of the agents that are not (kubectl -n kube-system logs daemonset/cilium)";

    /// <summary>A condition that a number has to be 0 for.</summary>
    public static Condition NoneOf(string name, Func<LiveCluster, int?> count, string noun, string where = "left") => new(name, live => count(live) switch
    {
        null => NoCluster,
        0 => null,
        { } n => $"{Count(n, noun)} {where}",
    });

    /// <summary>Names, as many as somebody reads, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(Most)) + (names.Count > Most ? $" and {names.Count - Most} more" : "");

    public static string Count(int n, string noun) => Count(n, noun, $"{noun}s");

    public static string Count(int n, string one, string many) => $"{n} {(n == 1 ? one : many)}";
}
