using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.View;
using CniMigration.Rehearsal.Walk;

namespace CniMigration.Tests.Rehearsal.View;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ViewTests : IDisposable
{
    private readonly StringWriter written = new();

    public void Dispose() => written.Dispose();

    private Terminal Pipe => new(written, written);

    private Terminal Screen => Pipe with { Unicode = true };

    [Test]
    public async Task A_run_shows_its_operations_gate_and_pods_on_a_screen()
    {
        await ShowAsync(Screen, Samples.InstallCilium);
        Golden.Verify(written.ToString(), "run-on-a-screen");
    }

    [Test]
    public async Task A_run_is_plain_ascii_in_a_pipe()
    {
        await ShowAsync(Pipe, Samples.InstallCilium);
        Golden.Verify(written.ToString(), "run-in-a-pipe");
        Assert.That(written.ToString(), Has.All.InRange('\n', '~'));
    }

    [Test]
    public async Task A_run_with_nothing_to_do_is_short()
    {
        await ShowAsync(Screen, Samples.Converged);
        Golden.Verify(written.ToString(), "nothing-to-do");
    }

    [Test]
    public async Task A_failed_run_names_what_failed()
    {
        await ShowAsync(Screen, Samples.Failed);
        Golden.Verify(written.ToString(), "failed-run");
    }

    [Test]
    public async Task A_run_that_fails_before_its_gate_does_not_show_what_an_earlier_one_proved()
    {
        await ShowAsync(Screen, Samples.Failed with { Gate = GateCounts.None });
        Assert.That(written.ToString(), Does.Contain("gate     \u2717 failed").And.Not.Contains("healthy"));
    }

    [Test]
    public async Task A_preview_shows_operations_and_what_a_move_would_do()
    {
        await ShowAsync(Screen, Samples.Preview);
        Golden.Verify(written.ToString(), "preview");
    }

    [Test]
    public void A_walk_ends_with_a_table_of_100_columns()
    {
        new WalkView(Screen.OutConsole(), progress: false).Close([Samples.InstallCilium, Samples.Converged, Samples.Failed], TimeSpan.FromSeconds(17));
        Golden.Verify(written.ToString(), "closing-table");
        Assert.That(written.ToString().Split('\n'), Has.All.Length.LessThanOrEqualTo(100));
    }

    [Test]
    public void The_table_is_plain_ascii_in_a_pipe()
    {
        new WalkView(Pipe.OutConsole(), progress: false).Close([Samples.InstallCilium, Samples.Converged], TimeSpan.FromSeconds(17));
        Golden.Verify(written.ToString(), "closing-table-in-a-pipe");
        Assert.That(written.ToString(), Has.All.InRange('\n', '~'));
    }

    [Test]
    public void An_error_is_one_screen_without_a_stack_trace()
    {
        var failure = new EngineException(string.Join('\n', Enumerable.Range(1, 60).Select(line => $"line {line}")));
        ErrorView.Show(Screen.ErrorConsole(), [], failure);
        Assert.That(written.ToString().Split('\n'), Has.Length.LessThan(24));
        Assert.That(written.ToString(), Does.Contain("and 42 lines more"));
    }

    [Test]
    public void Colour_is_written_where_it_is_wanted_only()
    {
        ErrorView.Show((Screen with { Color = true }).ErrorConsole(), [], new EngineException("no"));
        Assert.That(written.ToString(), Does.Contain("\u001b["));
        written.GetStringBuilder().Clear();
        ErrorView.Show(Screen.ErrorConsole(), [], new EngineException("no"));
        Assert.That(written.ToString(), Does.Not.Contain("\u001b["));
    }

    [Test]
    public void What_a_user_reads_of_a_cancellation_is_no_exception() =>
        Assert.That(FailureText.Of(new TaskCanceledException()), Does.StartWith("Cancelled"));

    private static async Task ShowAsync(Terminal terminal, UpResult up)
    {
        var view = new WalkView(terminal.OutConsole(), progress: true);
        await view.DuringAsync(up.Requested, () => Task.FromResult(up));
    }
}
