using CniMigration.Migration.Errors;
using CniMigration.Simulator.Time;
using k8s;

namespace CniMigration.Tests.Migration.Errors;

/// <summary>A server may say for how long it wants to be left alone: in seconds or as a date, and more than is sensible.</summary>
[CancelAfter(30_000)]
internal sealed class RetryAfterTests
{
    private const double Speed = 1000;

    private readonly ScaledTimeProvider time = new(Speed);

    [TestCase("86400")]
    [TestCase("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task One_that_asks_for_a_day_or_for_ever_is_asked_again_after_the_longest_pause(string asked, CancellationToken cancellationToken) =>
        Assert.That(
            await ElapsedAsync(() => asked, refusals: 2, cancellationToken),
            Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(30)).And.LessThan(TimeSpan.FromMinutes(10)));

    [Test]
    public async Task A_pause_in_seconds_is_kept(CancellationToken cancellationToken) =>
        Assert.That(await ElapsedAsync(() => "10", refusals: 1, cancellationToken), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(10)));

    [Test]
    public async Task A_pause_until_a_date_is_kept(CancellationToken cancellationToken)
    {
        time.Speed = 10;
        Assert.That(
            await ElapsedAsync(() => time.GetUtcNow().AddSeconds(13).ToString("R"), refusals: 1, cancellationToken),
            Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(10)));
    }

    [TestCase("1")]
    public async Task One_that_asks_for_no_pause_or_a_short_one_is_borne_for_more_than_a_minute(string asked, CancellationToken cancellationToken) =>
        Assert.That(await ElapsedAsync(() => asked, refusals: 12, cancellationToken), Is.GreaterThan(TimeSpan.FromSeconds(60)));

    private async Task<TimeSpan> ElapsedAsync(Func<string> asked, int refusals, CancellationToken cancellationToken)
    {
        using var wire = new ScriptedWire(
            [ScriptedWire.Answer(200), .. Enumerable.Repeat(ScriptedWire.Answer(429, asked), refusals), ScriptedWire.Answer(200)]);
        using var client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = "http://cluster.test" }, new ClusterResilienceHandler(time), wire);
        await client.CoreV1.ReadNodeAsync("warm-up", cancellationToken: cancellationToken);
        var start = time.GetTimestamp();
        await client.CoreV1.ReadNodeAsync("n", cancellationToken: cancellationToken);
        Assert.That(wire.Requests, Is.EqualTo(refusals + 2));
        return time.GetElapsedTime(start);
    }
}
