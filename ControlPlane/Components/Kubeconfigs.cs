using System.Text;

namespace CniMigration.ControlPlane.Components;

/// <summary>Kubeconfigs with one cluster, one user and a token.</summary>
internal static class Kubeconfigs
{
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
}
