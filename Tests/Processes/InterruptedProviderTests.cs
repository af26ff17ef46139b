namespace CniMigration.Tests.Processes;

/// <summary>Ctrl-C, as the provider's process gets it.</summary>
[CancelAfter(120_000)]
internal sealed class InterruptedProviderTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Test]
    public async Task Ctrl_C_ends_a_move_soon_and_the_next_one_completes_it(CancellationToken cancellationToken)
    {
        await using var scene = await MoveScene.StartAsync();
        scene.Cluster.Kubelet.IsStuck = pod => pod.Status.Phase == "Pending";
        using (var process = await scene.MoveAsync("cilium"))
        {
            await scene.Cluster.UntilAsync("the move is under way", () => Task.FromResult(scene.Cluster.Served.Evictions.Count > 0));
            var start = TimeProvider.System.GetTimestamp();
            await process.InterruptAsync(cancellationToken);
            Assert.That(await process.ExitCodeAsync(cancellationToken), Is.EqualTo(ProviderHost.Cancelled));
            Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(Soon));
            Assert.That(await process.ComplaintAsync(), Does.StartWith("Cancelled. What was done is on record in the cluster; running again resumes there."));
        }

        scene.Cluster.Kubelet.IsStuck = _ => false;
        using var again = await scene.MoveAsync("cilium");
        Assert.That((int)(await again.OutputsAsync(cancellationToken))["remaining"]!, Is.Zero);
    }
}
