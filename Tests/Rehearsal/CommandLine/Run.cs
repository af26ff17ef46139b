using System.Text.Json.Nodes;
using CniMigration.Rehearsal.CommandLine;
using CniMigration.Rehearsal.View;

namespace CniMigration.Tests.Rehearsal.CommandLine;

/// <summary>The program from its command line to its exit code, in this process.</summary>
internal sealed record Run(int ExitCode, string Out, string Error)
{
    public JsonNode Document => JsonNode.Parse(Out)!;

    public static Task<Run> OfAsync(params string[] args) => OfAsync(args, CancellationToken.None);

    public static async Task<Run> OfAsync(string[] args, CancellationToken cancellationToken)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await new RehearsalApp(new Terminal(output, error), Repository.Root).RunAsync(args, cancellationToken);
        return new Run(code, output.ToString(), error.ToString());
    }

    /// <summary>A stack file like the dev stack's, with one line put in the place of another.</summary>
    public static string StackFile(string folder, string line, string? instead = null)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml"));
        var file = Path.Combine(folder, "Pulumi.test.yaml");
        File.WriteAllText(file, instead is null ? $"{text.TrimEnd()}\n{line}\n" : text.Replace(instead, line, StringComparison.Ordinal));
        return file;
    }
}
