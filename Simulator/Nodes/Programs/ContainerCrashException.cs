namespace CniMigration.Simulator.Nodes.Programs;

/// <summary>A program that ends itself with an error: its kubelet starts it again, later each time.</summary>
/// <param name="exitCode">What it ends with: 2 after a panic of Go's runtime, 1 after a fatal log line.</param>
/// <param name="lastWords">The end of its log.</param>
internal sealed class ContainerCrashException(int exitCode, string lastWords) : Exception(lastWords)
{
    public int ExitCode => exitCode;
}
