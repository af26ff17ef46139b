using CniMigration.Tests.Migration.Clusters;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Connectivity;

/// <summary>A cluster with goldpinger on two nodes of each side: a pod of its DaemonSet on each, and two of its Deployment.</summary>
internal static class GoldpingerScene
{
    private const string Namespace = "goldpinger";
    private const string Daemons = "daemon";
    private const string Others = "deployment";

    /// <summary>Starts it, and waits until its six pods are Ready.</summary>
    /// <param name="network">What answers for the pods.</param>
    /// <param name="env">What the pods are told.</param>
    public static async Task<TestCluster> StartAsync(GoldpingerNetwork network, params (string Name, string Value)[] env)
    {
        var cluster = await TestCluster.StartAsync(network: network);
        network.Cluster = cluster;
        await cluster.Client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = Namespace } });
        await cluster.Client.AppsV1.CreateNamespacedDaemonSetAsync(
            new V1DaemonSet
            {
                Metadata = new V1ObjectMeta { Name = GoldpingerNetwork.Request.DaemonSet },
                Spec = new V1DaemonSetSpec { Selector = Select(Daemons), Template = Template(Daemons, env) },
            },
            Namespace);
        await cluster.Client.AppsV1.CreateNamespacedDeploymentAsync(
            new V1Deployment
            {
                Metadata = new V1ObjectMeta { Name = GoldpingerNetwork.Request.Deployment },
                Spec = new V1DeploymentSpec { Replicas = 2, Selector = Select(Others), Template = Template(Others, env) },
            },
            Namespace);
        await cluster.PodsReadyAsync(6);
        return cluster;
    }

    private static V1LabelSelector Select(string component) => new() { MatchLabels = new Dictionary<string, string> { ["component"] = component } };

    private static V1PodTemplateSpec Template(string component, (string Name, string Value)[] env) => new()
    {
        Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["mesh"] = "true", ["component"] = component } },
        Spec = new V1PodSpec
        {
            Tolerations = [new V1Toleration { OperatorProperty = "Exists" }],
            Containers =
            [
                new V1Container
                {
                    Name = "goldpinger",
                    Image = "bloomberg/goldpinger:3.10.2",
                    Env = [.. env.Select(variable => new V1EnvVar { Name = variable.Name, Value = variable.Value })],
                },
            ],
        },
    };
}
