using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Faults;

namespace CniMigration.Tests.Simulator.NodeGroups;

[TestFixture]
[CancelAfter(60_000)]
internal sealed class NodeGroupTests
{
    [Test]
    public async Task A_group_grows_and_shrinks_with_its_instances()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);

        await scenario.ScaleAsync("ng-1", 3);
        await scenario.UntilNodesReadyAsync("ng-1", 3);
        await scenario.ScaleAsync("ng-1", 1);
        await scenario.UntilNodesReadyAsync("ng-1", 1);

        var states = scenario.Cloud.ListInstances(EksScenario.ClusterName, "ng-1").Select(instance => instance.State);
        Assert.That(states, Is.EquivalentTo((string[])["running", "terminated", "terminated"]));
        await scenario.UntilAllPodsReadyAsync();
    }

    [Test]
    public async Task A_node_that_is_taken_away_is_emptied_within_the_budgets()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.UntilAllPodsReadyAsync();
        await scenario.ScaleAsync("ng-1", 2);
        await scenario.UntilNodesReadyAsync("ng-1", 2);
        var observation = scenario.Eks.Observer.Begin();

        await scenario.ScaleAsync("ng-1", 1);
        await scenario.UntilNodesReadyAsync("ng-1", 1);
        await scenario.UntilAllPodsReadyAsync();

        Assert.That(observation.BudgetViolations, Is.Zero, "CoreDNS has two replicas, of which one may be away");
        Assert.That(observation.BelowReplicasPodSeconds, Is.GreaterThan(0));
        Assert.That(await scenario.PodsAsync(pod => pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "kube-dns" && pod.IsReady), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Labels_and_taints_of_a_group_reach_its_live_nodes()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1, spec => spec with { Labels = new Dictionary<string, string> { ["team"] = "a" } });

        var update = new NodeGroupUpdate
        {
            Labels = new Dictionary<string, string> { ["cni"] = "aws-cni" },
            Taints = [new NodeGroupTaint("dedicated", "shop", "NO_SCHEDULE")],
        };
        var updating = await scenario.Cloud.UpdateNodeGroupAsync(EksScenario.ClusterName, "ng-1", update);
        Assert.That(updating.Status, Is.EqualTo("UPDATING"));
        Assert.That(async () => await scenario.Cloud.UpdateNodeGroupAsync(EksScenario.ClusterName, "ng-1", update),
            Throws.TypeOf<EksException>().With.Property("Code").EqualTo("ResourceInUseException"));

        await scenario.UntilAsync("the node has them", async () => (await scenario.NodesAsync("ng-1"))[0] is var node
            && node.Metadata.Labels.GetValueOrDefault("cni") == "aws-cni" && !node.Metadata.Labels.ContainsKey("team")
            && node.Spec.Taints.Any(taint => taint.ToString() == "dedicated=shop:NoSchedule"));
        Assert.That(scenario.Cloud.Calls.Count(call => call is { Operation: "UpdateNodegroupConfig", Target: "ng-1" }), Is.EqualTo(2));
    }

    [Test]
    public async Task A_new_group_whose_nodes_never_get_ready_fails()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.PinAwsNodeAsync();

        var group = await scenario.AddCiliumGroupAsync(1);

        Assert.That(group.Status, Is.EqualTo("CREATE_FAILED"));
        Assert.That(group.Health, Has.One.Property("Code").EqualTo("NodeCreationFailure"));
    }

    [Test]
    public async Task Impossible_sizes_are_refused()
    {
        await using var scenario = await EksScenario.StartAsync();

        foreach (var scaling in (NodeGroupScaling[])[new(1, 0, 0), new(-1, 0, 1), new(2, 0, 1), new(0, 1, 1)])
        {
            Assert.That(async () => await scenario.Cloud.CreateNodeGroupAsync(EksScenario.ClusterName, new NodeGroupSpec { Name = "ng", Scaling = scaling }),
                Throws.TypeOf<EksException>().With.Property("Code").EqualTo("InvalidParameterException"), scaling.ToString());
        }
    }

    [Test]
    public async Task An_update_whose_instances_find_no_address_fails_in_bounded_time_and_the_group_grows_once_there_are_some()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.Eks.Faults.SwitchOnAsync(FaultCatalogue.SubnetOutOfAddresses);
        scenario.Eks.Faults.Strike(FaultCatalogue.SubnetOutOfAddresses);

        await scenario.ScaleAsync("ng-1", 3);

        var failed = scenario.Cloud.DescribeNodeGroup(EksScenario.ClusterName, "ng-1");
        Assert.That(failed.Status, Is.EqualTo("DEGRADED"));
        Assert.That(failed.UpdateError?.Code, Is.EqualTo("InsufficientFreeAddresses"));
        Assert.That(failed.Health.Select(issue => issue.Code), Is.EqualTo((string[])["InsufficientFreeAddresses"]));

        await scenario.Eks.Faults.SwitchOffAsync(FaultCatalogue.SubnetOutOfAddresses);
        await scenario.UntilNodesReadyAsync("ng-1", 3);
        await scenario.UntilAsync("the group is well", () => Task.FromResult(
            scenario.Cloud.DescribeNodeGroup(EksScenario.ClusterName, "ng-1") is { Status: "ACTIVE", Health.Count: 0 }));
    }

    [Test]
    public async Task An_instance_that_never_joins_is_named_in_its_groups_health()
    {
        await using var scenario = await EksScenario.StartAsync();
        await scenario.AddGroupAsync("ng-1", 1);
        await scenario.Eks.Faults.SwitchOnAsync(FaultCatalogue.NodeNeverBoots);

        await scenario.ScaleAsync("ng-1", 3);
        await scenario.UntilNodesReadyAsync("ng-1", 2);
        await scenario.UntilAsync("the group is not well", () => Task.FromResult(
            scenario.Cloud.DescribeNodeGroup(EksScenario.ClusterName, "ng-1").Status == "DEGRADED"));

        var nodes = (await scenario.NodesAsync("ng-1")).Select(node => node.Name).ToList();
        var missing = scenario.Cloud
            .ListInstances(EksScenario.ClusterName, "ng-1")
            .Where(instance => !nodes.Contains(instance.NodeName))
            .Select(instance => instance.Id);
        var issue = scenario.Cloud.DescribeNodeGroup(EksScenario.ClusterName, "ng-1").Health.Single();
        Assert.That(issue.Code, Is.EqualTo("NodeCreationFailure"));
        Assert.That(issue.ResourceIds, Is.EqualTo(missing));

        await scenario.Eks.Faults.SwitchOffAsync(FaultCatalogue.NodeNeverBoots);
        await scenario.UntilNodesReadyAsync("ng-1", 3);
    }
}
