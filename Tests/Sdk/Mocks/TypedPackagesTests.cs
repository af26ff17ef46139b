using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;
using Apps = Pulumi.Kubernetes.Apps.V1;
using AppsInputs = Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Aws = Pulumi.Aws;
using Core = Pulumi.Kubernetes.Core.V1;
using CoreInputs = Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Eks = Pulumi.Eks;
using Helm = Pulumi.Kubernetes.Helm.V3;
using HelmInputs = Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using MetaInputs = Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace CniMigration.Tests.Sdk.Mocks;

internal sealed class TypedPackagesTests
{
    [Test]
    public async Task A_Kubernetes_object_says_what_it_is()
    {
        var mocks = new RecordingMocks();
        await Programs.RunAsync(mocks, () =>
        {
            _ = new Apps.DaemonSet("goldpinger", new AppsInputs.DaemonSetArgs
            {
                Metadata = new MetaInputs.ObjectMetaArgs { Name = "goldpinger", Labels = { ["app"] = "goldpinger" } },
                Spec = new AppsInputs.DaemonSetSpecArgs
                {
                    Selector = new MetaInputs.LabelSelectorArgs { MatchLabels = { ["app"] = "goldpinger" } },
                    Template = new CoreInputs.PodTemplateSpecArgs
                    {
                        Spec = new CoreInputs.PodSpecArgs
                        {
                            Containers =
                            {
                                new CoreInputs.ContainerArgs
                                {
                                    Name = "goldpinger",
                                    Ports = { new CoreInputs.ContainerPortArgs { ContainerPortValue = 8080 } },
                                },
                            },
                        },
                    },
                },
            });
            _ = new Core.Namespace("goldpinger-namespace");
        });

        var daemonSet = mocks.InputsOf("goldpinger");
        Assert.Multiple(() =>
        {
            Assert.That(
                (mocks["goldpinger"].Type, daemonSet["apiVersion"], daemonSet["kind"]), Is.EqualTo(("kubernetes:apps/v1:DaemonSet", "apps/v1", "DaemonSet")));
            Assert.That(mocks.InputsOf("goldpinger-namespace")["apiVersion"], Is.EqualTo("v1"));
            Assert.That(At(daemonSet, "spec", "template", "spec", "containers", 0, "ports", 0, "containerPort"), Is.EqualTo(8080.0));
            Assert.That(At(daemonSet, "metadata"), Is.EquivalentTo(new Dictionary<string, object>
            {
                ["name"] = "goldpinger",
                ["labels"] = ImmutableDictionary<string, object?>.Empty.Add("app", "goldpinger"),
            }), "lists and maps that nobody touched are not sent");
        });
    }

    [Test]
    public async Task A_Kubernetes_object_that_is_read_has_an_id_and_no_inputs()
    {
        var mocks = new RecordingMocks();
        await Programs.RunAsync(mocks, () => { _ = Apps.DaemonSet.Get("aws-node", "kube-system/aws-node"); });

        Assert.That(mocks["aws-node"].Id, Is.EqualTo("kube-system/aws-node"));
        Assert.That(mocks.InputsOf("aws-node"), Is.Empty);
    }

    [Test]
    public async Task A_release_goes_to_its_provider_with_its_values()
    {
        var mocks = new RecordingMocks();
        await Programs.RunAsync(mocks, () =>
        {
            var provider = new Pulumi.Kubernetes.Provider("cluster", new() { KubeConfig = Output.CreateSecret("{}"), EnableServerSideApply = true });
            _ = new Helm.Release("cilium", new HelmInputs.ReleaseArgs
            {
                Chart = "cilium",
                SkipAwait = true,
                RepositoryOpts = new HelmInputs.RepositoryOptsArgs { Repo = "https://helm.cilium.io/" },
                Values = { ["eni"] = new Dictionary<string, object> { ["enabled"] = true } },
            }, new() { Provider = provider });
        });

        Assert.Multiple(() =>
        {
            Assert.That(mocks.InputsOf("cluster")["kubeconfig"], Is.EqualTo("{}"));
            Assert.That(mocks.InputsOf("cluster")["enableServerSideApply"], Is.EqualTo("true"));
            Assert.That(mocks["cilium"].Provider, Does.EndWith("$pulumi:providers:kubernetes::cluster::cluster-id"));
            Assert.That(mocks.InputsOf("cilium")["compat"], Is.EqualTo("true"));
            Assert.That(At(mocks.InputsOf("cilium"), "values", "eni", "enabled"), Is.True);
        });
    }

    [Test]
    public async Task A_managed_node_group_gets_its_cluster_as_a_resource()
    {
        var mocks = new RecordingMocks
        {
            Answer = _ => Task.FromResult<object>(new Dictionary<string, object> { ["kubeconfigJson"] = "{}" }),
        };
        Eks.Cluster cluster = null!;
        await Programs.RunAsync(mocks, () =>
        {
            cluster = new Eks.Cluster("eks", new() { SkipDefaultNodeGroup = true, AuthenticationMode = Eks.AuthenticationMode.Api });
            _ = new Eks.ManagedNodeGroup("ng-cilium", new()
            {
                Cluster = cluster,
                ScalingConfig = new Aws.Eks.Inputs.NodeGroupScalingConfigArgs { DesiredSize = 0, MinSize = 0, MaxSize = 3 },
                Taints = { new Aws.Eks.Inputs.NodeGroupTaintArgs { Key = "node.cilium.io/agent-not-ready", Value = "true", Effect = "NO_EXECUTE" } },
            });
        });

        Assert.Multiple(async () =>
        {
            Assert.That(mocks.InputsOf("eks")["authenticationMode"], Is.EqualTo("API"));
            Assert.That(mocks.InputsOf("ng-cilium")["cluster"], Is.InstanceOf<ComponentResource>());
            Assert.That(At(mocks.InputsOf("ng-cilium"), "scalingConfig", "maxSize"), Is.EqualTo(3.0));
            Assert.That(await OutputUtilities.GetValueAsync(cluster.KubeconfigJson), Is.EqualTo("{}"));
        });
    }

    [Test]
    public async Task Functions_answer_with_typed_results()
    {
        var mocks = new RecordingMocks
        {
            AnswerCall = args => args.Token switch
            {
                "aws:eks/getClusters:getClusters" => new Dictionary<string, object> { ["names"] = new[] { "eks" } },
                "aws:eks/getCluster:getCluster" => new Dictionary<string, object>
                {
                    ["name"] = args.Args["name"],
                    ["endpoint"] = "https://eks",
                    ["certificateAuthorities"] = new[] { new Dictionary<string, object> { ["data"] = "Q0E=" } },
                },
                _ => throw new InvalidOperationException($"{args.Token} was not expected"),
            },
        };
        Aws.Eks.GetClusterResult cluster = null!;
        await Programs.RunAsync(mocks, async () =>
        {
            var clusters = await Aws.Eks.GetClusters.InvokeAsync();
            cluster = await Aws.Eks.GetCluster.InvokeAsync(new() { Name = clusters.Names.Single() });
        });

        Assert.That((cluster.Name, cluster.Endpoint, cluster.CertificateAuthorities[0].Data), Is.EqualTo(("eks", "https://eks", "Q0E=")));
        Assert.That(cluster.VpcConfig, Is.Null);
    }

    private static object? At(object? value, params object[] path) =>
        path.Aggregate(value, (current, step) => (current, step) switch
        {
            (ImmutableDictionary<string, object?> map, string key) => map[key],
            (ImmutableArray<object?> list, int index) => list[index],
            _ => throw new InvalidOperationException($"There is no {step} in {current}."),
        });
}
