using System.Runtime.CompilerServices;

namespace CniMigration.Tests.Rehearsal.View;

/// <summary>Holds text against a file beside the test. With UPDATE_GOLDEN=1 in the environment the files are written instead.</summary>
internal static class Golden
{
    public static void Verify(string text, string name, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test)!, "Golden", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.That(text, Is.EqualTo(File.ReadAllText(file)), $"{name}: run the tests with UPDATE_GOLDEN=1 if the new output is better.");
    }
}
