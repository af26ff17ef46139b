using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class SchedulerTests : ControllerTests
{
    private const string Spread =
        """
        "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"topology.kubernetes.io/zone","whenUnsatisfiable":"DoNotSchedule",
         "labelSelector":{"matchLabels":{"app":"solo"}}}]
        """;

    protected override int Nodes => 0;

    private const string Mixed =
        "0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint {dedicated: db}, 1 node(s) were "
            + "unschedulable.";

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return new TestCaseData(""" "nodeSelector":{"cni":"cilium"} """, Mixed)
            .SetName("A_selector_that_no_node_has");
        yield return new TestCaseData(
            """
             "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"size",
            "operator":"Gt","values":["4"]}]},{"matchFields":[{"key":"metadata.name","operator":"In","values":["x"]}]}]}}}
            """,
            Mixed).SetName("An_affinity_whose_every_term_fails");
        yield return new TestCaseData(""" "tolerations":[{"key":"dedicated","operator":"Exists"}],"nodeSelector":{"kubernetes.io/hostname":"c"} """,
            "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match Pod's node affinity/selector.").SetName("A_cordoned_node");
        yield return new TestCaseData(
            "\"overhead\":{\"cpu\":\"5\"}",
            "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {dedicated: db}, 1 node(s) were unschedulable.")
            .SetName("A_request_that_fits_nowhere");
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task A_pod_that_fits_nowhere_is_told_why(string spec, string message)
    {
        await Cluster.CreateNodeAsync("a", labels: ("size", "3"));
        await Cluster.CreateNodeAsync("b", labels: ("size", "4"));
        await Cluster.CreateNodeAsync("c");
        await Cluster.PatchAsync(ResourceTypes.Nodes, "b", """{"spec":{"taints":[{"key":"dedicated","value":"db","effect":"NoSchedule"}]}}""");
        await Cluster.CordonAsync("c");

        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("p", spec.Trim()));

        Assert.That(await Cluster.UntilUnschedulableAsync("p"), Is.EqualTo(message));
        await Cluster.UntilAsync<Resource>(ResourceTypes.Events, _ => Cluster.HasEvent("FailedScheduling", message));
    }

    [Test]
    public async Task A_waiting_pod_is_tried_again_when_the_cluster_changes()
    {
        await Cluster.CreateNodeAsync("a");
        await Cluster.CordonAsync("a");
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("p"));
        await Cluster.UntilUnschedulableAsync("p");

        await Cluster.PatchAsync(ResourceTypes.Nodes, "a", """{"spec":{"unschedulable":null}}""");

        var pod = await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "p", item => item.IsReady);
        Assert.That(pod.Spec.NodeName, Is.EqualTo("a"));
    }

    [Test]
    public async Task A_full_node_takes_a_pod_when_another_has_gone()
    {
        await Cluster.CreateNodeAsync("a", pods: 1);
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("first"));
        await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "first", item => item.IsReady);
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("second"));
        var waiting = await Cluster.UntilUnschedulableAsync("second");
        Assert.That(waiting, Is.EqualTo("0/1 nodes are available: 1 Too many pods."));

        await Cluster.DeleteAsync(ResourceTypes.Pods, "first");

        await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "second", item => item.IsReady);
    }

    [Test]
    public async Task Pods_with_the_same_host_port_keep_off_each_others_nodes()
    {
        await Cluster.CreateNodeAsync("a");
        var spec = Manifests.Pod("one")
            .Replace(
                "\"image\":\"app:1\"", "\"image\":\"app:1\",\"ports\":[{\"containerPort\":80,\"hostPort\":80,\"protocol\":\"TCP\"}]", StringComparison.Ordinal);
        await Cluster.CreateAsync(ResourceTypes.Pods, spec);
        await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "one", item => item.IsReady);

        await Cluster.CreateAsync(ResourceTypes.Pods, spec.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));

        var waiting = await Cluster.UntilUnschedulableAsync("two");
        Assert.That(waiting, Does.Contain("didn't have free ports"));
    }

    [Test]
    public async Task Anti_affinity_works_in_both_directions()
    {
        await Cluster.CreateNodeAsync("a");
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("loner", AntiAffinity("web", "kubernetes.io/hostname")));
        await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "loner", item => item.IsReady);

        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("web", app: "web"));
        var kept = await Cluster.UntilUnschedulableAsync("web");
        Assert.That(kept, Is.EqualTo("0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules."));

        await Cluster.CreateNodeAsync("b");
        await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "web", item => item is { IsReady: true, Spec.NodeName: "b" });
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("other", AntiAffinity("solo", "topology.kubernetes.io/zone")));
        var apart = await Cluster.UntilUnschedulableAsync("other");
        Assert.That(apart, Is.EqualTo("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules."));
    }

    [Test]
    public async Task Affinity_follows_its_companion_and_the_first_of_a_kind_may_start_anywhere()
    {
        await Cluster.CreateNodeAsync("a", "z1");
        await Cluster.CreateNodeAsync("b", "z2");
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("first", Affinity("solo", "topology.kubernetes.io/zone")));
        var first = await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "first", item => item.IsReady);

        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("second", Affinity("solo", "topology.kubernetes.io/zone")));
        var second = await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "second", item => item.IsReady);
        Assert.That(second.Spec.NodeName, Is.EqualTo(first.Spec.NodeName));

        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("third", Affinity("nobody", "topology.kubernetes.io/zone")));
        var third = await Cluster.UntilUnschedulableAsync("third");
        Assert.That(third, Is.EqualTo("0/2 nodes are available: 2 node(s) didn't match pod affinity rules."));
    }

    [Test]
    public async Task A_spread_constraint_counts_cordoned_nodes_and_so_can_become_unsatisfiable()
    {
        await Cluster.CreateNodeAsync("a", "z1");
        await Cluster.CreateNodeAsync("b", "z2");
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("one", Spread));
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("two", Spread));
        var placed = await Cluster.UntilPodsAsync(pods => pods.Count(pod => pod.IsReady) == 2);
        Assert.That(placed.Select(pod => pod.Spec.NodeName), Is.Unique);

        await Cluster.CordonAsync("b");
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("three", Spread));
        await Cluster.UntilOneAsync<Pod>(ResourceTypes.Pods, "three", item => item is { IsReady: true, Spec.NodeName: "a" });
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("four", Spread));

        var waiting = await Cluster.UntilUnschedulableAsync("four");
        Assert.That(waiting,
            Is.EqualTo("0/2 nodes are available: 1 node(s) didn't match pod topology spread constraints, 1 node(s) were unschedulable."));
    }

    [Test]
    public async Task A_pod_whose_claim_does_not_exist_waits_for_it()
    {
        await Cluster.CreateNodeAsync("a");
        await Cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("p", "\"volumes\":[{\"name\":\"d\",\"persistentVolumeClaim\":{\"claimName\":\"data\"}}]"));

        var waiting = await Cluster.UntilUnschedulableAsync("p");
        Assert.That(waiting, Is.EqualTo("0/1 nodes are available: persistentvolumeclaim \"data\" not found."));
    }

    [Test]
    public async Task Four_hundred_pods_spread_evenly_over_twenty_nodes()
    {
        for (var index = 0; index < 20; index++)
        {
            await Cluster.CreateNodeAsync($"n{index}", pods: 110, cpu: "64");
        }

        var started = TimeProvider.System.GetTimestamp();

        await Cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Deployment("web", 400));
        await Cluster.UntilOneAsync<Deployment>(ResourceTypes.Deployments, "web", DeploymentTests.IsRolledOut);

        TestContext.Out.WriteLine($"400 pods Ready after {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0} ms");
        Assert.That((await Cluster.PodsAsync()).GroupBy(pod => pod.Spec.NodeName).Select(group => group.Count()), Is.All.EqualTo(20));
    }

    private static string AntiAffinity(string app, string key) => Terms("podAntiAffinity", app, key);

    private static string Affinity(string app, string key) => Terms("podAffinity", app, key);

    private static string Terms(string kind, string app, string key) => $$$"""
        "affinity":{"{{{kind}}}":{"requiredDuringSchedulingIgnoredDuringExecution":[
         {"labelSelector":{"matchLabels":{"app":"{{{app}}}"}},"topologyKey":"{{{key}}}"}]}}
        """;
}
