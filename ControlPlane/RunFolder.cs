using System.Diagnostics;

namespace CniMigration.ControlPlane;

/// <summary>A folder for one run, readable by nobody else, that goes when we do.</summary>
internal sealed class RunFolder : IAsyncDisposable
{
    // What still writes there is killed at the same moment, so one removal may not be the last.
    private const string Janitor = """
        read -r _
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
          rm -rf "$1" 2>/dev/null
          sleep 0.1
          [ -e "$1" ] || exit 0
        done
        """;

    private readonly Process janitor;

    private RunFolder(string path, Process janitor) => (Path, this.janitor) = (path, janitor);

    public string Path { get; }

    public static RunFolder Create()
    {
        var path = Directory.CreateTempSubdirectory("control-plane-").FullName;
        return new RunFolder(path, KeptProcess.Run(["-c", Janitor, "remove-folder", path]));
    }

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        janitor.StandardInput.Close();
        await janitor.WaitForExitAsync(CancellationToken.None);
        janitor.Dispose();
    }
}
