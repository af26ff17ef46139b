using CniMigration.Kubernetes.Controllers.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace CniMigration.Tests.Kubernetes.Controllers;

[CancelAfter(60_000)]
internal sealed class WorkQueueTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public async Task A_key_that_is_added_while_it_is_worked_on_comes_back_once_when_that_is_done(CancellationToken cancellationToken)
    {
        using var queue = new WorkQueue<string>(new FakeTimeProvider());
        queue.Add("a");
        var key = await queue.TakeAsync(cancellationToken);
        queue.Add("a");
        queue.Add("a");
        queue.Add("b");
        Assert.That(await queue.TakeAsync(cancellationToken), Is.EqualTo("b"));

        queue.Done(key);

        Assert.That(await queue.TakeAsync(cancellationToken), Is.EqualTo("a"));
    }

    [Test]
    public async Task Of_several_times_the_earliest_counts(CancellationToken cancellationToken)
    {
        var clock = new FakeTimeProvider();
        using var queue = new WorkQueue<string>(clock);
        queue.AddAfter("a", 3 * Second);
        queue.AddAfter("a", Second);
        queue.AddAfter("b", 2 * Second);

        clock.Advance(Second);
        Assert.That(await queue.TakeAsync(cancellationToken), Is.EqualTo("a"));
        clock.Advance(2 * Second);
        Assert.That(await queue.TakeAsync(cancellationToken), Is.EqualTo("b"));
    }

    [Test]
    public void What_comes_when_the_queue_is_at_its_end_harms_nobody()
    {
        var clock = new FakeTimeProvider();
        var queue = new WorkQueue<string>(clock);
        queue.AddAfter("a", Second);
        queue.Dispose();

        Assert.DoesNotThrow(() =>
        {
            queue.Add("b");
            queue.AddAfter("c", Second);
            clock.Advance(2 * Second);
        });
    }
}
