using CniMigration.Rehearsal.Walk;
using Spectre.Console;

namespace CniMigration.Rehearsal.View;

/// <summary>A failure on one screen, without a stack trace.</summary>
internal static class ErrorView
{
    private const int MostLines = 18;

    public static void Show(IAnsiConsole console, ImmutableArray<UpResult> ups, Exception failure)
    {
        var lines = FailureText.Of(failure).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var wrapped = Wrapping.Wrap(string.Join('\n', lines.Take(MostLines)), console.Profile.Width - 8);
        console.MarkupLine($"[red bold]error:[/] {Markup.Escape(string.Join('\n', wrapped))}");
        if (lines.Length > MostLines)
        {
            console.MarkupLine($"[grey]... and {lines.Length - MostLines} lines more[/]");
        }

        var others = (ups is [.., var last] ? last.Run.Steps : []).Where(step => step.Failure is not null && step.Failure != failure).ToList();
        foreach (var step in others.Take(MostLines / 3))
        {
            console.MarkupLine($"[red]{Markup.Escape(step.Key.Name)}:[/] {Markup.Escape(FailureText.Of(step.Failure!).Split('\n')[0])}");
        }
    }
}
