using System.Collections.Concurrent;
using System.Globalization;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Walk;
using Pulumi.Experimental;
using Spectre.Console;

namespace CniMigration.Rehearsal.View;

/// <summary>Shows a walk to a person: each run as it ends, and what is waited for in place where somebody watches.</summary>
internal sealed class WalkView(IAnsiConsole console, bool progress) : IWalkEvents
{
    private readonly UpView upView = new(console);
    private readonly ConcurrentDictionary<string, StepReport> running = [];
    private StatusContext? status;
    private int ups;

    public void Open(StackSettings settings, RehearsalOptions options) => console.MarkupLineInterpolated(
        CultureInfo.InvariantCulture,
        $"[grey]Stack {settings.Stack} of {settings.Project} over an embedded EKS in {settings.Region}; seed {options.Seed}, speed {options.Speed}.[/]");

    public async Task<UpResult> DuringAsync(string stage, Func<Task<UpResult>> run)
    {
        var up = progress && console.Profile.Capabilities.Interactive
            ? await console.Status().Spinner(Spinner.Known.Line).StartAsync(Markup.Escape(stage), async context =>
            {
                status = context;
                return await run();
            })
            : await run();
        status = null;
        running.Clear();
        upView.Show(++ups, up);
        return up;
    }

    public void Started(StepReport step)
    {
        running[step.Urn] = step;
        ShowRunning();
    }

    public void Finished(StepReport step)
    {
        running.TryRemove(step.Urn, out _);
        ShowRunning();
    }

    public void Logged(LogRequest message)
    {
        if (message.Severity == LogSeverity.Info)
        {
            Say(message.Message.Split('\n')[0]);
        }
    }

    public void Close(ImmutableArray<UpResult> ups, TimeSpan wall)
    {
        var symbols = Symbols.For(console);
        console.WriteLine();
        console.Write(ClosingTable.Draw(ups, symbols));
        console.MarkupLine("[grey]viol.: violations of budgets; pod-s: seconds for which replicas were missing, added up[/]");
        var violations = ups.Sum(up => up.BudgetViolations);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{ups.Length} runs, {Durations.Of(ups.Sum(up => up.SimulatedSeconds))} simulated in {wall.TotalSeconds:0} s, {violations} budget violations.");
    }

    private void ShowRunning()
    {
        var names = running.Values.Where(step => step.Operation != Operation.Same).Select(step => step.Key.Name).Order(StringComparer.Ordinal).ToList();
        if (names.Count > 0)
        {
            Say(string.Join(", ", names));
        }
    }

    private void Say(string text)
    {
        if (status is { } context)
        {
            var room = Math.Max(20, console.Profile.Width - 4);
            context.Status(Markup.Escape(text.Length > room ? $"{text[..(room - 3)]}..." : text));
        }
    }
}
