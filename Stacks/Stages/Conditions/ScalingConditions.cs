using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using static CniMigration.Stacks.Stages.Conditions.Wording;

namespace CniMigration.Stacks.Stages.Conditions;

/// <summary>What has to be proven of whatever changes the number of nodes, and of the sizes that it has to find.</summary>
internal static class ScalingConditions
{
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

    public static readonly Condition NoGroupUpdating = new("no node group update under way", live =>
        live.OldGroups.FirstOrDefault(group => group.Status is "CREATING" or "UPDATING" or "DELETING") is { } group
            ? $"the node group {group.Name} is {group.Status}: somebody is changing it; wait until it is ACTIVE "
                + $"(aws eks wait nodegroup-active --cluster-name {live.Name} --nodegroup-name {group.Name})"
            : null);

    /// <summary>Told last: sizes given back earlier would bring nodes that no CNI serves yet.</summary>
    public static readonly Condition SizesKnown = new("sizes on record", live =>
        SourceConditions.Pinned.InTheWay(live) is null && CiliumConditions.KeepsOffOldNodes.InTheWay(live) is null
        && Adoption.WithoutSizes(live).ToList() is { Count: > 0 } groups
            ? string.Join("; ", groups.Select(Adoption.SizesLost)) + ": give them back now ("
                + string.Join("; ", groups.Select(group => $"aws eks update-nodegroup-config --cluster-name {live.Name} --nodegroup-name {group} {Sizes}"))
                + "), with at least one node each; one that had none can shrink again at baseline"
            : null);

    private const string Sizes = "--scaling-config minSize=<n>,maxSize=<n>,desiredSize=<n>";

    private static string Pause(string scaler) =>
        scaler.Split('/', 2) is [var space, var name] ? $"kubectl -n {space} scale deployment/{name} --replicas=0" : scaler;
}
