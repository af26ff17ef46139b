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

    [Test]
    public async Task Time_waits_for_a_timer_that_comes_late_so_that_a_busy_machine_makes_nobody_impatient()
    {
        var wall = new StuckWall();
        var clock = new ScaledTimeProvider(speed: 100, wall);
        var start = clock.GetTimestamp();
        var delay = Task.Delay(TimeSpan.FromSeconds(5), clock, TestContext.CurrentContext.CancellationToken);

        wall.Pass(TimeSpan.FromSeconds(2));

        Assert.That(delay.IsCompleted, Is.False);
        Assert.That(clock.GetElapsedTime(start), Is.InRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6)), "and not 200 seconds");
        wall.Ring();
        await delay;
        Assert.That(clock.GetElapsedTime(start), Is.InRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6)));
    }

    [Test]
    public async Task A_periodic_timer_rings_until_it_is_disposed()
    {
        var clock = new ScaledTimeProvider(speed: 1000);
        var rings = 0;
        var thrice = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (clock.CreateTimer(_ => Count(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)))
        {
            await thrice.Task.WaitAsync(TestContext.CurrentContext.CancellationToken);
            Assert.That(clock.GetTimestamp(), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(11).Ticks));
        }

        void Count()
        {
            if (Interlocked.Increment(ref rings) == 3)
            {
                thrice.SetResult();
            }
        }
    }

    /// <summary>A machine whose time passes while its timers do not come, which a FakeTimeProvider cannot show: its timers ring with its time.</summary>
    private sealed class StuckWall : TimeProvider
    {
        private TimerCallback? alarm;
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => ticks += time.Ticks;

        public void Ring() => alarm!(null);

        public override long GetTimestamp() => ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            alarm = callback;
            return new SilentTimer();
        }

        private sealed class SilentTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
