using CniMigration.Provider.Operations;

namespace CniMigration.Tests.Provider.Operations;

/// <summary>What the runner makes of work that does not listen, and of the client's own failures.</summary>
[CancelAfter(60_000)]
internal sealed class OperationRunnerTests : ProviderFixture
{
    private ClusterAccess access = null!;

    [SetUp]
    public void Open()
    {
        access = new ClusterAccess(Cluster.Time);
        access.Configure(Cluster.Kubeconfig);
    }

    [TearDown]
    public void Close() => access.Dispose();

    [Test]
    public async Task Who_cancels_is_not_kept_waiting_by_what_blocks_and_does_not_listen([Values] bool isAsync)
    {
        using var done = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var asked = new TaskCompletionSource();
        var running = Task.Run(() => RunAsync(
            _ =>
            {
                began.Set();
                if (!isAsync)
                {
                    done.Wait(CancellationToken.None);
                }

                return asked.Task;
            },
            cancel.Token), Token);
        began.Wait(Token);

        await Cancellation.EndsSoonAsync(running, cancel, Cluster.Time);
        done.Set();
        asked.SetResult();
    }

    [Test]
    public async Task What_puts_its_things_in_order_when_it_is_cancelled_is_waited_for()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var tidied = false;
        var running = RunAsync(
            async operation =>
            {
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, operation.Cancelled);
                }
                finally
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
                    tidied = true;
                }
            },
            cancel.Token);

        await Cancellation.EndsSoonAsync(running, cancel, Cluster.Time);
        Assert.That(tidied, Is.True);
    }

    private Task<bool> RunAsync(Func<Operation, Task> run, CancellationToken cancellationToken) =>
        new OperationRunner(Log, access, Cluster.Time).RunAsync(
            null, TimeSpan.Zero, boundsItself: false, async operation =>
            {
                await run(operation);
                return true;
            }, cancellationToken);
}
