using System.Globalization;
using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Walk;
using Spectre.Console;

namespace CniMigration.Rehearsal.View;

/// <summary>One run: what it did, its gate, and where the pods are.</summary>
internal sealed class UpView(IAnsiConsole console)
{
    private const int BarWidth = 30;
    private const int LabelWidth = 9;

    private readonly Symbols symbols = Symbols.For(console);

    public void Show(int number, UpResult up)
    {
        var kind = up.Preview ? "preview" : up.IsUp ? "up" : "run";
        var effective = up.Effective.Length == 0 || up.Effective == up.Requested ? "" : $" [grey](this run: {Markup.Escape(up.Effective)})[/]";
        console.WriteLine();
        console.MarkupLine($"[bold]{kind} {number} {symbols.Dot} {Markup.Escape(up.Requested)}[/]{effective}");
        if (OperationTree.Draw(up.Run, symbols) is { } tree)
        {
            console.Write(tree);
        }

        Line("ops", Operations(up));
        if (!up.Preview)
        {
            Line("gate", Gate(up));
            Line("pods", Pods(up));
            var nodes = up.Cluster.Nodes;
            Line("nodes", string.Create(CultureInfo.InvariantCulture, $"{nodes.Old} old, {nodes.Cilium} Cilium, {nodes.Ready} Ready"));
            Line("time", Time(up));
        }

        foreach (var note in up.Plans)
        {
            Note(note);
        }

        foreach (var warning in up.Warnings)
        {
            Text("warning", warning, "yellow");
        }

        // What was missing when it began is not what a failed run needs.
        if (up.NextStep.Length > 0 && up.Run.Failure is null)
        {
            Text("next", up.NextStep, "default");
        }
    }

    private void Line(string label, string markup) => console.MarkupLine($"[grey]{label.PadRight(LabelWidth)}[/]{markup}");

    /// <summary>Lines that came with their own indentation keep it, also where they are wrapped.</summary>
    private void Note(string note)
    {
        var label = "plan";
        foreach (var line in note.Split('\n'))
        {
            var indent = line.Length - line.TrimStart().Length;
            foreach (var part in Wrapping.Wrap(line.TrimStart(), console.Profile.Width - LabelWidth - 1 - indent))
            {
                Line(label, new string(' ', indent) + Markup.Escape(part));
                label = "";
            }
        }
    }

    /// <summary>Running text, wrapped under its own beginning.</summary>
    private void Text(string label, string text, string style)
    {
        foreach (var line in Wrapping.Wrap(text, console.Profile.Width - LabelWidth - 1))
        {
            Line(label, $"[{style}]{Markup.Escape(line)}[/]");
            label = "";
        }
    }

    private string Operations(UpResult up)
    {
        var run = up.Run;
        if (run.Failure is not null)
        {
            var failed = run.Steps.Where(step => step.Failure is not null).Select(step => step.Key.Name).ToList();
            return $"[red]{symbols.Bad}[/] {(failed.Count == 0 ? "the program failed" : $"failed: {Markup.Escape(string.Join(", ", failed))}")}; {Counts(run)}";
        }

        return run.ChangesNothing
            ? $"[green]{symbols.Ok}[/] nothing to do, {run.Unchanged} unchanged{(up.Converged ? ", converged" : "")}"
            : Counts(run);
    }

    private static string Counts(RunReport run) =>
        $"{Count("+", "green", run.Created, "create")}, {Count("~", "yellow", run.Updated, "update")}, {Count("-", "red", run.Deleted, "delete")}, "
        + $"= {run.Unchanged} same";

    private static string Count(string sign, string style, int count, string what) =>
        count == 0 ? $"[grey]{sign} 0 {what}[/]" : $"[{style}]{sign} {count} {what}[/]";

    private string Gate(UpResult up) => up.Gate switch
    {
        { ExpectedPods: 0 } when up.Run.Failure is not null =>
            $"[red]{symbols.Bad}[/] {(up.Run.Steps.Any(IsFailedGate) ? "failed" : "not reached in this run")}",
        { ExpectedPods: 0 } => "[grey]none yet[/]",
        { UnhealthyPairs: 0, Sample: { Length: > 0 } sample } gate =>
            $"[green]{symbols.Ok}[/] mesh of {gate.ExpectedPods} pods healthy, {Spectre.Console.Markup.Escape(sample)}",
        { UnhealthyPairs: 0 } gate => $"[green]{symbols.Ok}[/] mesh of {gate.ExpectedPods} pods healthy, {gate.HealthyPairs} pairs",
        var gate => $"[red]{symbols.Bad}[/] {gate.UnhealthyPairs} of {gate.HealthyPairs + gate.UnhealthyPairs} pairs unhealthy",
    };

    private static bool IsFailedGate(StepReport step) => step is { Failure: not null, Key.Type: RehearsalStack.GateType };

    /// <summary>The headline. Pods in their node's own network are on neither CNI.</summary>
    private string Pods(UpResult up)
    {
        var pods = up.Cluster.Pods;
        var all = pods.Total - pods.HostNetwork;
        var filled = all == 0 ? 0 : (int)Math.Round((double)pods.Cilium / all * BarWidth);
        var bar = $"[green]{Repeat(symbols.Full, filled)}[/][grey]{Repeat(symbols.Empty, BarWidth - filled)}[/]";
        var pending = pods.Pending > 0 ? $", {pods.Pending} pending" : "";
        return $"{bar} [bold]pods on Cilium {pods.Cilium}/{all}[/][grey]{pending}[/]";
    }

    private static string Time(UpResult up)
    {
        var time = Durations.Of(up.SimulatedSeconds) is { Length: > 0 } duration ? duration : "0 s";
        var lost = up.PodsWithoutPolicies == 0 ? ""
            : $", [red]{Count(up.PodsWithoutPolicies, "pod")} without network policies that were enforced before[/]";
        return up.BudgetViolations == 0
            ? $"{time} simulated, all budgets kept{lost}"
            : $"{time} simulated, [red]{Count(up.BudgetViolations, "budget violation")}[/]{lost}";
    }

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Repeat(string symbol, int count) => string.Concat(Enumerable.Repeat(symbol, count));
}
