using CniMigration.Rehearsal.Engine;
using Spectre.Console;

namespace CniMigration.Rehearsal.View;

/// <summary>The signs of the console, in Unicode or in plain ASCII.</summary>
internal sealed record Symbols(string Full, string Empty, string Dot, string Ok, string Bad, TableBorder Border, TreeGuide Guide)
{
    private static readonly Symbols Drawn = new("█", "░", "·", "✓", "✗", TableBorder.Rounded, TreeGuide.Line);
    private static readonly Symbols Ascii = new("#", ".", "-", "ok", "FAILED", TableBorder.Ascii2, TreeGuide.Ascii);

    public static Symbols For(IAnsiConsole console) => console.Profile.Capabilities.Unicode ? Drawn : Ascii;

    /// <summary>Pulumi's own signs for operations.</summary>
    public static (string Sign, string Style) Of(Operation operation) => operation switch
    {
        Operation.Create => ("+", "green"),
        Operation.Import => ("=>", "green"),
        Operation.Update => ("~", "yellow"),
        Operation.Replace => ("+-", "magenta"),
        Operation.Delete => ("-", "red"),
        Operation.Forget => ("x", "red"),
        Operation.Read => (">", "blue"),
        _ => ("=", "grey"),
    };
}
