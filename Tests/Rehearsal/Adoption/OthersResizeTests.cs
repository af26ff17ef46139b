using CniMigration.Stacks;
using CniMigration.Tests.Rehearsal.Back;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Rehearsal.Adoption;

/// <summary>Old groups are their owner's to resize at any time before they are retired; the migration follows, and does not fight it.</summary>
internal sealed class OthersResizeTests
{
    private const string Held = "held";

    [Test]
    public async Task A_group_that_shrinks_holds_the_next_stage_until_EKS_has_drained_its_node_which_is_named()
    {
        await using var stack = await AdoptedStack.StartAsync();
        await stack.WalkAsync("baseline");
        await HoldEachNodeAsync(stack, "general");
        await stack.ResizeAsync("general", 1);
        await stack.WaitAsync(TimeSpan.FromSeconds(30));

        var up = await stack.UpAsync("pin-aws-node");
        Assert.That(up.Run.Failure, Is.Null);
        up = await stack.UpAsync("pin-aws-node");

        var nodes = stack.Cloud.ListInstances(AdoptedStack.Cluster, "general", ["running"]).Select(instance => instance.NodeName).ToList();
        Assert.That(nodes, Has.Count.EqualTo(2), "a budget holds the drain");
        Assert.That(up.Converged, Is.False);
        Assert.That(up.NextStep, Does.Contain("4 old nodes of 3 (general was shrunk to 1: EKS drains ").And.Contain("up to 15 minutes"));
        Assert.That(nodes.Count(node => up.NextStep.Contains($"EKS drains {node} first", StringComparison.Ordinal)), Is.EqualTo(1));

        await stack.Kubernetes.PolicyV1.DeleteNamespacedPodDisruptionBudgetAsync(Held, "default");
        await stack.WalkAsync("pin-aws-node");
        Assert.That(stack.Cloud.ListInstances(AdoptedStack.Cluster, "general", ["running"]), Has.Count.EqualTo(1));
        Assert.That(stack.Touched, Is.EqualTo(new[] { "UpdateNodegroupConfig general" }));
    }

    [TestCase("baseline", "general", 1)]
    [TestCase("install-cilium", "general", -1)]
    [TestCase("install-cilium", "batch", 1)]
    [TestCase("add-cilium-nodes", "batch", -1)]
    [TestCase("migrate", "batch", -1)]
    public async Task The_walk_goes_on_and_home_with_the_size_that_somebody_gave(string at, string group, int by)
    {
        await using var stack = await AdoptedStack.StartAsync(seed: 3);
        await stack.WalkAsync(at);
        var size = stack.Group(group).Scaling.DesiredSize + by;
        await stack.ResizeAsync(group, size);

        await stack.WalkAsync(StageNames.All.SkipWhile(stage => stage != at).ElementAt(1), "baseline");

        Assert.That(stack.Group(group).Scaling.DesiredSize, Is.EqualTo(size));
        Assert.That(stack.Cloud.ListInstances(AdoptedStack.Cluster, group, ["running"]), Has.Count.EqualTo(size));
    }

    [Test]
    public async Task A_group_that_was_empty_when_it_was_adopted_and_grew_is_retired_and_restored()
    {
        await using var stack = await AdoptedStack.StartAsync(seed: 5, ("oldNodeGroups", """["general","batch","spare"]"""));
        await stack.WalkAsync("baseline");
        await stack.ResizeAsync("spare", 1);
        await stack.WalkAsync("baseline");
        var before = await stack.LookAsync();

        await stack.WalkAsync("retire-nodes");
        Assert.That(stack.Cloud.ListInstances(AdoptedStack.Cluster, "spare", ["running"]), Is.Empty);
        await stack.WalkAsync("baseline");
        Assert.That(ClusterPortrait.Differences(before, await stack.LookAsync()), Is.Empty);
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
                        RequiredDuringSchedulingIgnoredDuringExecution = [new V1PodAffinityTerm { LabelSelector = selector, TopologyKey = "kubernetes.io/hostname" }],
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
