using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using k8s;

namespace CniMigration.Tests.Migration.Clusters;

/// <summary>The kinds of kubeconfig that there are, as the client takes them.</summary>
[CancelAfter(60_000)]
internal sealed class KubeconfigTests
{
    [Test]
    public void A_context_names_a_server_a_user_and_a_namespace()
    {
        var configuration = Parse("token: secret");

        Assert.That((configuration.Host, configuration.AccessToken, configuration.Namespace), Is.EqualTo(("https://127.0.0.1:6443", "secret", "team")));
    }

    [Test]
    public void A_name_and_a_password_are_taken()
    {
        var configuration = Parse("{ username: mover, password: secret }");

        Assert.That((configuration.Username, configuration.Password), Is.EqualTo(("mover", "secret")));
    }

    [Test]
    public void A_certificate_is_taken_as_data_and_as_files()
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=mover", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var (pem, keyPem) = (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        var folder = Directory.CreateTempSubdirectory("kubeconfig-");
        try
        {
            var files = (Certificate: Path.Combine(folder.FullName, "tls.crt"), Key: Path.Combine(folder.FullName, "tls.key"));
            File.WriteAllText(files.Certificate, pem);
            File.WriteAllText(files.Key, keyPem);

            using var byData = ClusterConnection.Open(
                Kubeconfig($"{{ client-certificate-data: {Base64(pem)}, client-key-data: {Base64(keyPem)} }}"), TimeProvider.System);
            using var byFiles = ClusterConnection.Open(
                Kubeconfig($"{{ client-certificate: {files.Certificate}, client-key: {files.Key} }}"), TimeProvider.System);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("{ client-certificate: /no/such.crt, client-key: /no/such.key }")]
    [TestCase("{ client-certificate-data: bm90aGluZw==, client-key-data: bm90aGluZw== }")]
    [TestCase("{ client-certificate-data: '?', client-key-data: '?' }")]
    public void A_certificate_that_cannot_be_read_is_told_as_such(string user) => Assert.That(
        () => ClusterConnection.Open(Kubeconfig(user), TimeProvider.System),
        Throws.TypeOf<InvalidKubeconfigException>().With.Message.StartsWith("The kubeconfig cannot be used: "));

    [TestCase("certificate-authority: /no/such.crt")]
    [TestCase("certificate-authority-data: '?'")]
    public void An_authority_that_cannot_be_read_is_told_as_such(string cluster) => Assert.That(
        () => ClusterConnection.Open(Kubeconfig("token: secret", cluster), TimeProvider.System),
        Throws.TypeOf<InvalidKubeconfigException>().With.Message.StartsWith("The kubeconfig cannot be used: "));

    [TestCase("{}", "the kubeconfig's user 'u' has no credentials that are known here")]
    [TestCase("{ username: mover }", "the kubeconfig's user 'u' has no credentials that are known here")]
    [TestCase("{ client-certificate: tls.crt }", "the kubeconfig's user 'u' has no credentials that are known here")]
    [TestCase("exec: { command: aws }", "its exec names no apiVersion")]
    [TestCase("exec: { apiVersion: client.authentication.k8s.io/v1beta1 }", "its exec names no command")]
    public void A_user_who_cannot_log_in_is_told_before_anything_is_connected(string user, string problem)
    {
        Assert.That(CniMigration.Migration.Clusters.Kubeconfig.Problem(Kubeconfig(user)), Does.Contain(problem));
        Assert.That(() => ClusterConnection.Open(Kubeconfig(user), TimeProvider.System), Throws.TypeOf<InvalidKubeconfigException>());
    }

    [Test]
    public async Task A_server_is_believed_by_its_authority_or_unseen_where_that_is_asked_for(CancellationToken cancellationToken)
    {
        await using var server = await ApiServer.StartAsync(new ApiServerOptions(), cancellationToken);
        server.Tokens.Add("secret", new UserInfo("admin", ["system:authenticated", "system:masters"]));
        using var certified = ClusterConnection.Open(server.Kubeconfig("secret"), TimeProvider.System);
        using var unseen = ClusterConnection.Open(Kubeconfig("token: secret", "insecure-skip-tls-verify: true", server.Endpoint), TimeProvider.System);
        using var stranger = ClusterConnection.Open(Kubeconfig("token: secret", server: server.Endpoint), TimeProvider.System);

        Assert.That((await certified.CoreV1.ListNodeAsync(cancellationToken: cancellationToken)).Items, Is.Empty);
        Assert.That((await unseen.CoreV1.ListNodeAsync(cancellationToken: cancellationToken)).Items, Is.Empty);
        Assert.That(async () => await stranger.CoreV1.ListNodeAsync(cancellationToken: cancellationToken), Throws.TypeOf<ClusterUnreachableException>());
    }

    private static KubernetesClientConfiguration Parse(string user) => CniMigration.Migration.Clusters.Kubeconfig.Parse(Kubeconfig(user), TimeProvider.System);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static string Kubeconfig(string user, string cluster = "", Uri? server = null) => $$"""
        apiVersion: v1
        kind: Config
        current-context: one
        clusters:
        - name: c
          cluster:
            server: {{server?.AbsoluteUri ?? "https://127.0.0.1:6443"}}
            {{cluster}}
        contexts:
        - name: other
          context: { cluster: c, user: nobody }
        - name: one
          context: { cluster: c, user: u, namespace: team }
        users:
        - name: u
          user:
            {{user}}
        """;
}
