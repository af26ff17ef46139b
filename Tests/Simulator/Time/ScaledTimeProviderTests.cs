using CniMigration.Simulator.Time;

namespace CniMigration.Tests.Simulator.Time;

[TestFixture]
internal sealed class ScaledTimeProviderTests
{
    [Test]
    public async Task A_delay_is_as_long_as_asked_in_its_own_time()
    {
        var clock = new ScaledTimeProvider(speed: 1000);
        var start = clock.GetTimestamp();

        await Task.Delay(TimeSpan.FromSeconds(10), clock, TestContext.CurrentContext.CancellationToken);

        Assert.That(clock.GetElapsedTime(start), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task A_running_delay_follows_a_change_of_speed()
    {
        var clock = new ScaledTimeProvider(speed: 1);
        var wall = TimeProvider.System.GetTimestamp();
        var delay = Task.Delay(TimeSpan.FromHours(1), clock, TestContext.CurrentContext.CancellationToken);

        clock.Speed = 100_000;
        await delay;

        Assert.That(TimeProvider.System.GetElapsedTime(wall), Is.LessThan(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public void The_clock_starts_behind_the_wall_clock_and_keeps_its_time_when_the_speed_changes()
    {
        var clock = new ScaledTimeProvider(speed: 1);
        Assert.That(clock.GetUtcNow(), Is.LessThan(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(119)));

        var before = clock.GetUtcNow();
        clock.Speed = 50;
        Assert.That(clock.GetUtcNow() - before, Is.LessThan(TimeSpan.FromMinutes(1)));
    }
}
