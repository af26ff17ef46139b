using System.Diagnostics;

namespace CniMigration.ControlPlane;

/// <summary>A child process that never outlives us, however we end.</summary>
/// <remarks>
/// A keeper stands between: it reads a pipe that we hold open, and is killed when that closes, be it by our doing or by our death; the
/// kernel kills what a keeper started when the keeper dies. (The kernel's signal alone would not do: it comes when the thread that started
/// a child ends, and ours come and go.) A session of its own keeps a terminal's Ctrl-C away, so that we can stop in order.
/// </remarks>
internal sealed class KeptProcess : IAsyncDisposable
{
    private const string Keeper = """
        log=$1; shift
        exec 3<&0
        setpriv --pdeathsig KILL -- sh -c 'read -r _; kill -KILL "$0"' $$ "$log" <&3 3<&- >/dev/null 2>&1 &
        setpriv --pdeathsig KILL -- sh -c '[ "$PPID" -eq "$0" ] && exec "$@"' $$ "$@" </dev/null 3<&- >"$log" 2>&1 &
        wait $!
        """;

    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(10);

    private readonly Process process;
    private readonly string log;
    private readonly TimeProvider clock;

    private KeptProcess(Process process, string name, string log, TimeProvider clock)
    {
        this.process = process;
        this.log = log;
        this.clock = clock;
        Name = name;
    }

    public string Name { get; }

    public bool HasExited => process.HasExited;

    public static KeptProcess Start(string name, string program, IEnumerable<string> arguments, string folder, TimeProvider clock)
    {
        var log = Path.Combine(folder, $"{name}.log");
        return new KeptProcess(Run(["-c", Keeper, $"keep-{name}", log, program, .. arguments]), name, log, clock);
    }

    /// <summary>Starts a shell in a session of its own; its standard input is a pipe that closes with us.</summary>
    public static Process Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("setsid", ["sh", .. arguments]) { RedirectStandardInput = true };
        return Process.Start(start) ?? throw new ControlPlaneException("setsid did not start.");
    }

    /// <summary>The last lines that it wrote.</summary>
    public string Tail()
    {
        const int lines = 15;
        return File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(lines)) : "(it wrote nothing)";
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(ExitTimeout, clock);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
