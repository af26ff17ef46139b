using System.Runtime.CompilerServices;

namespace CniMigration.Tests;

/// <summary>Holds text against a file of the repository. With UPDATE_GOLDEN=1 in the environment the files are written instead.</summary>
internal static class Golden
{
    /// <summary>The file lies in the folder Golden beside the test.</summary>
    public static void Verify(string text, string name, [CallerFilePath] string test = "") =>
        VerifyFile(text, Path.Combine(Path.GetDirectoryName(test)!, "Golden", $"{name}.txt"));

    public static void VerifyFile(string text, string file)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.That(text, Is.EqualTo(File.ReadAllText(file)), $"{Path.GetFileName(file)}: run the tests with UPDATE_GOLDEN=1 if the new text is better.");
    }
}
