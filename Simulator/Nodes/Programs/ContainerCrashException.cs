namespace CniMigration.Simulator.Nodes.Programs;

/// <summary>A program that ends with an error: its kubelet starts it again, later each time.</summary>
/// <param name="exitCode">What it ends with: 2 after a panic of Go's runtime, 1 after a fatal log line, 137 when it is killed.</param>
/// <param name="lastWords">The end of its log.</param>
/// <param name="reason">What the kubelet calls it: <c>Error</c> by default, or <c>OOMKilled</c>.</param>
internal sealed class ContainerCrashException(int exitCode, string lastWords, string reason = "Error") : Exception(lastWords)
{
    public int ExitCode => exitCode;

    public string Reason => reason;
}
