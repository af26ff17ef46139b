using System.CommandLine;
using CniMigration.Benchmarks.ApiServer;
using CniMigration.Benchmarks.Moves;
using CniMigration.Benchmarks.Servers;

namespace CniMigration.Benchmarks;

internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Measures what this project runs on, against the real thing where that is installed")
        {
            ApiServerCommand.Create(), MovesCommand.Create(), EmbeddedServer.CreateCommand(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
