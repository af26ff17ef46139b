using CniMigration.Kubernetes.Clients;
using Microsoft.Extensions.Time.Testing;

namespace CniMigration.Tests.Kubernetes.Clients;

public sealed class TokenBucketTests
{
    [Test]
    public void A_burst_is_free_and_what_comes_after_it_waits_for_its_turn()
    {
        var bucket = new TokenBucket(new FakeTimeProvider(), perSecond: 4, burst: 20);

        Assert.That(bucket.Take(20), Is.EqualTo(TimeSpan.Zero));
        Assert.That(bucket.Take(6), Is.EqualTo(TimeSpan.FromSeconds(1.5)));
        Assert.That(bucket.Take(6), Is.EqualTo(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public void The_bucket_fills_again_and_not_beyond_its_brim()
    {
        var clock = new FakeTimeProvider();
        var bucket = new TokenBucket(clock, perSecond: 4, burst: 20);
        bucket.Take(20);

        clock.Advance(TimeSpan.FromHours(1));

        Assert.That((bucket.Take(20), bucket.Take(4)), Is.EqualTo((TimeSpan.Zero, TimeSpan.FromSeconds(1))));
    }
}
