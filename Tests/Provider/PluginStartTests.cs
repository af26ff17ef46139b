using System.Diagnostics;

namespace CniMigration.Tests.Provider;

/// <summary>The file that the engine starts as the plugin, with a compiler that only takes note of being asked.</summary>
[Platform(Exclude = "Win")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PluginStartTests : IDisposable
{
    private const string Plugin = "pulumi-resource-cnimigration";
    private const string Port = "4711";

    private readonly string root = Directory.CreateTempSubdirectory("cni-migration-plugin-").FullName;

    public PluginStartTests()
    {
        foreach (var folder in new[] { "Provider", "Migration/Waiting", "Sdk/Pulumi", "tools" })
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        File.WriteAllText(Source, "// as it was");
        File.WriteAllText(Path.Combine(root, "Directory.Build.props"), "<Project />");
        File.Copy(Repository.At($"Provider/{Plugin}"), Path.Combine(root, "Provider", Plugin));
        var compiler = Path.Combine(root, "tools", "dotnet");
        File.WriteAllText(compiler, $"""
            #!/bin/sh
            echo "$1" >> "{root}/asked"
            if [ "$1" != build ]; then echo {Port}; exit; fi
            echo "what a build says"
            [ ! -e "{root}/broken" ] || exit 1
            mkdir -p "{root}/artifacts/plugin/bin/Provider/release"
            : > "{root}/artifacts/plugin/bin/Provider/release/Provider.dll"
            """);
        foreach (var program in new[] { compiler, Path.Combine(root, "Provider", Plugin) })
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    private string Source => Path.Combine(root, "Migration/Waiting/Waiter.cs");

    [Test]
    public async Task It_is_built_once_for_all_starts_and_again_where_a_source_has_changed()
    {
        Assert.That(await StartAsync(), Is.EqualTo((0, Port, "")));
        Assert.That(await StartAsync(), Is.EqualTo((0, Port, "")));
        Assert.That(Builds, Is.EqualTo(1));

        File.SetLastWriteTimeUtc(Source, File.GetLastWriteTimeUtc(Path.Combine(root, "artifacts/plugin/built")).AddSeconds(1));
        Assert.That(await StartAsync(), Is.EqualTo((0, Port, "")));
        Assert.That(Builds, Is.EqualTo(2));
    }

    [Test]
    [Platform("Linux")]
    public async Task Two_that_start_at_once_are_built_once()
    {
        Assert.That(await Task.WhenAll(StartAsync(), StartAsync()), Is.All.EqualTo((0, Port, "")));
        Assert.That(Builds, Is.EqualTo(1));
    }

    [Test]
    public async Task A_build_that_fails_is_told_where_the_engine_shows_it_and_tried_again()
    {
        File.WriteAllText(Path.Combine(root, "broken"), "");
        Assert.That(await StartAsync(), Is.EqualTo((1, "", "what a build says")));
        File.Delete(Path.Combine(root, "broken"));
        Assert.That(await StartAsync(), Is.EqualTo((0, Port, "")));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private int Builds => File.ReadAllLines(Path.Combine(root, "asked")).Count(asked => asked == "build");

    private async Task<(int Code, string Out, string Error)> StartAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(root, "Provider", Plugin), ["127.0.0.1:1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(root, "tools")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, (await said).Trim(), (await complained).Trim());
    }
}
