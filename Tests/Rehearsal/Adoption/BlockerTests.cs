using CniMigration.Simulator.Cloud;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Rehearsal.Adoption;

/// <summary>What would fight the migration stops it, by name, and the remedy that the message gives opens the way.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BlockerTests
{
    private const string ComputeType = "eks.amazonaws.com/compute-type";

    [Test]
    public async Task What_would_fight_the_migration_stops_it_by_name_and_its_remedy_opens_the_way()
    {
        await using var stack = await AdoptedStack.StartAsync(seed: 1);
        await stack.WalkAsync("baseline");
        await AssertForeignNodesStopAsync(stack, "pin-aws-node");
        await AssertTheAddOnAndKarpenterStopAsync(stack, "pin-aws-node");
        await stack.WalkAsync("pin-aws-node");
        await AssertALateNodeStopsAsync(stack, "install-cilium");
        await stack.WalkAsync("install-cilium");
        await AssertAnAutoscalerStopsAsync(stack, "add-cilium-nodes");
        await stack.WalkAsync("migrate");
        await AssertAnAutoscalerStopsAsync(stack, "retire-nodes");
        await stack.WalkAsync("retire-nodes");
    }

    private static async Task AssertForeignNodesStopAsync(AdoptedStack stack, string next)
    {
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

        var blocked = await stack.UpAsync(next);

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
    }

    private static async Task AssertALateNodeStopsAsync(AdoptedStack stack, string next)
    {
        await stack.Kubernetes.CoreV1.CreateNodeAsync(Node("ip-10-0-9-1", "karpenter.sh/nodepool", "bursts"));

        var blocked = await stack.UpAsync(next);
        Assert.That(blocked.Effective, Is.EqualTo("pin-aws-node"));
        Assert.That(blocked.NextStep, Does.Contain("ip-10-0-9-1 of Karpenter's node pool bursts"));

        await stack.Kubernetes.CoreV1.DeleteNodeAsync("ip-10-0-9-1");
    }

    private static async Task AssertTheAddOnAndKarpenterStopAsync(AdoptedStack stack, string next)
    {
        await stack.Cloud.CreateAddonAsync(AdoptedStack.Cluster, "vpc-cni", "v1.20.4-eksbuild.1");
        await stack.Kubernetes.AppsV1.CreateNamespacedDeploymentAsync(Karpenter(), "kube-system");

        var blocked = await stack.UpAsync(next);

        Assert.That(blocked.Effective, Is.EqualTo("baseline"));
        Assert.That(blocked.NextStep, Does.Contain("the add-on vpc-cni").And.Contain("aws eks delete-addon --addon-name vpc-cni --preserve"));
        Assert.That(
            blocked.NextStep,
            Does.Contain("kube-system/karpenter would add and remove nodes").And.Contain("kubectl -n kube-system scale deployment/karpenter --replicas=0"));

        await stack.Cloud.DeleteAddonAsync(AdoptedStack.Cluster, "vpc-cni", preserve: true);
        await stack.ScaleAsync("karpenter", 0);
    }

    private static async Task AssertAnAutoscalerStopsAsync(AdoptedStack stack, string next)
    {
        await stack.ScaleAsync("cluster-autoscaler", 1);
        var calls = stack.Operations.Count(call => call == "UpdateNodegroupConfig");

        var blocked = await stack.UpAsync(next);

        Assert.That(blocked.Run.Failure, Is.Null);
        Assert.That(blocked.NextStep, Does.StartWith($"{next} has to wait: ").And.Contain("somebody has started it again (1 replica)")
            .And.Contain("kubectl -n kube-system scale deployment/cluster-autoscaler --replicas=0"));
        Assert.That(stack.Operations.Count(call => call == "UpdateNodegroupConfig"), Is.EqualTo(calls));

        await stack.ScaleAsync("cluster-autoscaler", 0);
    }

    private static V1Node Node(string name, string label, string value) => new()
    {
        ApiVersion = "v1",
        Kind = "Node",
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { [label] = value } },
        Spec = new V1NodeSpec { Taints = [new V1Taint { Key = "theirs", Value = "true", Effect = "NoSchedule" }] },
    };

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
