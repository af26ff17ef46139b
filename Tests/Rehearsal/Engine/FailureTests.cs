namespace CniMigration.Tests.Rehearsal.Engine;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FailureTests
{
    private readonly ThingStack stack = new();

    [Test]
    public async Task A_failed_create_leaves_nothing_in_state_and_starts_no_dependent()
    {
        stack.Provider.Failing.Add("create a");
        var report = await stack.UpAsync(root =>
        {
            var a = new Thing("a", null, root.Child());
            _ = new Thing("b", null, root.Child(a));
        });
        Assert.That(report.Failure!.Message, Is.EqualTo("create a failed"));
        Assert.That(stack.Find("a"), Is.Null);
        Assert.That(stack.Began, Is.EqualTo(new[] { "create a" }));
    }

    [Test]
    public async Task A_failed_update_keeps_the_old_inputs_and_is_tried_again()
    {
        await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "1" }, root.Child()));
        stack.Provider.Failing.Add("update a");
        await stack.UpAsync(root => _ = new Thing("a", new ThingArgs { Value = "2" }, root.Child()));
        Assert.That(stack.Find("a")!.Inputs["value"]!.GetValue<string>(), Is.EqualTo("1"));

        stack.Provider.Failing.Clear();
        var report = await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "2" }, root.Child()));
        Assert.That(report.Updated, Is.EqualTo(1));
    }

    [Test]
    public async Task An_update_that_was_begun_and_failed_leaves_what_was_asked_for_in_state_and_is_tried_again()
    {
        await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "1" }, root.Child()));
        stack.Provider.Unfinished.Add("update a");
        var failed = await stack.UpAsync(root => _ = new Thing("a", new ThingArgs { Value = "2" }, root.Child()));
        Assert.That(failed.Failure!.Message, Is.EqualTo("update a was given up"));
        Assert.That(stack.Find("a")!.Inputs["value"]!.GetValue<string>(), Is.EqualTo("2"));

        stack.Provider.Unfinished.Clear();
        var tried = await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "2" }, root.Child()));
        Assert.That(tried.Updated, Is.EqualTo(1));
        var after = await stack.SucceedAsync(root => _ = new Thing("a", new ThingArgs { Value = "2" }, root.Child()));
        Assert.That(after.Updated, Is.Zero);
    }

    [Test]
    public async Task A_failed_step_skips_all_deletes()
    {
        await stack.SucceedAsync(root => _ = new Thing("old", null, root.Child()));
        stack.Provider.Failing.Add("create a");
        await stack.UpAsync(root => _ = new Thing("a", null, root.Child()));
        Assert.That(stack.Began, Does.Not.Contain("delete old"));
        Assert.That(stack.Find("old"), Is.Not.Null);
    }

    [Test]
    public async Task Steps_in_flight_end_when_another_fails()
    {
        stack.Provider.Failing.Add("create bad");
        var slow = stack.Provider.Hold("create slow");
        var bad = stack.Provider.Hold("create bad");
        var run = stack.UpAsync(root =>
        {
            var first = new Thing("slow", null, root.Child());
            _ = new Thing("bad", null, root.Child());
            _ = new Thing("next", null, root.Child(first));
        });
        await stack.Provider.ReachedAsync("create slow");
        await stack.Provider.ReachedAsync("create bad");
        bad.SetResult();
        await stack.FinishedAsync("bad");
        Assert.That(run.IsCompleted, Is.False);
        slow.SetResult();
        var report = await run;
        Assert.That(report.Failure!.Message, Is.EqualTo("create bad failed"));
        Assert.That(stack.Find("slow"), Is.Not.Null);
        Assert.That(stack.Began, Does.Not.Contain("create next"));
    }

    [Test]
    public async Task A_program_that_throws_is_reported_with_its_own_exception()
    {
        var report = await stack.UpAsync(_ => throw new TimeoutException("the program gave up"));
        Assert.That(report.Failure, Is.TypeOf<TimeoutException>());
    }

    [Test]
    public async Task Cancelling_reaches_the_steps_in_flight()
    {
        using var cancelled = new CancellationTokenSource();
        stack.Provider.Hold("create a");
        var run = stack.UpAsync(root => _ = new Thing("a", null, root.Child()), cancelled.Token);
        await stack.Provider.ReachedAsync("create a");
        await cancelled.CancelAsync();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(stack.Find("a"), Is.Null);
    }
}
