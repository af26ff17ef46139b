using CniMigration.Kubernetes.Api.Http;

namespace CniMigration.Tests.Conformance.Servers;

/// <summary>A server's kubeconfig as a file, in a folder that also holds what clients remember of the server.</summary>
internal sealed class Kubeconfig : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kubectl-");

    public Kubeconfig(IConformanceServer server) =>
        System.IO.File.WriteAllText(File, KubeconfigText.Of(server.Endpoint, server.AuthorityPem, server.Token, "it"));

    public string Folder => folder.FullName;

    public string File => Path.Combine(Folder, "config");

    public void Dispose() => folder.Delete(recursive: true);
}
