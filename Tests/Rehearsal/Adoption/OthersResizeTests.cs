using CniMigration.Simulator.Cloud;
using CniMigration.Tests.Stacks;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Rehearsal.Adoption;

/// <summary>Old groups are their owner's to resize at any time before they are retired; the migration follows, and does not fight it.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OthersResizeTests
{
    private const string Held = "held";

    // EKS gives up draining after fifteen minutes, which are over in two seconds at the speed of the walks.
    private const double Unhurried = 25;

    [Test]
    public async Task A_group_that_shrinks_holds_the_next_stage_until_EKS_has_drained_its_node_which_is_named()
    {
        await using var stack = await AdoptedStack.StartAsync(seed: 1);
        await stack.WalkAsync("baseline");
        await HoldEachNodeAsync(stack, "general");
        await stack.ResizeAsync("general", 1);
        var (up, nodes) = await stack.SlowlyAsync(Unhurried, async () =>
        {
            await stack.WaitAsync(TimeSpan.FromSeconds(30));
            Assert.That((await stack.UpAsync("pin-aws-node")).Run.Failure, Is.Null);
            var second = await stack.UpAsync("pin-aws-node");
            return (second, stack.Cloud.ListInstances(AdoptedStack.Cluster, "general", ["running"]).Select(instance => instance.NodeName).ToList());
        });
        Assert.That(nodes, Has.Count.EqualTo(2), "a budget holds the drain");
        Assert.That(up.Converged, Is.False);
        Assert.That(up.NextStep, Does.Contain("4 old nodes of 3 (general was shrunk to 1: EKS drains ").And.Contain("up to 15 minutes"));
        Assert.That(nodes.Count(node => up.NextStep.Contains($"EKS drains {node} first", StringComparison.Ordinal)), Is.EqualTo(1));

        await stack.Kubernetes.PolicyV1.DeleteNamespacedPodDisruptionBudgetAsync(Held, "default");
        await stack.WalkAsync("pin-aws-node");
        Assert.That(stack.Cloud.ListInstances(AdoptedStack.Cluster, "general", ["running"]), Has.Count.EqualTo(1));
        Assert.That(stack.Touched, Is.EqualTo(new[] { "UpdateNodegroupConfig general" }));
    }

    [Test]
    public async Task Groups_that_grow_and_shrink_at_every_turn_are_retired_and_come_home_with_the_sizes_that_somebody_gave_them()
    {
        await using var stack = await AdoptedStack.StartAsync(seed: 3, ("oldNodeGroups", """["general","batch","spare"]"""));
        await stack.WalkAsync("baseline");
        await stack.ResizeAsync("spare", 1);
        await stack.WalkAsync("install-cilium");
        await stack.ResizeAsync("general", 1);
        await stack.ResizeAsync("batch", 3);
        await stack.WalkAsync("add-cilium-nodes");
        await stack.ResizeAsync("batch", 4);
        await stack.WalkAsync("migrate");
        await AssertAnUpdateUnderWayIsNamedAsync(stack, "batch", 2);
        Assert.That(stack.Touched, Has.Count.EqualTo(5), "only what somebody did");

        await stack.WalkAsync("retire-nodes");
        Assert.That(
            stack.OldGroups.SelectMany(name => stack.Cloud.ListInstances(AdoptedStack.Cluster, name, ["running"])),
            Is.Empty,
            "spare had no nodes when it was imported");

        await stack.WalkAsync("baseline");
        Assert.That(
            stack.OldGroups.Select(name => (name, stack.Group(name).Scaling.DesiredSize)),
            Is.EquivalentTo(new[] { ("general", 1), ("batch", 2), ("spare", 1) }));
        foreach (var group in stack.OldGroups)
        {
            Assert.That(stack.Cloud.ListInstances(AdoptedStack.Cluster, group, ["running"]), Has.Count.EqualTo(stack.Group(group).Scaling.DesiredSize), group);
        }
    }

    [Test]
    [Explicit("Each is a walk of its own; the one above goes through the same code.")]
    [Category("Resizes")]
    public async Task The_walk_goes_on_and_home_with_the_size_that_somebody_gave(
        [Values("baseline", "pin-aws-node", "install-cilium", "add-cilium-nodes", "cordon", "migrate")] string at,
        [Values("general", "batch")] string group,
        [Values(1, -1)] int by)
    {
        await using var stack = await AdoptedStack.StartAsync(seed: 3);
        await stack.WalkAsync(at);
        var size = stack.Group(group).Scaling.DesiredSize + by;
        await stack.ResizeAsync(group, size);

        await stack.WalkAsync(StageNames.All.SkipWhile(stage => stage != at).ElementAt(1), "baseline");

        Assert.That(stack.Group(group).Scaling.DesiredSize, Is.EqualTo(size));
        Assert.That(stack.Cloud.ListInstances(AdoptedStack.Cluster, group, ["running"]), Has.Count.EqualTo(size));
    }

    private static async Task AssertAnUpdateUnderWayIsNamedAsync(AdoptedStack stack, string group, int size)
    {
        var held = await stack.SlowlyAsync(1, async () =>
        {
            await stack.Cloud.UpdateNodeGroupAsync(
                AdoptedStack.Cluster, group, new NodeGroupUpdate { Scaling = stack.Group(group).Scaling with { DesiredSize = size } });
            return await stack.UpAsync("retire-nodes");
        });
        Assert.That(held.Run.Failure, Is.Null);
        Assert.That(held.Effective, Is.EqualTo("migrate"));
        Assert.That(held.NextStep, Does.Contain($"the node group {group} is UPDATING").And.Contain("aws eks wait nodegroup-active"));
        await stack.Cloud.WaitForNodeGroupAsync(AdoptedStack.Cluster, group);
    }

    /// <summary>A pod that may never be evicted, on each node of a group.</summary>
    private static async Task HoldEachNodeAsync(AdoptedStack stack, string group)
    {
        var labels = new Dictionary<string, string> { ["app"] = Held };
        var selector = new V1LabelSelector { MatchLabels = labels };
        var pods = new V1PodTemplateSpec
        {
            Metadata = new V1ObjectMeta { Labels = labels },
            Spec = new V1PodSpec
            {
                NodeSelector = new Dictionary<string, string> { ["team"] = group },
                Containers = [new V1Container { Name = Held, Image = "registry.k8s.io/pause:3.10" }],
                Affinity = new V1Affinity
                {
                    PodAntiAffinity = new V1PodAntiAffinity
                    {
                        RequiredDuringSchedulingIgnoredDuringExecution =
                        [
                            new V1PodAffinityTerm { LabelSelector = selector, TopologyKey = "kubernetes.io/hostname" },
                        ],
                    },
                },
            },
        };
        await stack.Kubernetes.AppsV1.CreateNamespacedDeploymentAsync(
            new V1Deployment
            {
                ApiVersion = "apps/v1",
                Kind = "Deployment",
                Metadata = new V1ObjectMeta { Name = Held },
                Spec = new V1DeploymentSpec { Replicas = 2, Selector = selector, Template = pods },
            },
            "default");
        await stack.Kubernetes.PolicyV1.CreateNamespacedPodDisruptionBudgetAsync(
            new V1PodDisruptionBudget
            {
                ApiVersion = "policy/v1",
                Kind = "PodDisruptionBudget",
                Metadata = new V1ObjectMeta { Name = Held },
                Spec = new V1PodDisruptionBudgetSpec { MaxUnavailable = 0, Selector = selector },
            },
            "default");
        for (var look = 0; look < 60; look++)
        {
            if ((await stack.Kubernetes.AppsV1.ReadNamespacedDeploymentAsync(Held, "default")).Status?.ReadyReplicas == 2)
            {
                return;
            }

            await stack.WaitAsync(TimeSpan.FromSeconds(5));
        }

        Assert.Fail($"The pods that hold the nodes of {group} are not Ready after five minutes.");
    }
}
