using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class NodeLifecycleTests : ControllerTests
{
    private const string Tolerates =
        """ "tolerations":[{"key":"node.cilium.io/agent-not-ready","operator":"Exists","effect":"NoExecute"SECONDS}],"nodeName":"node-1" """;

    [TestCase("False", "node.kubernetes.io/not-ready")]
    [TestCase("Unknown", "node.kubernetes.io/unreachable")]
    public async Task A_node_that_is_not_ready_is_tainted_until_it_is_again(string ready, string key)
    {
        await Cluster.SetReadyAsync("node-1", ready);

        var node = await Cluster.UntilOneAsync<Node>(ResourceTypes.Nodes, "node-1", item => item.Spec.Taints.Count == 2);
        Assert.That(node.Spec.Taints.Select(taint => taint.ToString()).Order(), Is.EqualTo(new[] { $"{key}:NoExecute", $"{key}:NoSchedule" }));
        Assert.That(node.Spec.Taints.Single(taint => taint.Effect == "NoExecute").TimeAdded, Is.Not.Null);

        await Cluster.SetReadyAsync("node-1", "True");
        await Cluster.UntilOneAsync<Node>(ResourceTypes.Nodes, "node-1", item => item.Spec.Taints.Count == 0);
    }

    [Test]
    public async Task A_cordon_shows_as_a_taint_and_other_taints_are_left_alone()
    {
        await Cluster.PatchAsync(ResourceTypes.Nodes, "node-1", """{"spec":{"unschedulable":true,"taints":[{"key":"mine","effect":"NoSchedule"}]}}""");

        var node = await Cluster.UntilOneAsync<Node>(ResourceTypes.Nodes, "node-1", item => item.Spec.Taints.Count == 2);

        Assert.That(node.Spec.Taints.Select(taint => taint.ToString()), Is.EqualTo(new[] { "mine:NoSchedule", "node.kubernetes.io/unschedulable:NoSchedule" }));
    }

    [Test]
    public async Task A_NoExecute_taint_ends_what_does_not_tolerate_it_and_the_rest_in_its_time()
    {
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("never", "\"nodeName\":\"node-1\""));
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("a-while", Toleration(",\"tolerationSeconds\":120")));
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("forever", Toleration("")));
        await Cluster.UntilPodsAsync(pods => pods.Count(pod => pod.IsReady) == 3);
        var start = Cluster.Clock.GetUtcNow();

        await Cluster.PatchAsync(
            ResourceTypes.Nodes, "node-1", """{"spec":{"taints":[{"key":"node.cilium.io/agent-not-ready","value":"true","effect":"NoExecute"}]}}""");

        await Cluster.UntilPodsAsync(pods => pods.Length == 2);
        await Cluster.UntilPodsAsync(pods => pods.Length == 1);
        Assert.That(Cluster.Clock.GetUtcNow() - start, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(120)));
        Assert.That((await Cluster.PodsAsync()).Single().Name, Is.EqualTo("forever"));
    }

    [Test]
    public async Task A_taint_that_goes_in_time_spares_the_pod()
    {
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("a-while", Toleration(",\"tolerationSeconds\":600")));
        await Cluster.CreateAsync(
            ResourceTypes.Pods, Manifests.Pod("witness", Toleration(",\"tolerationSeconds\":900").Replace("node-1", "node-2", StringComparison.Ordinal)));
        await Cluster.UntilPodsAsync(pods => pods.Count(pod => pod.IsReady) == 2);
        await Cluster.PatchAsync(ResourceTypes.Nodes, "node-2", """{"spec":{"taints":[{"key":"node.cilium.io/agent-not-ready","effect":"NoExecute"}]}}""");
        await Cluster.PatchAsync(ResourceTypes.Nodes, "node-1", """{"spec":{"taints":[{"key":"node.cilium.io/agent-not-ready","effect":"NoExecute"}]}}""");
        await Cluster.PatchAsync(ResourceTypes.Nodes, "node-1", """{"spec":{"taints":null}}""");

        var left = await Cluster.UntilPodsAsync(pods => pods.Length == 1);

        Assert.That(left.Single().Name, Is.EqualTo("a-while"), "the pod whose taint stayed has gone, a while after the other would have");
    }

    [Test]
    public async Task Pods_of_an_unreachable_node_are_not_ready()
    {
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("p", "\"nodeName\":\"node-1\",\"tolerations\":[{\"operator\":\"Exists\"}]"));
        await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "p", pod => pod.IsReady);

        await Cluster.SetReadyAsync("node-1", "Unknown");

        await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "p", pod => !pod.IsReady);
    }

    [Test]
    public async Task Pods_of_a_node_that_is_gone_are_removed_and_replaced()
    {
        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 3));
        await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", DeploymentTests.IsRolledOut);
        Cluster.Kubelet.Keeps = pod => pod.Spec.NodeName == "node-1";

        await Cluster.DeleteAsync(ResourceTypes.Nodes, "node-1");

        await Cluster.UntilPodsAsync(pods => pods.Count(pod => pod.IsReady) == 3 && pods.All(pod => pod.Spec.NodeName != "node-1"));
    }

    private static string Toleration(string seconds) => Tolerates.Replace("SECONDS", seconds, StringComparison.Ordinal).Trim();
}
