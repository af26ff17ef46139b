using System.Text;
using Spectre.Console;

namespace CniMigration.Rehearsal.View;

/// <summary>Where the output goes, and what can be shown there.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error)
{
    /// <summary>The width where nobody can tell: that of a pipe.</summary>
    public const int DefaultWidth = 100;

    private const int WidestUseful = 120;

    /// <summary>Whether a person watches: progress in place makes sense.</summary>
    public bool Interactive { get; init; }

    /// <summary>Whether lines and blocks can be drawn; plain ASCII otherwise.</summary>
    public bool Unicode { get; init; }

    public bool Color { get; init; }

    public int Width { get; init; } = DefaultWidth;

    public static Terminal OfProcess()
    {
        var piped = Console.IsOutputRedirected;
        return new Terminal(Console.Out, Console.Error)
        {
            Interactive = !piped && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb",
            Unicode = !piped && Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage,
            Color = !piped && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = piped || Console.WindowWidth <= 0 ? DefaultWidth : Math.Min(Console.WindowWidth, WidestUseful),
        };
    }

    public IAnsiConsole OutConsole() => Create(Out);

    public IAnsiConsole ErrorConsole() => Create(Error);

    private IAnsiConsole Create(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Color || Interactive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = Color ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = Interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = Unicode;
        return console;
    }
}
