using System.Text;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Kubeconfigs with one cluster and one user, who has a bearer token.</summary>
public static class KubeconfigText
{
    /// <summary>One, in YAML.</summary>
    /// <param name="endpoint">The address of the API server; its path is left out.</param>
    /// <param name="authorityPem">The certificate authority of the API server, in PEM.</param>
    /// <param name="token">The user's bearer token.</param>
    /// <param name="name">The name of cluster, user and context.</param>
    public static string Of(Uri endpoint, string authorityPem, string token, string name) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: {name}
          cluster:
            server: {endpoint.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(authorityPem))}
        users:
        - name: {name}
          user:
            token: {token}
        contexts:
        - name: {name}
          context:
            cluster: {name}
            user: {name}
        current-context: {name}

        """;

    /// <summary>Writes a file that only its owner may read; whoever waits for it finds it whole.</summary>
    /// <param name="file">The file.</param>
    /// <param name="text">What it shall hold.</param>
    /// <param name="overwrite">Whether it may be there already; an <see cref="IOException"/> otherwise.</param>
    /// <param name="cancellationToken">Ends it; the file is then as before.</param>
    public static async Task WriteAsync(string file, string text, bool overwrite, CancellationToken cancellationToken)
    {
        var written = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var writer = new StreamWriter(written, options))
        {
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
        }

        File.Move(written, file, overwrite);
    }
}
