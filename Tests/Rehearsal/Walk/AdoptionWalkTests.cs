using System.Text;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.View;
using CniMigration.Rehearsal.Walk;
using CniMigration.Simulator.Cloud;
using CniMigration.Tests.Rehearsal.CommandLine;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Rehearsal.Walk;

/// <summary>The walk on a cluster that Pulumi did not make.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AdoptionWalkTests
{
    private const string Cluster = "production";
    private static readonly string[] OldGroups = ["general", "batch"];

    [Test]
    public async Task No_call_changes_an_old_node_group_until_it_is_retired_and_it_gets_back_what_it_had()
    {
        await using var stack = await StartAsync();
        await WalkAsync(stack, "baseline");
        Assert.That(Touched(stack), Is.Empty);
        var batch = stack.Cloud.DescribeNodeGroup(Cluster, "batch").Spec;
        Assert.That(batch.Scaling, Is.EqualTo(new NodeGroupScaling(2, 0, 4)));
        var others = new NodeGroupUpdate { Scaling = new NodeGroupScaling(3, 0, 4) };
        await stack.Cloud.UpdateNodeGroupAsync(Cluster, "batch", others);
        await stack.Cloud.WaitForNodeGroupAsync(Cluster, "batch");

        await WalkAsync(stack, "pin-aws-node", "install-cilium", "add-cilium-nodes", "cordon", "migrate");
        Assert.That(Touched(stack), Is.EqualTo(new[] { "UpdateNodegroupConfig batch" }), "only what the autoscaler did above");

        await WalkAsync(stack, "retire-nodes");
        Assert.That(Touched(stack).Skip(1), Is.EquivalentTo(new[] { "UpdateNodegroupConfig general", "UpdateNodegroupConfig batch" }));
        Assert.That(stack.Cloud.DescribeNodeGroup(Cluster, "batch").Spec.Scaling, Is.EqualTo(new NodeGroupScaling(0, 0, 4)));
        Assert.That(stack.Cloud.DescribeNodeGroup(Cluster, "general").Spec.Scaling, Is.EqualTo(new NodeGroupScaling(0, 0, 5)));

        var last = await WalkAsync(stack, "remove-aws-node", "finalize", "enforce-policy");
        Assert.That(last.Effective, Is.EqualTo("enforce-policy"));
        Assert.That(last.Cluster.Pods.AwsCni, Is.Zero);
        Assert.That(Touched(stack), Has.Length.EqualTo(3));

        last = await WalkAsync(stack, "baseline");
        Assert.That(last.Effective, Is.EqualTo("baseline"));
        Assert.That(last.Cluster.Pods.Cilium, Is.Zero);
        Assert.That(stack.Cloud.DescribeNodeGroup(Cluster, "batch").Spec, Is.EqualTo(batch with { Scaling = others.Scaling }));
        Assert.That(stack.Cloud.DescribeNodeGroup(Cluster, "general").Spec.Scaling, Is.EqualTo(new NodeGroupScaling(2, 1, 5)));
        Assert.That(Touched(stack), Has.Length.EqualTo(5));

        Assert.That((await stack.DestroyAsync(CancellationToken.None)).Run.Failure, Is.Null);
        Assert.That(stack.Cloud.ListNodeGroups(Cluster), Is.EquivalentTo(OldGroups));
        Assert.That(Touched(stack), Has.Length.EqualTo(5));
        Assert.That(stack.Calls.Select(call => call.Operation), Has.None.EqualTo("CreateCluster").And.None.EqualTo("DeleteCluster"));
    }

    [Test]
    public async Task What_would_fight_the_migration_blocks_it_by_name_until_the_remedy_is_applied()
    {
        await using var stack = await StartAsync();
        await WalkAsync(stack, "baseline");
        await stack.Cloud.CreateAddonAsync(Cluster, "vpc-cni", "v1.20.4-eksbuild.1");
        var theirs = stack.Cloud.DescribeNodeGroup(Cluster, "general").Spec with { Name = "machine-learning" };
        await stack.Cloud.CreateNodeGroupAsync(Cluster, theirs);
        await stack.Cloud.WaitForNodeGroupAsync(Cluster, theirs.Name);
        using var kubeconfig = new MemoryStream(Encoding.UTF8.GetBytes(stack.Kubeconfig()));
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        await client.AppsV1.CreateNamespacedDeploymentAsync(Karpenter(), "kube-system");

        var blocked = await stack.UpAsync("pin-aws-node", CancellationToken.None);

        Assert.That(blocked.Effective, Is.EqualTo("baseline"));
        var foreign = stack.Cloud.ListInstances(Cluster, theirs.Name).Select(instance => instance.NodeName).First();
        Assert.That(blocked.NextStep, Does.Contain(foreign).And.Contain("name the group in oldNodeGroups"));
        Assert.That(blocked.NextStep, Does.Contain("add-on vpc-cni").And.Contain("delete-addon"));
        Assert.That(blocked.NextStep, Does.Contain("kube-system/karpenter would add and remove nodes").And.Contain("scale deployment/karpenter --replicas=0"));

        await stack.Cloud.DeleteAddonAsync(Cluster, "vpc-cni", preserve: true);
        await stack.Cloud.DeleteNodeGroupAsync(Cluster, theirs.Name);
        await stack.Cloud.WaitForNodeGroupAsync(Cluster, theirs.Name);
        await client.AppsV1.PatchNamespacedDeploymentAsync(
            new V1Patch("""{"spec":{"replicas":0}}""", V1Patch.PatchType.MergePatch), "karpenter", "kube-system");
        Assert.That((await WalkAsync(stack, "pin-aws-node")).Effective, Is.EqualTo("pin-aws-node"));
    }

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

    private static async Task<RehearsalStack> StartAsync()
    {
        var settings = StackSettings.Read(Run.ProjectFolder(), "Pulumi.prod.yaml", Run.ProjectFolder());
        var options = new RehearsalOptions { StackFile = "Pulumi.prod.yaml", Speed = 500 };
        var stack = await RehearsalStack.StartAsync(settings, options, new SilentView(), CancellationToken.None);
        Assert.That(await stack.CheckAsync(options, CancellationToken.None), Is.Null);
        return stack;
    }

    private static async Task<UpResult> WalkAsync(RehearsalStack stack, params string[] stages)
    {
        var walk = await new Walker(stack, new SilentView()).WalkAsync(new RehearsalOptions { Stages = [.. stages] }, CancellationToken.None);
        Assert.That(walk.Failure, Is.Null);
        Assert.That(walk.Ups.Sum(up => up.BudgetViolations), Is.Zero);
        return walk.Ups[^1];
    }

    private static string[] Touched(RehearsalStack stack) =>
        [.. stack.Calls.Where(call => OldGroups.Contains(call.Target)).Select(call => $"{call.Operation} {call.Target}")];
}
