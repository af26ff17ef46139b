using System.Text;
using k8s;
using k8s.Exceptions;

namespace CniMigration.Tests.Sdk.KubernetesClient;

public sealed class KubeconfigTests
{
    private const string Kubeconfig = """
        apiVersion: v1
        kind: Config
        current-context: one
        clusters:
        - name: c1
          cluster:
            server: https://127.0.0.1:6443
        contexts:
        - name: one
          context: { cluster: c1, user: u1, namespace: team }
        - name: two
          context: { cluster: c1, user: u2 }
        users:
        - name: u1
          user: { token: secret }
        - name: u2
          user:
            exec: { apiVersion: client.authentication.k8s.io/v1beta1, command: aws, args: [eks, get-token] }
        """;

    [Test]
    public void A_context_names_a_server_and_a_token()
    {
        var configuration = Load(Kubeconfig);

        Assert.Multiple(() =>
        {
            Assert.That(configuration.Host, Is.EqualTo("https://127.0.0.1:6443"));
            Assert.That(configuration.AccessToken, Is.EqualTo("secret"));
            Assert.That(configuration.Namespace, Is.EqualTo("team"));
        });
    }

    [Test]
    public void Json_is_read_as_well() =>
        Assert.That(
            Load("""
                {"current-context":"c","clusters":[{"name":"c","cluster":{"server":"https://h:1"}}],
                 "contexts":[{"name":"c","context":{"cluster":"c","user":"u"}}],"users":[{"name":"u","user":{"token":"t"}}]}
                """).AccessToken,
            Is.EqualTo("t"));

    [Test]
    public void A_context_that_is_not_there_is_named() =>
        Assert.That(() => Load(Kubeconfig, "three"), Throws.TypeOf<KubeConfigException>().With.Message.Contains("three"));

    [Test]
    public void The_bundled_client_runs_no_command_for_a_token()
    {
        if (typeof(k8s.Kubernetes).Assembly.GetType("k8s.Authentication.ExecTokenProvider") is not null)
        {
            Assert.Ignore("built with the real package, which runs it");
        }

        Assert.That(() => Load(Kubeconfig, "two"), Throws.TypeOf<KubeConfigException>().With.Message.Contains("`aws`"));
    }

    private static KubernetesClientConfiguration Load(string text, string? context = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return KubernetesClientConfiguration.BuildConfigFromConfigFile(stream, context);
    }
}
