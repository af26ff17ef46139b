using System.Collections.Concurrent;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;
using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Errors;
using CniMigration.Tests.Provider;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Connectivity;

/// <summary>Pods that start afresh, on nodes that fail, go, or are cut off in the middle.</summary>
public sealed partial class ConnectivityProbeTests
{
    [Test]
    public async Task A_pod_that_gets_no_address_fails_although_the_mesh_is_healthy(CancellationToken cancellationToken)
    {
        bool IsNewOnCilium(Pod pod) => pod.Spec.NodeName?.StartsWith("cilium", StringComparison.Ordinal) == true && pod.Status.Phase == "Pending";
        cluster.Kubelet.IsStuck = IsNewOnCilium;

        var failed = Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken));

        Assert.That(failed!.Message, Does.Match("cni-migration-fresh-.* on cilium-1 is Pending, without an address"));
        await cluster.UntilAsync("only goldpinger's own pods", async () => (await cluster.PodsAsync()).Count == 6);
    }

    [Test]
    public async Task A_check_that_is_cancelled_ends_soon_though_the_server_is_silent_and_the_next_one_cleans_up(CancellationToken cancellationToken)
    {
        cluster.Kubelet.IsStuck = IsFresh;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var check = new ConnectivityProbe(cluster.Mover, cluster.Time)
            .CheckAsync(Request with { Timeout = TimeSpan.FromHours(1) }, cluster.Reporter, cancel.Token);
        await cluster.UntilAsync("the fresh pods", async () => (await cluster.PodsAsync()).Count == 8);
        cluster.Served.Faults = _ => new RequestFault((ApiException?)null, TimeSpan.FromHours(1));
        var speed = cluster.Time.Speed;
        cluster.Time.Speed = 1;
        var start = TimeProvider.System.GetTimestamp();
        await cancel.CancelAsync();
        Assert.That(async () => await check, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(5)));

        (cluster.Served.Faults, cluster.Time.Speed, cluster.Kubelet.IsStuck) = (_ => null, speed, _ => false);
        await CheckAsync(cancellationToken);
        await cluster.UntilAsync("only goldpinger's own pods", async () => (await cluster.PodsAsync()).Count == 6);
    }

    [Test]
    public async Task A_fresh_pod_whose_node_vanishes_or_fails_proves_nothing_and_another_node_gets_one(
        [Values] bool fails, CancellationToken cancellationToken)
    {
        cluster.Kubelet.IsStuck = pod => IsFresh(pod) && pod.Spec.NodeName == "cilium-1";
        var seen = new ConcurrentDictionary<string, bool>();
        var check = CheckAsync(Request with { Timeout = TimeSpan.FromMinutes(30) }, cancellationToken);
        await cluster.UntilAsync("the fresh pod on cilium-1", async () => (await cluster.PodsAsync()).Any(p => IsFresh(p) && p.Spec.NodeName == "cilium-1"));

        await (fails
            ? (Task)cluster.Client.CoreV1.PatchNodeStatusAsync(
                new V1Patch("""{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""", V1Patch.PatchType.MergePatch), "cilium-1",
                cancellationToken: cancellationToken)
            : cluster.Client.CoreV1.DeleteNodeAsync("cilium-1", cancellationToken: cancellationToken));
        await cluster.UntilAsync("the check is over", async () =>
        {
            foreach (var pod in (await cluster.PodsAsync()).Where(p => IsFresh(p) && p.Spec.NodeName is not null))
            {
                seen.TryAdd(pod.Spec.NodeName, true);
            }

            return check.IsCompleted;
        });
        await check;
        Assert.That(seen.Keys, Does.Contain("cilium-2"));
    }

    [Test]
    public async Task A_fresh_pod_that_somebody_takes_away_is_started_again(CancellationToken cancellationToken)
    {
        cluster.Kubelet.IsStuck = IsFresh;
        var check = CheckAsync(Request with { Timeout = TimeSpan.FromMinutes(30) }, cancellationToken);
        await cluster.UntilAsync("the fresh pods", async () => (await cluster.PodsAsync()).Count(IsFresh) == 2);
        var first = (await cluster.PodsAsync()).Where(IsFresh).Select(p => p.Metadata.Name).ToList();
        foreach (var name in first)
        {
            await cluster.Client.CoreV1.DeleteNamespacedPodAsync(name, "goldpinger", gracePeriodSeconds: 0, cancellationToken: cancellationToken);
        }

        await cluster.UntilAsync(
            "others in their place",
            async () => check.IsCompleted || (await cluster.PodsAsync()).Count(p => IsFresh(p) && !first.Contains(p.Metadata.Name)) == 2);
        Assert.That(check.IsCompleted, Is.False, "no pod was proved to get Ready");
        cluster.Kubelet.IsStuck = _ => false;
        await check;
    }

    [Test]
    public async Task A_fresh_pod_that_ends_by_itself_is_started_again([Values("Succeeded", "Failed")] string phase, CancellationToken cancellationToken)
    {
        cluster.Kubelet.IsStuck = IsFresh;
        var check = CheckAsync(Request with { Timeout = TimeSpan.FromMinutes(30) }, cancellationToken);
        await cluster.UntilAsync("the fresh pods", async () => (await cluster.PodsAsync()).Count(IsFresh) == 2);
        var first = (await cluster.PodsAsync()).Where(IsFresh).Select(p => p.Metadata.Name).ToList();
        foreach (var name in first)
        {
            await cluster.Client.CoreV1.PatchNamespacedPodStatusAsync(
                new V1Patch($$$"""{"status":{"phase":"{{{phase}}}"}}""", V1Patch.PatchType.MergePatch), name, "goldpinger",
                cancellationToken: cancellationToken);
        }

        await cluster.UntilAsync(
            "others in their place",
            async () => check.IsCompleted || (await cluster.PodsAsync()).Count(p => IsFresh(p) && !first.Contains(p.Metadata.Name)) == 2);
        Assert.That(check.IsCompleted, Is.False, "no pod was proved to get Ready");
        cluster.Kubelet.IsStuck = _ => false;
        await check;
    }

    [Test]
    public async Task A_side_without_a_Ready_node_gets_no_fresh_pod_and_is_told_so(CancellationToken cancellationToken)
    {
        foreach (var node in new[] { "cilium-1", "cilium-2" })
        {
            await cluster.Client.CoreV1.PatchNodeStatusAsync(
                new V1Patch("""{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""", V1Patch.PatchType.MergePatch), node,
                cancellationToken: cancellationToken);
        }

        Assert.That(
            Assert.ThrowsAsync<GateFailedException>(() => CheckAsync(cancellationToken))!.Message,
            Does.Contain("none of the 2 node(s) of 'side=cilium' is Ready"));
    }

    private static bool IsFresh(Pod pod) => IsFresh(pod.Name);

    private static bool IsFresh(V1Pod pod) => IsFresh(pod.Metadata.Name);

    private static bool IsFresh(string name) => name.StartsWith("cni-migration-fresh-", StringComparison.Ordinal);
}
