using System.Diagnostics;
using System.Text.Json.Nodes;
using CniMigration.ControlPlane;

namespace CniMigration.Tests.Conformance.Kubectl;

/// <summary>A kubectl on this machine.</summary>
internal sealed record KubectlProgram(string Path, Version Version)
{
    public const string HowToGet = "There is no kubectl on this machine: install Debian's kubernetes-client, or run eng/control-plane/install.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Lazy<IReadOnlyList<KubectlProgram>> Programs = new(Find);

    /// <summary>What <c>kubectl edit</c> starts.</summary>
    private const string Editor = "sed -i s/one/edited/";

    /// <summary>Each version that is found: the control plane's own, and those on the path; none is a reason to skip.</summary>
    public static IReadOnlyList<KubectlProgram> Found => Programs.Value.Count > 0 ? Programs.Value : throw new IgnoreException(HowToGet);

    /// <summary>One case for each of them.</summary>
    public static IEnumerable<TestCaseData> All => Programs.Value.Count == 0
        ? [new TestCaseData((KubectlProgram?)null).Ignore(HowToGet)] : [.. Programs.Value.Select(kubectl => new TestCaseData(kubectl))];

    /// <summary>Whether it knows only what Kubernetes 1.20 served.</summary>
    public bool IsOld => Version < new Version(1, 21);

    public async Task<KubectlResult> RunAsync(IEnumerable<string> arguments, string home, string? input = null)
    {
        var start = new ProcessStartInfo(Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["HOME"] = home;
        start.Environment.Remove("KUBECONFIG");
        start.Environment["KUBE_EDITOR"] = Editor;
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CurrentContext.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return new KubectlResult($"kubectl {string.Join(' ', arguments)}", process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public override string ToString() => $"kubectl {Version}";

    private static IReadOnlyList<KubectlProgram> Find()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, "kubectl")).Where(File.Exists);
        return [.. ((string?[])[ControlPlaneInstallation.Find()?.Kubectl, .. onPath]).OfType<string>()
            .Select(path => new KubectlProgram(path, VersionOf(path))).DistinctBy(kubectl => kubectl.Version).OrderBy(kubectl => kubectl.Version)];
    }

    private static Version VersionOf(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(path, ["version", "--client", "--output=json"]) { RedirectStandardOutput = true })!;
        var version = (string)JsonNode.Parse(process.StandardOutput.ReadToEnd())!["clientVersion"]!["gitVersion"]!;
        process.WaitForExit();
        return Version.Parse(version.TrimStart('v').Split('-', '+')[0]);
    }
}
