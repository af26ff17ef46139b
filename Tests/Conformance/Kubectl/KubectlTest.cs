using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Kubectl;

/// <summary>Cases that each kubectl of this machine plays against both servers, in the case's namespace.</summary>
internal abstract class KubectlTest(ServerKind kind) : ConformanceTest(kind)
{
    protected const string Because120 = "Kubernetes 1.20 did not have it yet";
    protected const string Because133 = "Kubernetes 1.33 no longer serves it";

    protected Task<KubectlResult> RunAsync(KubectlProgram kubectl, params string[] arguments) => FeedAsync(kubectl, null, arguments);

    /// <summary>Runs a command whose file is <c>-</c>.</summary>
    protected Task<KubectlResult> FeedAsync(KubectlProgram kubectl, string? input, params string[] arguments)
    {
        var home = Path.Combine(Kubeconfig.Folder, kubectl.Version.ToString());
        return kubectl.RunAsync([$"--kubeconfig={Kubeconfig.File}", $"--namespace={Namespace}", .. arguments], home, input);
    }

    protected Task<KubectlResult> ApplyAsync(KubectlProgram kubectl, string manifest, params string[] more) =>
        FeedAsync(kubectl, manifest, ["apply", "-f", "-", .. more]);
}
