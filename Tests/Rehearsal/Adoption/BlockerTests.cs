using CniMigration.Simulator.Cloud;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Rehearsal.Adoption;

/// <summary>What would fight the migration stops it, by name, and the remedy that the message gives opens the way.</summary>
internal sealed class BlockerTests
{
    private const string ComputeType = "eks.amazonaws.com/compute-type";

    [Test]
    public async Task Nodes_of_nobody_the_migration_knows_are_named_each_with_its_remedy()
    {
        await using var stack = await AdoptedStack.StartAsync();
        await stack.WalkAsync("baseline");
        var theirs = stack.Group("general") with { Name = "machine-learning", Scaling = new NodeGroupScaling(1, 1, 1) };
        await stack.Cloud.CreateNodeGroupAsync(AdoptedStack.Cluster, theirs);
        await stack.Cloud.WaitForNodeGroupAsync(AdoptedStack.Cluster, theirs.Name);
        var foreign = stack.Cloud.ListInstances(AdoptedStack.Cluster, theirs.Name).Select(instance => instance.NodeName).Single();
        (string Name, string Label, string Value)[] others =
        [
            ("ip-10-0-9-1", "karpenter.sh/nodepool", "bursts"), ("fargate-ip-10-0-9-2", ComputeType, "fargate"),
            ("mi-0f9e8d7c6b5a49382", ComputeType, "hybrid"), ("ip-10-0-9-3", "kubernetes.io/os", "linux"),
        ];
        foreach (var (name, label, value) in others)
        {
            await stack.Kubernetes.CoreV1.CreateNodeAsync(Node(name, label, value));
        }

        var blocked = await stack.UpAsync("pin-aws-node");

        Assert.That(blocked.Effective, Is.EqualTo("baseline"));
        Assert.That(blocked.NextStep, Does.Contain("5 nodes of no known node group")
            .And.Contain($"{foreign} of the node group machine-learning (name the group in oldNodeGroups, or delete it)")
            .And.Contain("ip-10-0-9-1 of Karpenter's node pool bursts").And.Contain("kubectl delete nodeclaims -l karpenter.sh/nodepool=bursts")
            .And.Contain("fargate-ip-10-0-9-2 of Fargate").And.Contain("delete-fargate-profile")
            .And.Contain("mi-0f9e8d7c6b5a49382 outside of AWS, a hybrid node")
            .And.Contain("ip-10-0-9-3 self-managed"));

        foreach (var (name, _, _) in others)
        {
            await stack.Kubernetes.CoreV1.DeleteNodeAsync(name);
        }

        await stack.Cloud.DeleteNodeGroupAsync(AdoptedStack.Cluster, theirs.Name);
        await stack.Cloud.WaitForNodeGroupAsync(AdoptedStack.Cluster, theirs.Name);
        Assert.That((await stack.WalkAsync("pin-aws-node"))[^1].Effective, Is.EqualTo("pin-aws-node"));
    }

    [Test]
    public async Task A_node_that_nobody_knows_and_that_comes_late_is_named_before_Cilium_would_take_it()
    {
        await using var stack = await AdoptedStack.StartAsync();
        await stack.WalkAsync("pin-aws-node");
        await stack.Kubernetes.CoreV1.CreateNodeAsync(Node("ip-10-0-9-1", "karpenter.sh/nodepool", "bursts"));

        var blocked = await stack.UpAsync("install-cilium");
        Assert.That(blocked.Effective, Is.EqualTo("pin-aws-node"));
        Assert.That(blocked.NextStep, Does.Contain("ip-10-0-9-1 of Karpenter's node pool bursts"));

        await stack.Kubernetes.CoreV1.DeleteNodeAsync("ip-10-0-9-1");
        Assert.That((await stack.WalkAsync("install-cilium"))[^1].Effective, Is.EqualTo("install-cilium"));
    }

    [Test]
    public async Task An_add_on_that_EKS_manages_and_a_running_Karpenter_are_named_each_with_its_remedy()
    {
        await using var stack = await AdoptedStack.StartAsync();
        await stack.WalkAsync("baseline");
        await stack.Cloud.CreateAddonAsync(AdoptedStack.Cluster, "vpc-cni", "v1.20.4-eksbuild.1");
        await stack.Kubernetes.AppsV1.CreateNamespacedDeploymentAsync(Karpenter(), "kube-system");

        var blocked = await stack.UpAsync("pin-aws-node");

        Assert.That(blocked.Effective, Is.EqualTo("baseline"));
        Assert.That(blocked.NextStep, Does.Contain("the add-on vpc-cni").And.Contain("aws eks delete-addon --addon-name vpc-cni --preserve"));
        Assert.That(blocked.NextStep, Does.Contain("kube-system/karpenter would add and remove nodes").And.Contain("kubectl -n kube-system scale deployment/karpenter --replicas=0"));

        await stack.Cloud.DeleteAddonAsync(AdoptedStack.Cluster, "vpc-cni", preserve: true);
        await ScaleAsync(stack, "karpenter", 0);
        Assert.That((await stack.WalkAsync("pin-aws-node"))[^1].Effective, Is.EqualTo("pin-aws-node"));
    }

    [TestCase("install-cilium", "add-cilium-nodes")]
    public async Task An_autoscaler_that_somebody_starts_again_keeps_node_groups_as_they_are_and_is_named(string at, string next)
    {
        await using var stack = await AdoptedStack.StartAsync();
        await stack.WalkAsync(at);
        await ScaleAsync(stack, "cluster-autoscaler", 1);
        var calls = stack.Operations.Count(call => call == "UpdateNodegroupConfig");

        var refused = await stack.UpAsync(next);

        Assert.That(refused.Run.Failure?.Message ?? refused.NextStep, Does.Contain("kube-system/cluster-autoscaler")
            .And.Contain("kubectl -n kube-system scale deployment/cluster-autoscaler --replicas=0"));
        Assert.That(stack.Operations.Count(call => call == "UpdateNodegroupConfig"), Is.EqualTo(calls));

        await ScaleAsync(stack, "cluster-autoscaler", 0);
        Assert.That((await stack.WalkAsync(next))[^1].Effective, Is.EqualTo(next));
    }

    private static V1Node Node(string name, string label, string value) => new()
    {
        ApiVersion = "v1",
        Kind = "Node",
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { [label] = value } },
        Spec = new V1NodeSpec { Taints = [new V1Taint { Key = "theirs", Value = "true", Effect = "NoSchedule" }] },
    };

    private static Task<V1Deployment> ScaleAsync(AdoptedStack stack, string deployment, int replicas) => stack.Kubernetes.AppsV1.PatchNamespacedDeploymentAsync(
        new V1Patch($$"""{"spec": {"replicas": {{replicas}} } }""", V1Patch.PatchType.MergePatch), deployment, "kube-system");

    private static V1Deployment Karpenter()
    {
        var labels = new Dictionary<string, string> { ["app"] = "karpenter" };
        return new V1Deployment
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = new V1ObjectMeta { Name = "karpenter" },
            Spec = new V1DeploymentSpec
            {
                Replicas = 1,
                Selector = new V1LabelSelector { MatchLabels = labels },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels },
                    Spec = new V1PodSpec { Containers = [new V1Container { Name = "controller", Image = "public.ecr.aws/karpenter/controller:1.8.1" }] },
                },
            },
        };
    }
}
