using CniMigration.Migration.Changes;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>A Deployment named web on cordoned nodes, and what a plain restart does to it.</summary>
internal abstract class SurgeScenario : MoveFixture
{
    /// <summary>So many of its pods are on the new nodes, and are older than those on the old ones, which are cordoned at the end.</summary>
    protected async Task PrepareAsync(int replicas, Action<V1Deployment> change, int newNodes, int alreadyThere, Func<Task>? before = null, double speed = 30)
    {
        await StartAsync(oldNodes: 4, ciliumNodes: newNodes, speed);
        await (before?.Invoke() ?? Task.CompletedTask);
        var web = Make.Deployment("web", alreadyThere > 0 ? alreadyThere : replicas, app: "web");
        change(web);

        // One that is paused from its beginning never gets a pod.
        var paused = web.Spec.Paused == true;
        web.Spec.Paused = null;
        if (alreadyThere > 0)
        {
            await ShutAsync("side=old", true);
            await ShutAsync("side=cilium", false);
            await Cluster.AddAsync(web);
            await Cluster.PodsReadyAsync(alreadyThere);
            await ShutAsync("side=cilium", true);
            await ShutAsync("side=old", false);
            await Cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
                new V1Patch($$$"""{"spec":{"replicas":{{{replicas}}}}}""", V1Patch.PatchType.MergePatch), "web", "team");
        }
        else
        {
            await Cluster.AddAsync(web);
        }

        await Cluster.OpenBothSidesAsync(replicas);
        if (paused)
        {
            await Cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
                new V1Patch("""{"spec":{"paused":true}}""", V1Patch.PatchType.MergePatch), "web", "team");
        }

        await new NodeCordoning(Cluster.Client, Cluster.Time, Cluster.Reporter).CordonAsync("side=old", "test", "cordon", default);
    }

    private async Task ShutAsync(string selector, bool shut)
    {
        foreach (var node in (await Cluster.Client.CoreV1.ListNodeAsync(labelSelector: selector)).Items)
        {
            await Cluster.Client.CoreV1.PatchNodeAsync(
                new V1Patch($$$"""{"spec":{"unschedulable":{{{(shut ? "true" : "null")}}}}}""", V1Patch.PatchType.MergePatch), node.Metadata.Name);
        }
    }

    /// <summary>What everybody does: kubectl rollout restart, and see.</summary>
    protected async Task<Outcome> RestartAsync(CancellationToken cancellationToken)
    {
        await Cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
            new V1Patch("""{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"now"}}}}}""", V1Patch.PatchType.MergePatch),
            "web",
            "team",
            cancellationToken: cancellationToken);
        var start = Cluster.Time.GetTimestamp();
        while (Cluster.Time.GetElapsedTime(start) < TimeSpan.FromMinutes(2))
        {
            if (await ReadyAsync() == 0)
            {
                return Outcome.Gap;
            }

            if ((await NodesAsync("web")).All(node => node?.StartsWith("cilium", StringComparison.Ordinal) == true))
            {
                return Outcome.Fine;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), Cluster.Time, cancellationToken);
        }

        return Outcome.Hang;
    }

    protected async Task<int> ReadyAsync() => (await Cluster.PodsAsync()).Count(
        p => p.Metadata.DeletionTimestamp is null && p.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true);

    protected enum Outcome
    {
        Fine,
        Gap,
        Hang,
    }
}
