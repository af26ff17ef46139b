using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Clusters;

/// <summary>One object of a cluster: what messages call it, and how it is read and patched.</summary>
/// <param name="Target">Its kind and name.</param>
/// <param name="ReadAsync">Reads it; null where there is none.</param>
/// <param name="PatchAsync">Patches it, and answers it as it is then.</param>
internal sealed record ClusterObject<T>(
    string Target, Func<CancellationToken, Task<T?>> ReadAsync, Func<V1Patch, CancellationToken, Task<T?>> PatchAsync)
    where T : class
{
    /// <summary>The same, seen as something else.</summary>
    public ClusterObject<TOther> As<TOther>(Func<T, TOther> of)
        where TOther : class => new(
        Target,
        async token => await ReadAsync(token) is { } read ? of(read) : null,
        async (patch, token) => await PatchAsync(patch, token) is { } patched ? of(patched) : null);

    /// <summary>
    /// Reads it, decides by what was read, and patches that version and no other; where somebody else was faster, all of it again. Answers it as it is then.
    /// </summary>
    /// <param name="change">The patch for what was read, with its resource version in it; null where nothing is to be changed.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="known">What was read a moment ago: it is read again only where it has changed since.</param>
    public Task<T?> ChangeAsync(Func<T, V1Patch?> change, TimeProvider time, CancellationToken cancellationToken, T? known = null) => ConflictRetry.RunAsync(
        Target,
        time,
        async () =>
        {
            var read = known ?? await ReadAsync(cancellationToken);
            known = null;
            return read is not null && change(read) is { } patch ? await PatchAsync(patch, cancellationToken) : read;
        },
        cancellationToken);

    /// <summary>Takes a change back; what somebody else has changed since stays as it is, and is reported.</summary>
    internal async Task RestoreAsync(
        Func<T, Restoration?> restore, TimeProvider time, IReporter reporter, CancellationToken cancellationToken, T? known = null)
    {
        Restoration? done = null;
        if (await ChangeAsync(read => (done = restore(read))?.Patch, time, cancellationToken, known) is null)
        {
            return;
        }

        foreach (var theirs in done?.Theirs ?? [])
        {
            reporter.Warn(theirs);
        }
    }
}

/// <summary>How a change is taken back, and what is left as it is because it is no longer ours.</summary>
internal sealed record Restoration(V1Patch? Patch, params IReadOnlyList<string> Theirs);

/// <summary>The objects that the migration changes.</summary>
internal static class ClusterObjects
{
    /// <summary>One that goes away before it is patched is no failure: what is gone needs no change.</summary>
    public static ClusterObject<V1Node> Node(this IKubernetes cluster, string name) => new(
        $"Node {name}",
        token => cluster.CoreV1.ReadNodeAsync(name, cancellationToken: token).OrNullAsync(),
        (patch, token) => cluster.CoreV1.PatchNodeAsync(patch, name, fieldManager: FieldManagers.Migration, cancellationToken: token).OrNullAsync());

    public static ClusterObject<V1DaemonSet> DaemonSet(this IKubernetes cluster, string ns, string name) => new(
        $"DaemonSet {ns}/{name}",
        token => cluster.AppsV1.ReadNamespacedDaemonSetAsync(name, ns, cancellationToken: token).OrNullAsync(),
        async (patch, token) => await cluster.AppsV1.PatchNamespacedDaemonSetAsync(
            patch, name, ns, fieldManager: FieldManagers.Migration, cancellationToken: token));

    public static ClusterObject<V1Deployment> Deployment(this IKubernetes cluster, string ns, string name) => new(
        $"Deployment {ns}/{name}",
        token => cluster.AppsV1.ReadNamespacedDeploymentAsync(name, ns, cancellationToken: token).OrNullAsync(),
        async (patch, token) => await cluster.AppsV1.PatchNamespacedDeploymentAsync(
            patch, name, ns, fieldManager: FieldManagers.Migration, cancellationToken: token));

    public static ClusterObject<V1StatefulSet> StatefulSet(this IKubernetes cluster, string ns, string name) => new(
        $"StatefulSet {ns}/{name}",
        token => cluster.AppsV1.ReadNamespacedStatefulSetAsync(name, ns, cancellationToken: token).OrNullAsync(),
        async (patch, token) => await cluster.AppsV1.PatchNamespacedStatefulSetAsync(
            patch, name, ns, fieldManager: FieldManagers.Migration, cancellationToken: token));
}
