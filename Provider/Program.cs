using System.Reflection;

namespace CniMigration.Provider;

// The engine reads the port from the first line on standard output: nothing else may be written there.
internal static class Program
{
    private static async Task Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        var version = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
        await Pulumi.Experimental.Provider.Provider.Serve(args, version, host => new CniMigrationProvider(host, TimeProvider.System), stop.Token);
    }
}
