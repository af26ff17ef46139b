using System.Text.Json;
using System.Text.Json.Nodes;
using CniMigration.Components;
using CniMigration.Stacks.Live;
using CniMigration.Tests.Stacks;

namespace CniMigration.Tests.Components;

[TestFixture]
internal sealed class ClusterSizeTests
{
    [Test]
    public void A_small_cluster_is_treated_as_ever()
    {
        var size = new ClusterSize(10, 10);

        Assert.That((size.PingNumber, size.RefreshSeconds, size.OperatorRate, size.OperatorBurst), Is.EqualTo(((int?)null, 5, (double?)null, (int?)null)));
        Assert.That(new[] { size.RolloutSeconds, size.NodesSeconds, size.CiliumNodesSeconds, size.MeshSeconds }, Is.All.Null);
    }

    [TestCase(94, false)]
    [TestCase(95, true)]
    public void Goldpinger_samples_from_a_hundred_pods_on(int nodes, bool sampled) =>
        Assert.That(new ClusterSize(nodes - 3, 3).PingNumber is not null, Is.EqualTo(sampled));

    [TestCase(100)]
    [TestCase(225)]
    [TestCase(450)]
    public void However_many_pods_there_are_they_list_each_other_ten_times_a_second_at_most(int nodes)
    {
        var size = new ClusterSize(nodes, nodes);

        Assert.That(size.GoldpingerPods / (double)size.RefreshSeconds, Is.LessThanOrEqualTo(10));
        Assert.That(size.MeshSeconds, Is.GreaterThan(5 * size.RefreshSeconds), "two readings after a first one, and time for pods that have just come");
    }

    [Test]
    public void A_node_more_rolls_no_goldpinger_out_anew() =>
        Assert.That(new ClusterSize(101, 100).RefreshSeconds, Is.EqualTo(new ClusterSize(100, 100).RefreshSeconds));

    [Test]
    public void The_wait_for_Ciliums_nodes_holds_what_the_operator_needs_for_all_of_them()
    {
        foreach (var nodes in new[] { 30, 100, 450 })
        {
            var size = new ClusterSize(nodes, nodes);
            var calls = TimeSpan.FromSeconds(nodes * ClusterSize.CallsPerNode / (size.OperatorRate ?? 4));
            Assert.That(TimeSpan.FromSeconds(size.CiliumNodesSeconds!.Value), Is.GreaterThan(TimeSpan.FromMinutes(20) + calls));
            Assert.That(calls, Is.LessThan(TimeSpan.FromMinutes(3)), "by default 450 nodes take eleven minutes");
        }
    }

    [Test]
    public async Task At_size_goldpinger_is_told_to_sample_and_gets_what_that_needs()
    {
        var run = await BaselineOf(100);

        foreach (var pods in new[] { "goldpinger-daemonset", "goldpinger-deployment" })
        {
            var container = Container(run[pods]);
            Assert.That(Env(container, "PING_NUMBER"), Is.EqualTo("20"), pods);
            Assert.That(Env(container, "REFRESH_INTERVAL"), Is.EqualTo("25"), pods);
            Assert.That(Env(container, "POD_NAME"), Is.Null.Or.Empty, "it comes from the pod's own fields");
            Assert.That((Env(container, "CHECK_TIMEOUT"), Env(container, "CHECK_ALL_TIMEOUT")), Is.EqualTo(("3s", "10s")), pods);
            Assert.That((string)container["resources"]!["limits"]!["memory"]!, Is.EqualTo("128Mi"), pods);
            Assert.That(container["resources"]!["limits"]!["cpu"], Is.Null, "one that is throttled answers late");
        }
    }

    [Test]
    public async Task A_large_cluster_gives_goldpinger_room_for_its_list_of_pods()
    {
        var container = Container((await BaselineOf(450))["goldpinger-daemonset"]);

        Assert.That((string)container["resources"]!["limits"]!["memory"]!, Is.EqualTo("320Mi"));
    }

    [Test]
    public async Task In_a_small_cluster_the_full_mesh_stays()
    {
        var run = await BaselineOf(3);

        var container = Container(run["goldpinger-daemonset"]);
        Assert.That(Env(container, "PING_NUMBER"), Is.Null);
        Assert.That(Env(container, "REFRESH_INTERVAL"), Is.EqualTo("5"));
        Assert.That(run.World.Resources.Where(resource => resource.Name.StartsWith("gate-", StringComparison.Ordinal)).SelectMany(gate => gate.Inputs.Keys),
            Has.None.EqualTo("timeoutSeconds"));
    }

    [TestCase(3)]
    [TestCase(100)]
    public async Task A_tenth_of_goldpingers_pods_is_replaced_at_a_time(int nodes)
    {
        var daemonSet = JsonSerializer.SerializeToNode((await BaselineOf(nodes))["goldpinger-daemonset"].Inputs["spec"])!;

        Assert.That((string)daemonSet["updateStrategy"]!["rollingUpdate"]!["maxUnavailable"]!, Is.EqualTo("10%"));
    }

    [Test]
    public async Task At_size_the_gates_are_more_patient()
    {
        var size = new ClusterSize(100, 100);
        var run = await BaselineOf(100);
        var grown = await StackRun.Of(
            Stage.AddCiliumNodes, LiveClusters.At(Stage.InstallCilium), false, ("oldNodeGroupSize", "100"), ("ciliumNodeGroupSize", "100"));

        Assert.That(run["gate-baseline-goldpinger-daemonset"].Inputs["timeoutSeconds"], Is.EqualTo(size.RolloutSeconds));
        Assert.That(run["gate-baseline-old-nodes"].Inputs["timeoutSeconds"], Is.EqualTo(size.NodesSeconds));
        Assert.That(run["gate-baseline-mesh"].Inputs["timeoutSeconds"], Is.EqualTo(size.MeshSeconds));
        Assert.That(grown["pinning-rollout"].Inputs["timeoutSeconds"], Is.EqualTo(size.RolloutSeconds));
    }

    private static Task<StackRun> BaselineOf(int nodes) =>
        StackRun.Of(Stage.Baseline, LiveCluster.Absent, false, ("oldNodeGroupSize", $"{nodes}"), ("ciliumNodeGroupSize", $"{nodes}"));

    private static JsonNode Container(Registered pods) => JsonSerializer.SerializeToNode(pods.Inputs["spec"])!["template"]!["spec"]!["containers"]![0]!;

    private static string? Env(JsonNode container, string name) =>
        container["env"]!.AsArray().Where(variable => (string?)variable!["name"] == name).Select(variable => (string?)variable!["value"]).SingleOrDefault();
}
