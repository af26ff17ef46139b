using System.Globalization;

namespace CniMigration.Benchmarks.ApiServer;

/// <summary>Resident memory, as the system counts it; zero where it has no /proc.</summary>
internal static class ProcessMemory
{
    public static long OfProcess(int id)
    {
        var path = $"/proc/{id}/status";
        if (!File.Exists(path))
        {
            return 0;
        }

        var line = File.ReadLines(path).FirstOrDefault(each => each.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>All processes that were started with something of a folder.</summary>
    public static long OfFolder(string folder) => !Directory.Exists("/proc") ? 0
        : Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => CommandLineOf(id).Contains(folder, StringComparison.Ordinal))
            .Sum(OfProcess);

    // A process may end while we look.
    private static string CommandLineOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
