using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using Pulumi;

namespace CniMigration.Tests.Stacks.Live;

/// <summary>The program on a cluster that somebody else made.</summary>
[TestFixture]
internal sealed class AdoptionTests
{
    private static readonly (string, string)[] Config = [("adoptCluster", "true"), ("oldNodeGroups", """["blue","green"]""")];

    [Test]
    public async Task The_cluster_is_read_and_its_groups_are_imported_for_good([Values] bool preview)
    {
        var run = await RunAsync(Stage.Baseline, Live(Stage.Baseline), preview);

        Assert.That(run.World.Resources.Select(resource => resource.Type), Has.None.StartsWith("eks:").And.None.EqualTo("aws:iam/role:Role"));
        foreach (var name in new[] { "blue", "green" })
        {
            var options = (CustomResourceOptions)run.OptionsOf($"node-groups-{name}");
            Assert.That(run[$"node-groups-{name}"].Type, Is.EqualTo("aws:eks/nodeGroup:NodeGroup"));
            Assert.That(options.ImportId, Is.EqualTo($"dc-migrate:{name}"));
            Assert.That(options.RetainOnDelete, Is.True);
            Assert.That(NodeGroupInputs().Except(options.IgnoreChanges), Is.Empty);
        }
    }

    [Test]
    public async Task An_adopted_groups_inputs_are_those_that_AWS_tells()
    {
        var inputs = (await RunAsync(Stage.PinAwsNode, Live(Stage.PinAwsNode)))["node-groups-green"].Inputs;

        Assert.That(inputs["nodeRoleArn"], Is.EqualTo("arn:aws:iam::1:role/theirs"));
        Assert.That(inputs["version"], Is.EqualTo("1.32"));
        Assert.That(inputs["diskSize"], Is.EqualTo(100));
        Assert.That(inputs["labels"], Is.EqualTo(new Dictionary<string, object> { ["team"] = "green" }), "no label of ours");
        Assert.That(inputs["scalingConfig"], Is.EqualTo(Sizes(4, 0, 6)));
    }

    [Test]
    public async Task The_mesh_covers_nodes_that_their_owner_tainted_and_keeps_off_those_that_Cilium_does_not_serve_yet()
    {
        var live = Live(Stage.Baseline);
        var tainted = live.OldGroups[1] with
        {
            Adopted = live.OldGroups[1].Adopted! with
            {
                Taints =
                [
                    new("dedicated", "gpu", "NO_EXECUTE"), new("spot", null, "NO_SCHEDULE"), new("node.cilium.io/agent-not-ready", "true", "NO_SCHEDULE"),
                ],
            },
        };
        var run = await RunAsync(Stage.Baseline, live with { OldGroups = [live.OldGroups[0], tainted] });

        Assert.That(Tolerations("goldpinger-daemonset"), Is.EqualTo(
            new[] { "dedicated Exists NoExecute", "spot Exists NoSchedule" }));
        Assert.That(Tolerations("goldpinger-deployment"), Is.Empty, "its pods go where any pod goes");

        IEnumerable<string> Tolerations(string name) =>
            (JsonNode.Parse(JsonSerializer.Serialize(run[name].Inputs["spec"]))!["template"]!["spec"]!["tolerations"] as JsonArray ?? [])
            .Select(toleration => $"{toleration!["key"]} {toleration["operator"]} {toleration["effect"]}");
    }

    [Test]
    public async Task Labels_are_left_to_the_groups_for_a_while_where_the_groups_are_ours_and_to_nobody_where_they_are_not()
    {
        var adopted = await RunAsync(Stage.PinAwsNode, Live(Stage.PinAwsNode));
        Assert.That(adopted["pinning-labels"].Inputs.Keys, Has.None.EqualTo("patienceSeconds"));

        var created = await StackRun.Of(Stage.PinAwsNode, LiveClusters.At(Stage.Baseline));
        Assert.That(created["node-groups-ng-1"].Inputs["labels"], Is.EqualTo(new Dictionary<string, object> { ["cni"] = "aws-cni" }));
        Assert.That(created["pinning-labels"].Inputs["patienceSeconds"], Is.EqualTo(120));
    }

    [Test]
    public async Task The_new_group_takes_role_and_subnets_of_the_old_ones()
    {
        var inputs = (await RunAsync(Stage.AddCiliumNodes, Live(Stage.AddCiliumNodes)))["node-groups-ng-cilium"].Inputs;

        Assert.That(inputs["clusterName"], Is.EqualTo("dc-migrate"));
        Assert.That(inputs["nodeRoleArn"], Is.EqualTo("arn:aws:iam::1:role/theirs"));
        Assert.That(inputs["subnetIds"], Is.EqualTo(new object[] { "subnet-7", "subnet-8" }));
        Assert.That(inputs["scalingConfig"], Is.EqualTo(Sizes(3, 3, 3)));
    }

    [Test]
    public async Task Only_retiring_and_restoring_release_the_sizes_and_nothing_else([Values] Stage stage)
    {
        var run = await RunAsync(stage, Live(stage));
        var ignored = run.OptionsOf("node-groups-blue").IgnoreChanges;

        Assert.That(NodeGroupInputs().Except(ignored), Is.EqualTo(stage >= Stage.RetireNodes ? ["scalingConfig"] : Array.Empty<string>()));
    }

    [Test]
    public async Task Retiring_puts_the_sizes_found_live_on_record_and_keeps_the_greatest()
    {
        var run = await RunAsync(Stage.RetireNodes, Live(Stage.Migrate));

        Assert.That(
            run["node-groups-blue-guard"].Inputs["recordSizes"], Is.EqualTo(new Dictionary<string, object> { ["desired"] = 2, ["min"] = 1, ["max"] = 5 }));
        Assert.That(
            run["node-groups-green-guard"].Inputs["recordSizes"], Is.EqualTo(new Dictionary<string, object> { ["desired"] = 4, ["min"] = 0, ["max"] = 6 }));
        Assert.That(run["node-groups-blue"].Inputs["scalingConfig"], Is.EqualTo(Sizes(0, 0, 5)));
    }

    [Test]
    public async Task A_retired_group_gets_back_what_is_on_record_not_what_it_has_now()
    {
        var run = await RunAsync(Stage.Migrate, Live(Stage.RetireNodes), preview: false, ("allowBackward", "migrate"));

        Assert.That(run.Outputs["effectiveStage"], Is.EqualTo("migrate"));
        Assert.That(run["node-groups-blue-guard"].Inputs["purpose"], Is.EqualTo("restore"));
        Assert.That(run["node-groups-blue"].Inputs["scalingConfig"], Is.EqualTo(Sizes(2, 1, 5)));
        Assert.That(run["node-groups-green"].Inputs["scalingConfig"], Is.EqualTo(Sizes(4, 0, 6)));
    }

    [TestCase(Stage.InstallCilium)]
    [TestCase(Stage.Migrate)]
    public async Task Cilium_keeps_off_adopted_groups_by_name_since_their_new_nodes_have_no_label(Stage stage)
    {
        var values = JsonSerializer.Serialize((await RunAsync(stage, Live(stage)))["cilium-release"].Inputs["values"]);

        Assert.That(values, Does.Contain("eks.amazonaws.com/nodegroup").And.Contain("blue").And.Contain("green"));
    }

    [Test]
    public async Task A_stage_that_is_in_place_is_converged_whatever_sizes_the_groups_have([Values] Stage stage)
    {
        var run = await RunAsync(stage, Live(stage));

        Assert.That(run.Outputs["nextStep"], Does.StartWith("Nothing is left to do"));
        Assert.That(run.Outputs["converged"], Is.EqualTo(true));
    }

    [Test]
    public async Task A_lagging_group_is_left_alone_and_told()
    {
        var told = (ImmutableArray<string>)(await RunAsync(Stage.Baseline, Live(Stage.Baseline))).Outputs["warnings"]!;

        Assert.That(
            told.Single(), Does.Contain("green runs Kubernetes 1.32, the cluster 1.33").And.Contain("left alone").And.Contain("update-nodegroup-version"));
    }

    [Test]
    public async Task Sizes_that_are_lost_are_told_at_once_and_the_way_back_stops_before_it_needs_them()
    {
        var lost = Live(Stage.RetireNodes).With(state => state with { NodeGroupSizes = [state.NodeGroupSizes[0]] });

        var forward = await RunAsync(Stage.RemoveAwsNode, lost);
        var back = await RunAsync(Stage.Baseline, lost, preview: false, ("allowBackward", "baseline"));

        Assert.That(
            (IEnumerable<string>)forward.Outputs["warnings"]!,
            Has.Exactly(1).Contains("What the node group green had before it was retired is not on record any more"));
        Assert.That(forward.Outputs["effectiveStage"], Is.EqualTo("remove-aws-node"));
        Assert.That(forward["node-groups-green-guard"].Inputs.Keys, Has.None.EqualTo("recordSizes"), "what is found now is not what it had");
        Assert.That(forward["node-groups-green-guard"].Inputs["token"], Is.Not.EqualTo("retire"), "so that what the state has is written again");
        Assert.That(forward.OptionsOf("node-groups-green-guard").IgnoreChanges, Does.Contain("recordSizes"));
        Assert.That(forward["node-groups-blue-guard"].Inputs["token"], Is.EqualTo("retire"));
        Assert.That(back.Outputs["effectiveStage"], Is.EqualTo("retire-nodes"));
        Assert.That(
            back.Outputs["nextStep"],
            Does.Contain("update-nodegroup-config --cluster-name dc-migrate --nodegroup-name green --scaling-config").And.Not.Contain("blue"));
    }

    [TestCase(true, "created", "to adopt it now would delete it", "adoptCluster false")]
    [TestCase(false, "adopted", "created a second time", "adoptCluster true")]
    public void A_stack_that_changes_its_mind_about_whose_the_cluster_is_is_stopped_before_anything_is_declared(
        bool adopt, string origin, string told, string remedy)
    {
        var world = new MockWorld(Live(Stage.Baseline).With(state => state with { Origin = origin }));

        Assert.That(
            async () => await StackRun.Of(
                world, preview: false, [("stage", "baseline"), ("oldNodeGroups", """["blue","green"]"""), ("adoptCluster", adopt ? "true" : "false")]),
            Throws.InstanceOf<Exception>().With.Message.Contains(told).And.Message.Contains(remedy).And.Message.Contains("Nothing was changed"));
        Assert.That(world.Resources.Select(resource => resource.Name), Is.SubsetOf(new[] { "cni-migration", "reader" }));
    }

    [TestCase(true, "adopted")]
    [TestCase(false, "created")]
    public async Task Whose_the_cluster_is_goes_on_record(bool adopt, string origin)
    {
        var live = Live(Stage.Baseline).With(state => state with { Origin = origin });
        var run = await RunAsync(Stage.Baseline, live, preview: false, ("adoptCluster", adopt ? "true" : "false"));

        Assert.That(run["ledger"].Inputs["origin"], Is.EqualTo(origin));
    }

    [Test]
    public async Task A_group_that_was_empty_when_it_was_imported_and_has_grown_since_is_retired_all_the_same()
    {
        var run = await RunAsync(Stage.RetireNodes, Live(Stage.Migrate));

        Assert.That(
            run["node-groups-green"].Inputs["scalingConfig"],
            Is.Not.EqualTo(Sizes(0, 0, 6)),
            "which is what the state of such an import says, so that nothing would be done");
        Assert.That(run["node-groups-green"].Inputs["scalingConfig"], Is.EqualTo(Sizes(0, 0, 7)));
    }

    [Test]
    public async Task A_retired_group_that_somebody_grows_is_told_with_the_remedy()
    {
        var live = Live(Stage.RetireNodes);
        var run = await RunAsync(Stage.RetireNodes, live with { OldGroups = [live.OldGroups[0] with { DesiredSize = 1 }, live.OldGroups[1]] });

        Assert.That(run.Outputs["nextStep"], Does.Contain("blue asks for 1 nodes, not 0: somebody has grown it since it was retired").And.Contain(
            "aws eks update-nodegroup-config --cluster-name dc-migrate --nodegroup-name blue --scaling-config minSize=0,desiredSize=0"));
    }

    [Test]
    public async Task The_new_group_gets_the_clusters_version_whatever_the_old_ones_have() =>
        Assert.That((await RunAsync(Stage.PinAwsNode, Live(Stage.PinAwsNode)))["node-groups-ng-cilium"].Inputs.Keys, Has.None.EqualTo("version"));

    [Test]
    public async Task A_node_that_EKS_drains_is_named_with_what_can_hold_it()
    {
        var live = Live(Stage.PinAwsNode);
        var draining = live with
        {
            OldGroups = [live.OldGroups[0], live.OldGroups[1] with { DesiredSize = 3 }],
        };
        var run = await RunAsync(
            Stage.PinAwsNode, draining.With(state => state with { OldNodes = state.OldNodes with { CordonedByOthers = ["ip-10-0-1-2"] } }));

        Assert.That(run.Outputs["converged"], Is.EqualTo(false));
        Assert.That(run.Outputs["nextStep"], Does.Contain("6 old nodes of 5 (green was shrunk to 3: EKS drains ip-10-0-1-2 first, for up to 15 minutes")
            .And.Contain("--field-selector spec.nodeName=ip-10-0-1-2"));
    }

    [Test]
    public async Task An_issuer_that_IAM_does_not_know_stops_the_way_to_cilium_with_the_remedy()
    {
        var run = await RunAsync(Stage.InstallCilium, Live(Stage.PinAwsNode) with { IssuerIsTrusted = false });

        Assert.That(run.Outputs["effectiveStage"], Is.EqualTo("pin-aws-node"));
        Assert.That(run.Outputs["nextStep"], Does.Contain("https://oidc.eks/id/1").And.Contain("associate-iam-oidc-provider"));
    }

    [Test]
    public async Task An_add_on_that_was_deleted_but_preserved_stands_in_nobodys_way()
    {
        var live = Live(Stage.Baseline).With(state => state with { AwsNode = state.AwsNode with { ManagedBy = "eks" } });
        var world = new MockWorld(live);
        world.Answers["aws:eks/getAddon:getAddon"] = MockAnswers.Map(("addonName", "vpc-cni"));

        var managed = await StackRun.Of(world, preview: false, [("stage", "pin-aws-node"), .. Config]);
        var preserved = await RunAsync(Stage.PinAwsNode, live);

        Assert.That(managed.Outputs["effectiveStage"], Is.EqualTo("baseline"));
        Assert.That(managed.Outputs["nextStep"], Does.Contain("delete-addon --addon-name vpc-cni --preserve"));
        Assert.That(preserved.Outputs["effectiveStage"], Is.EqualTo("pin-aws-node"));
    }

    [Test]
    public void A_cluster_that_is_not_there_is_not_created_but_told() =>
        Assert.That(
            async () => await RunAsync(Stage.Baseline, LiveCluster.Absent),
            Throws.InstanceOf<Exception>().With.Message.Contains("us-west-1 has no cluster dc-migrate (it has other)"));

    [Test]
    public void A_group_that_is_not_there_is_told_with_those_that_are() =>
        Assert.That(
            async () => await RunAsync(Stage.Baseline, Live(Stage.Baseline), preview: false, ("oldNodeGroups", """["blue","red"]""")),
            Throws.InstanceOf<Exception>().With.Message.Contains("no node group red; it has blue, green, ng-cilium"));

    private static Task<StackRun> RunAsync(Stage stage, LiveCluster live, bool preview = false, params (string, string)[] config) =>
        StackRun.Of(stage, live, preview, [.. Config.Where(pair => config.All(other => other.Item1 != pair.Item1)), .. config]);

    private static LiveCluster Live(Stage stage)
    {
        var live = LiveClusters.At(stage);
        var retired = stage >= Stage.RetireNodes;
        var group = new AdoptedNodeGroup
        {
            NodeRoleArn = "arn:aws:iam::1:role/theirs",
            Scaling = new NodeGroupScaling(0, 0, 0),
            AmiType = "AL2023_x86_64_STANDARD",
            CapacityType = "SPOT",
            DiskSize = 100,
            InstanceTypes = ["m6i.large"],
            Version = "1.33",
        };
        LiveNodeGroup Named(string name, NodeGroupScaling sizes, string version) =>
            new(name, "ACTIVE", retired ? 0 : sizes.Desired, retired ? 0 : sizes.Desired, ["subnet-8", "subnet-7"])
            {
                Adopted = group with
                {
                    Scaling = retired ? new NodeGroupScaling(0, 0, sizes.Max) : sizes,
                    Version = version,
                    Labels = ImmutableDictionary<string, string>.Empty.Add("team", name),
                },
            };
        return live with
        {
            OldGroups = [Named("blue", new NodeGroupScaling(2, 1, 5), "1.33"), Named("green", new NodeGroupScaling(4, 0, 6), "1.32")],
            State = live.State! with
            {
                OldNodes = live.State.OldNodes with
                {
                    Count = retired ? 0 : 6,
                    Ready = retired ? 0 : 6,
                    Cordoned = stage is >= Stage.Cordon and < Stage.RetireNodes ? 6 : 0,
                },
                NodeGroupSizes = retired ? [new NodeGroupSizes("blue", 2, 1, 5), new NodeGroupSizes("green", 4, 0, 6)] : [],
            },
        };
    }

    private static Dictionary<string, object> Sizes(int desired, int min, int max) => new() { ["desiredSize"] = desired, ["maxSize"] = max, ["minSize"] = min };

    private static IEnumerable<string> NodeGroupInputs() => typeof(Pulumi.Aws.Eks.NodeGroupArgs)
        .GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .SelectMany(member => member.GetCustomAttributesData())
        .Where(attribute => attribute.AttributeType == typeof(InputAttribute))
        .Select(attribute => (string)attribute.ConstructorArguments[0].Value!);
}
