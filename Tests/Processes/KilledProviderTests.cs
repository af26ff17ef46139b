using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Tests.Properties.Clusters;

namespace CniMigration.Tests.Processes;

/// <summary>kill -9 of the provider's process, and the same move again.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(240_000)]
internal sealed class KilledProviderTests
{
    private const int MoreThanAllWrites = 30;

    /// <summary>After a cordon, amid the restarts and evictions, and when most is done; KILL_POINTS=all tries each write.</summary>
    private static IEnumerable<int> KillPoints() =>
        Environment.GetEnvironmentVariable("KILL_POINTS") == "all" ? Enumerable.Range(1, MoreThanAllWrites) : [1, 4, 7];

    [TestCaseSource(nameof(KillPoints))]
    public async Task A_move_that_is_killed_after_any_write_is_completed_by_the_next_and_taken_back_as_if_nothing_had_happened(
        int afterWrites, CancellationToken cancellationToken)
    {
        await using var scene = await MoveScene.StartAsync();
        var before = await CasePortrait.TakeAsync(scene.Cluster.Api);
        scene.Judge.Begin();
        if (!await scene.MoveAndKillAsync("cilium", afterWrites, cancellationToken))
        {
            Assert.Pass($"The move has fewer than {afterWrites} writes.");
        }

        using (var again = await scene.MoveAsync("cilium"))
        {
            Assert.That((int)(await again.OutputsAsync(cancellationToken))["remaining"]!, Is.Zero);
        }

        await AssertMovedAsync(scene, "cilium");
        scene.Judge.Begin();
        Assert.That(await scene.MoveAndKillAsync("aws-cni", afterWrites, cancellationToken), Is.True, "the way back has as many writes");
        using (var back = await scene.MoveAsync("aws-cni"))
        {
            Assert.That((int)(await back.OutputsAsync(cancellationToken))["remaining"]!, Is.Zero);
        }

        await AssertMovedAsync(scene, "old");
        using (var over = await scene.MoveAsync("stay"))
        {
            await over.OutputsAsync(cancellationToken);
        }

        Assert.That(CasePortrait.Differences(before, await CasePortrait.TakeAsync(scene.Cluster.Api)), Is.Empty);
    }

    private static async Task AssertMovedAsync(MoveScene scene, string side)
    {
        var pods = (await scene.ListAsync<Pod>(ResourceTypes.Pods)).Where(pod => !pod.IsDeleting).ToList();
        Assert.That(pods.Select(pod => (pod.Spec.NodeName.Split('-')[0], pod.IsReady)), Is.All.EqualTo((side, true)));
        Assert.That(pods, Has.Count.EqualTo(5));
        Assert.That(scene.Judge.Broken, Is.Empty, "budgets hold throughout");
        Assert.That(scene.Judge.MovedTwice, Is.Empty, "nothing is moved twice");
        var held = (await scene.ListAsync<Deployment>(ResourceTypes.Deployments))
            .Where(d => d.Metadata.Annotations.Keys.Any(key => key.StartsWith("cni-migration.io/", StringComparison.Ordinal)));
        Assert.That(held.Select(d => d.Name), Is.Empty, "every strategy is put back");
    }
}
