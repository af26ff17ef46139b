using System.Runtime.CompilerServices;

namespace CniMigration.Tests;

/// <summary>Where the sources are that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of README.md and Pulumi.yaml, as a full path.</summary>
    public static string Root { get; } = Path.GetDirectoryName(Path.GetDirectoryName(Here()))!;

    /// <summary>The full path of a file or folder.</summary>
    /// <param name="path">From the root, with slashes.</param>
    public static string At(string path) => Path.Combine(Root, path);

    private static string Here([CallerFilePath] string path = "") => path;
}
