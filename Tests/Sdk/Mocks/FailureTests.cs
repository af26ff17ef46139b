using Pulumi;

namespace CniMigration.Tests.Sdk.Mocks;

internal sealed class FailureTests
{
    [Test]
    public void What_depends_on_a_failed_resource_is_never_asked_for_and_what_does_not_is()
    {
        var mocks = Failing("broken");

        // One error or several: the real SDK counts what waited for the failed resource too, if it comes to it.
        var error = Assert.CatchAsync(() => Programs.RunAsync(mocks, () =>
        {
            var broken = new Leaf("broken");
            var group = new LocalGroup("group");
            _ = new Leaf("below", new() { Text = broken.Text }, new() { Parent = group });
            _ = new Leaf("explicit", options: new() { DependsOn = broken });
            _ = new Leaf("transitive", options: new() { DependsOn = group });
            _ = new Leaf("independent");
        }));

        Assert.That(error!.Message, Does.Contain("broken is out of order"));
        Assert.That(mocks.Names, Is.EquivalentTo(new[] { "broken", "group", "independent" }));
    }

    [Test]
    public void A_failed_output_that_the_program_awaits_fails_the_program()
    {
        var mocks = Failing("broken");

        Assert.ThrowsAsync<RunException>(() => Programs.RunAsync(mocks, async () =>
        {
            var broken = new Leaf("broken");
            await global::Pulumi.Utilities.OutputUtilities.GetValueAsync(broken.Text);
            _ = new Leaf("after");
        }));

        Assert.That(mocks.Names, Is.EqualTo(new[] { "broken" }));
    }

    [Test]
    public void A_run_exception_is_reported_by_its_message_alone()
    {
        var error = Assert.ThrowsAsync<RunException>(() => Programs.RunAsync(new RecordingMocks(), () => throw new RunException("no stage is set")));

        Assert.That(error.Message, Is.EqualTo("no stage is set"));
    }

    [Test]
    public void Any_other_exception_is_reported_as_unhandled()
    {
        var error = Assert.ThrowsAsync<RunException>(
            () => Programs.RunAsync(new RecordingMocks(), () => throw new InvalidOperationException("a bug")));

        Assert.That(error.Message, Does.Contain(nameof(InvalidOperationException)).And.Contain("a bug"));
    }

    [Test]
    public void A_logged_error_fails_the_run()
    {
        var error = Assert.ThrowsAsync<RunException>(() => Programs.RunAsync(new RecordingMocks(), () => Log.Error("not like this")));

        Assert.That(error.Message, Is.EqualTo("not like this"));
    }

    [Test]
    public void Several_errors_come_together()
    {
        var error = Assert.ThrowsAsync<AggregateException>(() => Programs.RunAsync(new RecordingMocks(), () =>
        {
            Log.Error("one");
            Log.Error("two");
        }));

        Assert.That(error.InnerExceptions.Select(inner => inner.Message), Is.EquivalentTo(new[] { "one", "two" }));
    }

    [Test]
    public void A_failing_apply_fails_the_run_though_nobody_reads_it() =>
        Assert.ThrowsAsync<RunException>(() => Programs.RunAsync(new RecordingMocks(), () =>
        {
            _ = Output.Create(0).Apply(divisor => 1 / divisor);
        }));

    [Test]
    public void A_missing_required_input_fails_the_run()
    {
        var error = Assert.ThrowsAsync<RunException>(
            () => Programs.RunAsync(new RecordingMocks(), () => { _ = new Leaf("leaf", new() { Shape = new ShapeArgs() }); }));

        Assert.That(error.Message, Does.Contain("[Input]").And.Contain("Sides"));
    }

    private static RecordingMocks Failing(string name) =>
        new()
        {
            Answer = async args =>
            {
                await Task.Yield();
                return args.Name == name ? throw new InvalidOperationException($"{name} is out of order") : args.Inputs;
            },
        };
}
