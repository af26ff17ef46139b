using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;
using k8s;
using k8s.Autorest;

namespace CniMigration.Tests.Simulator;

[TestFixture]
internal sealed class TokenTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Another_user_may_do_what_its_bindings_give_it_and_no_more()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.Api.CreateAsync(ResourceTypes.ClusterRoleBindings, null, (JsonObject)JsonNode.Parse("""
            {"metadata":{"name":"lookers"},"roleRef":{"kind":"ClusterRole","name":"system:aggregate-to-view"},"subjects":[{"kind":"Group","name":"lookers"}]}
            """)!, CancellationToken.None);
        var cluster = scenario.Cloud.DescribeCluster(EksScenario.ClusterName);
        var kubeconfig = cluster.Kubeconfig(scenario.Cloud.IssueToken(cluster.Name, "lena", "lookers"));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(kubeconfig));
        using var client = new k8s.Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(stream));

        Assert.That((await client.CoreV1.ListNamespacedPodAsync("kube-system")).Items, Is.Not.Null);
        var refusal = Assert.ThrowsAsync<HttpOperationException>(() => client.CoreV1.ListNodeAsync());
        Assert.That(refusal!.Response.Content,
            Does.Contain("nodes is forbidden: User \\\"lena\\\" cannot list resource \\\"nodes\\\" in API group \\\"\\\" at the cluster scope"));
    }
}
