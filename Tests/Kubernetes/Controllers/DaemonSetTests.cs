using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Controllers.Workloads.DaemonSets;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class DaemonSetTests : ControllerTests
{
    private const string OnlyOld =
        """
        {"spec":{"template":{"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
         {"matchExpressions":[{"key":"cni","operator":"In","values":["aws-cni"]}]}]}}}}}}}
        """;

    [Test]
    public async Task Every_node_gets_one_pod_by_name_and_the_tolerations_of_daemons()
    {
        await Cluster.CreateAsync(ResourceTypes.DaemonSets, Manifests.DaemonSet("agent", "\"hostNetwork\":true"));

        var set = await Cluster.UntilOneAsync<DaemonSet>(ResourceTypes.DaemonSets, "agent", item => item.Status.NumberAvailable == 3);
        var pods = await Cluster.PodsAsync();

        Assert.That(set.Status, Is.EqualTo(new DaemonSetStatus
        {
            ObservedGeneration = set.Metadata.Generation,
            CurrentNumberScheduled = 3,
            DesiredNumberScheduled = 3,
            NumberReady = 3,
            NumberAvailable = 3,
            UpdatedNumberScheduled = 3,
        }));
        Assert.That(pods.Select(pod => pod.Spec.NodeName), Is.Unique);
        Assert.That(pods.Select(DaemonPlacement.TargetOf), Is.EqualTo(pods.Select(pod => pod.Spec.NodeName)));
        Assert.That(pods[0].Spec.Tolerations.Select(toleration => $"{toleration.Key}:{toleration.Effect}"), Is.SupersetOf(new[]
        {
            "node.kubernetes.io/not-ready:NoExecute", "node.kubernetes.io/unreachable:NoExecute", "node.kubernetes.io/unschedulable:NoSchedule",
            "node.kubernetes.io/network-unavailable:NoSchedule",
        }));
    }

    [Test]
    public async Task Pods_leave_nodes_that_a_new_affinity_no_longer_names_and_the_rest_roll()
    {
        await Cluster.PatchAsync(ResourceTypes.Nodes, "node-1", """{"metadata":{"labels":{"cni":"aws-cni"}}}""");
        await Cluster.PatchAsync(ResourceTypes.Nodes, "node-2", """{"metadata":{"labels":{"cni":"aws-cni"}}}""");
        await Cluster.CreateAsync(ResourceTypes.DaemonSets, Manifests.DaemonSet("aws-node"));
        await Cluster.UntilOneAsync<DaemonSet>(ResourceTypes.DaemonSets, "aws-node", item => item.Status.NumberAvailable == 3);

        await Cluster.PatchAsync(ResourceTypes.DaemonSets, "aws-node", OnlyOld);

        await Cluster.UntilOneAsync<DaemonSet>(ResourceTypes.DaemonSets, "aws-node", item => item.Status.ObservedGeneration == item.Metadata.Generation
            && item.Status is { DesiredNumberScheduled: 2, UpdatedNumberScheduled: 2, NumberAvailable: 2, NumberMisscheduled: 0 });
        Assert.That((await Cluster.PodsAsync()).Select(pod => pod.Spec.NodeName).Order(), Is.EqualTo(new[] { "node-1", "node-2" }));

        await Cluster.PatchAsync(ResourceTypes.Nodes, "node-3", """{"metadata":{"labels":{"cni":"aws-cni"}}}""");
        await Cluster.UntilPodsAsync(pods => pods.Any(pod => pod is { IsReady: true, Spec.NodeName: "node-3" }));
        await Cluster.PatchAsync(ResourceTypes.Nodes, "node-1", """{"metadata":{"labels":{"cni":null}}}""");
        await Cluster.UntilPodsAsync(pods => pods.All(pod => pod.Spec.NodeName != "node-1"));
    }

    [Test]
    public async Task A_rollout_takes_no_more_nodes_at_once_than_allowed()
    {
        await Cluster.CreateAsync(ResourceTypes.DaemonSets, Manifests.DaemonSet("agent", maxUnavailable: 1));
        await Cluster.UntilOneAsync<DaemonSet>(ResourceTypes.DaemonSets, "agent", item => item.Status.NumberAvailable == 3);
        Cluster.Kubelet.Holds = _ => true;

        await Cluster.PatchAsync(ResourceTypes.DaemonSets, "agent", """{"spec":{"template":{"metadata":{"annotations":{"round":"2"}}}}}""");
        var stuck = await Cluster.UntilOneAsync<DaemonSet>(
            ResourceTypes.DaemonSets, "agent", item => item.Status is { UpdatedNumberScheduled: 1, NumberUnavailable: 1 });
        Assert.That(stuck.Status.NumberAvailable, Is.EqualTo(2));

        Cluster.Kubelet.Holds = _ => false;
        await Cluster.Kubelet.LookAgainAsync();
        await Cluster.UntilOneAsync<DaemonSet>(ResourceTypes.DaemonSets, "agent", item => item.Status is { UpdatedNumberScheduled: 3, NumberAvailable: 3 });
    }

    [Test]
    public async Task A_daemon_runs_on_cordoned_nodes_but_not_past_a_taint_it_does_not_tolerate()
    {
        await Cluster.PatchAsync(
            ResourceTypes.Nodes, "node-2", """{"spec":{"taints":[{"key":"node.cilium.io/agent-not-ready","value":"true","effect":"NoExecute"}]}}""");
        await Cluster.CordonAsync("node-1");

        await Cluster.CreateAsync(ResourceTypes.DaemonSets, Manifests.DaemonSet("agent"));

        await Cluster.UntilOneAsync<DaemonSet>(ResourceTypes.DaemonSets, "agent", item => item.Status is { DesiredNumberScheduled: 2, NumberAvailable: 2 });
        Assert.That((await Cluster.PodsAsync()).Select(pod => pod.Spec.NodeName).Order(), Is.EqualTo(new[] { "node-1", "node-3" }));
    }

    [Test]
    public async Task A_replacement_comes_only_when_the_old_pod_is_gone()
    {
        await Cluster.CreateAsync(ResourceTypes.DaemonSets, Manifests.DaemonSet("agent"));
        var first = (await Cluster.UntilPodsAsync(pods => pods.Count(pod => pod.IsReady) == 3))[0];
        Cluster.Kubelet.Keeps = _ => true;

        await Cluster.Client.DeleteAsync(ResourceTypes.Pods, first.Namespace, first.Name, new DeleteOptions(GracePeriodSeconds: 30), CancellationToken.None);
        await Cluster.UntilOneAsync<DaemonSet>(ResourceTypes.DaemonSets, "agent", item => item.Status.ObservedGeneration > 0);
        Assert.That((await Cluster.PodsAsync()).Count(pod => pod.Spec.NodeName == first.Spec.NodeName), Is.EqualTo(1));

        Cluster.Kubelet.Keeps = _ => false;
        await Cluster.Kubelet.LookAgainAsync();
        await Cluster.UntilPodsAsync(pods => pods.Count(pod => pod.IsReady && !pod.IsDeleting) == 3);
    }
}
