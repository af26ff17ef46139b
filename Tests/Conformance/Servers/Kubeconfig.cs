using System.Text;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Conformance.Servers;

/// <summary>A server's kubeconfig as a file, in a folder that also holds what clients remember of the server.</summary>
internal sealed class Kubeconfig : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kubectl-");

    public Kubeconfig(IConformanceServer server) => System.IO.File.WriteAllText(File, new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = Named("cluster", new JsonObject
        {
            ["server"] = server.Endpoint.ToString(),
            ["certificate-authority-data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(server.AuthorityPem)),
        }),
        ["users"] = Named("user", new JsonObject { ["token"] = server.Token }),
        ["contexts"] = Named("context", new JsonObject { ["cluster"] = "it", ["user"] = "it" }),
        ["current-context"] = "it",
    }.ToJsonString());

    public string Folder => folder.FullName;

    public string File => Path.Combine(Folder, "config");

    public void Dispose() => folder.Delete(recursive: true);

    private static JsonArray Named(string kind, JsonObject content) => [new JsonObject { ["name"] = "it", [kind] = content }];
}
