using CniMigration.Rehearsal.CommandLine;
using CniMigration.Rehearsal.View;

namespace CniMigration.Rehearsal;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var signals = new Signals();
        return await new RehearsalApp(Terminal.OfProcess(), Environment.CurrentDirectory).RunAsync(args, signals.Token);
    }
}
