using System.Collections.Immutable;
using CniMigration.Rehearsal.Engine;
using Microsoft.Extensions.Time.Testing;

namespace CniMigration.Tests.Rehearsal.Engine;

/// <summary>A step that holds its place in the order and does not come.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StartScheduleTests
{
    private const int Seed = 1;

    private static readonly Dictionary<string, ImmutableArray<string>> Graph = new() { ["a"] = [], ["b"] = [] };
    private static readonly Dictionary<string, ImmutableHashSet<string>?> Asked = new() { ["a"] = [], ["b"] = [] };

    private readonly FakeTimeProvider clock = new();
    private readonly ImmutableArray<string> order = StartOrder.Shuffle(Graph, Seed);
    private readonly StartSchedule schedule;

    public StartScheduleTests() => schedule = new StartSchedule(Graph, Asked, Seed, slots: 4, clock);

    [Test]
    public void It_is_named_where_the_program_has_not_declared_it()
    {
        var turn = schedule.StartAsync(order[1]);
        Assert.That(schedule.Stalled(), Is.Null, "it may still come");
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(schedule.Stalled(), Does.StartWith($"{order[0]} could start, but the program has not declared it"));
        Assert.That(turn.IsCompleted, Is.False);
    }

    [Test]
    public async Task It_loses_its_place_where_its_inputs_wait_for_what_the_preview_did_not_see()
    {
        var turn = schedule.StartAsync(order[1]);
        schedule.Declared(Asked);
        Assert.That(turn.IsCompleted, Is.False, "the order holds as long as it may still come");
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(schedule.Stalled(), Is.Null);
        await TurnAsync(turn);

        schedule.Complete(order[1]);
        await TurnAsync(schedule.StartAsync(order[0]));
    }

    [Test]
    public async Task It_loses_its_place_at_once_where_it_asks_for_what_the_preview_did_not_see()
    {
        var turn = schedule.StartAsync(order[1]);
        schedule.Declared(new Dictionary<string, ImmutableHashSet<string>?> { [order[0]] = [order[1]], [order[1]] = [] });
        await TurnAsync(turn);
    }

    [Test]
    public async Task It_loses_its_place_at_once_where_what_it_asks_for_is_not_known_yet()
    {
        var turn = schedule.StartAsync(order[1]);
        schedule.Declared(new Dictionary<string, ImmutableHashSet<string>?> { [order[0]] = null, [order[1]] = [] });
        await TurnAsync(turn);
    }

    [Test]
    public void Nothing_is_stuck_once_a_step_has_failed()
    {
        schedule.Declared(Asked);
        var first = schedule.StartAsync(order[0]);
        Assert.That(first.IsCompletedSuccessfully);
        schedule.Fail();
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(schedule.Stalled(), Is.Null);
        Assert.That(() => schedule.StartAsync(order[1]), Throws.TypeOf<StepSkippedException>());
        Assert.That(schedule.CloseAsync().IsCompleted);
    }

    [Test]
    public async Task A_step_waits_for_a_slot_until_another_has_ended_though_it_depends_on_nothing()
    {
        var narrow = new StartSchedule(Graph, Asked, Seed, slots: 1, clock);
        var (first, second) = (narrow.StartAsync(order[0]), narrow.StartAsync(order[1]));
        Assert.That((first.IsCompleted, second.IsCompleted), Is.EqualTo((true, false)));
        narrow.Complete(order[0]);
        await TurnAsync(second);
    }

    private static Task TurnAsync(Task turn) => turn.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
}
