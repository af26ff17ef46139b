using CniMigration.Stacks.Live;
using Pulumi;

namespace CniMigration.Tests.Stacks;

[TestFixture]
internal sealed class DeploymentTests
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    [Test]
    public async Task A_new_cluster_gets_its_foundation_both_groups_and_goldpinger([Values] bool preview)
    {
        var run = await StackRun.Of(Stage.Baseline, LiveCluster.Absent, preview);

        Assert.That(run.Names, Is.EquivalentTo(new[]
        {
            "eks-node-role", "eks-AmazonEKSWorkerNodePolicy", "eks-AmazonEKS-CNI-Policy", "eks-AmazonEC2ContainerRegistryReadOnly", "eks-cluster",
            "kubernetes", "cnimigration", "ledger",
            "goldpinger-namespace", "goldpinger-account", "goldpinger-role", "goldpinger-binding", "goldpinger-service", "goldpinger-daemonset",
            "goldpinger-deployment",
            "gate-baseline-old-nodes", "gate-baseline-goldpinger-daemonset", "gate-baseline-goldpinger-deployment", "gate-baseline-mesh",
            "node-groups-ng-1", "node-groups-ng-cilium", "interlock",
        }));
        Assert.That(run.Outputs["effectiveStage"], Is.EqualTo("baseline"));
        Assert.That(run.Outputs["converged"], Is.EqualTo(false));
        Assert.That(run["ledger"].Inputs["stage"], Is.EqualTo("baseline"));
    }

    [TestCase(Stage.PinAwsNode, "autoscaler-pause,pinning-labels,pinning-placement,pinning-rollout,pinning-goldpinger-restart,gate-pin-aws-node-mesh")]
    [TestCase(Stage.InstallCilium, "cilium-operator-role,cilium-operator-policy,cilium-release,gate-install-cilium-cilium-agents,gate-install-cilium-mesh")]
    [TestCase(
        Stage.AddCiliumNodes,
        "node-groups-ng-cilium-guard,gate-add-cilium-nodes-cilium-nodes,gate-add-cilium-nodes-cilium-operator,gate-add-cilium-nodes-mesh,workloads-move")]
    [TestCase(Stage.Cordon, "cordon-nodes,cordon-goldpinger-restart,gate-cordon-mesh")]
    [TestCase(Stage.Migrate, "gate-migrate-mesh")]
    [TestCase(Stage.RetireNodes, "node-groups-ng-1-guard,retirement-gone,gate-retire-nodes-mesh")]
    [TestCase(Stage.RemoveAwsNode, "aws-node-removal-daemonset,gate-remove-aws-node-mesh")]
    [TestCase(Stage.Finalize, "gate-finalize-cilium-agents,gate-finalize-cilium-operator,gate-finalize-mesh")]
    [TestCase(Stage.EnforcePolicy, "gate-enforce-policy-mesh")]
    public async Task A_stage_adds_its_own_resources_to_those_of_the_stage_before(Stage stage, string added)
    {
        foreach (var preview in new[] { true, false })
        {
            var before = await StackRun.Of(stage - 1, LiveClusters.At(stage - 1), preview);
            var after = await StackRun.Of(stage, LiveClusters.At(stage - 1), preview);

            Assert.That(after.Outputs["effectiveStage"], Is.EqualTo(stage.ToName()));
            Assert.That(added.Split(','), Is.SubsetOf(after.Names.Except(before.Names)));
            Assert.That(before.Names.Except(after.Names), Is.EqualTo(stage == Stage.Finalize ? ["autoscaler-pause"] : Array.Empty<string>()));
            Assert.That(after["ledger"].Inputs["stage"], Is.EqualTo(stage.ToName()));
        }
    }

    [Test]
    public async Task kube_proxy_is_pinned_beside_aws_node_where_Cilium_takes_its_place_and_nowhere_else([Values] bool replaced)
    {
        var live = LiveClusters.At(Stage.AddCiliumNodes).With(state => state with
        {
            KubeProxy = state.KubeProxy with { KeepsOffCilium = replaced },
            Cilium = state.Cilium with { ReplacesKubeProxy = replaced },
        });
        var run = await StackRun.Of(Stage.AddCiliumNodes, live, preview: false, ("kubeProxyReplacement", replaced ? "true" : "false"));

        string[] mine = ["pinning-kube-proxy-placement", "pinning-kube-proxy-rollout", "gate-add-cilium-nodes-cilium-nodes-proxy"];
        Assert.That(run.Names.Intersect(mine), Is.EquivalentTo(replaced ? mine : []));
        if (replaced)
        {
            var pin = run["pinning-kube-proxy-placement"].Inputs;
            Assert.That((pin["name"], pin["key"], pin["operator"]), Is.EqualTo(((object)"kube-proxy", (object)"cni", (object)"In")));
            Assert.That(((IReadOnlyDictionary<string, object>)run["cilium-release"].Inputs["values"])["k8sServiceHost"], Is.EqualTo("127.0.0.1"));
        }
    }

    [TestCaseSource(nameof(Stages))]
    public async Task A_preview_declares_what_an_update_declares(Stage stage)
    {
        var preview = await StackRun.Of(stage, LiveClusters.At(stage), preview: true);
        var update = await StackRun.Of(stage, LiveClusters.At(stage));

        Assert.That(preview.Names, Is.EquivalentTo(update.Names));
    }

    [TestCaseSource(nameof(Stages))]
    public async Task A_stage_that_is_in_place_is_converged(Stage stage)
    {
        var run = await StackRun.Of(stage, LiveClusters.At(stage));

        Assert.That(run.Outputs["nextStep"], Does.StartWith("Nothing is left to do"));
        Assert.That(run.Outputs["converged"], Is.EqualTo(true));
        Assert.That(run.Outputs["requestedStage"], Is.EqualTo(stage.ToName()));
    }

    [TestCaseSource(nameof(Stages))]
    public async Task Inputs_of_a_stage_in_place_do_not_change_from_one_run_to_the_next(Stage stage)
    {
        if (stage == Stage.Baseline)
        {
            return;
        }

        var arriving = await StackRun.Of(stage, LiveClusters.At(stage - 1));
        var there = await StackRun.Of(stage, LiveClusters.At(stage));

        foreach (var resource in there.World.Resources.Where(resource => !resource.Type.StartsWith("pulumi:providers", StringComparison.Ordinal)))
        {
            // The cluster arrives as the resource itself, another object in each run; the addresses are for a preview, and no change of theirs is one.
            Assert.That(
                arriving[resource.Name].Inputs.Remove("cluster").Remove("freeAddresses"),
                Is.EquivalentTo(resource.Inputs.Remove("cluster").Remove("freeAddresses")), resource.Name);
        }
    }

    [Test]
    public async Task The_kubeconfig_is_a_secret_output_and_the_readers_own_holds_no_token()
    {
        var run = await StackRun.Of(Stage.Baseline, LiveClusters.At(Stage.Baseline));

        Assert.That(await Output.IsSecretAsync((Output<string>)run.Outputs["kubeconfig"]!));
        Assert.That(run["reader"].Inputs["kubeconfig"], Does.Contain("get-token").And.Contain("https://127.0.0.1:1").And.Not.Contain("\"token\""));
    }

    [Test]
    public async Task The_kubernetes_provider_has_an_identity_of_its_own_from_the_first_run()
    {
        var run = await StackRun.Of(Stage.Baseline, LiveCluster.Absent);

        Assert.That(run["kubernetes"].Inputs["clusterIdentifier"], Is.EqualTo("us-west-1/dc-migrate"));
        Assert.That(run["kubernetes"].Inputs["enableServerSideApply"], Is.EqualTo("true"));
    }

    [Test]
    public async Task Gates_that_were_passed_prove_nothing_again_and_the_one_of_the_stage_does()
    {
        var run = await StackRun.Of(Stage.Cordon, LiveClusters.At(Stage.Cordon));

        Assert.That(run.OptionsOf("gate-baseline-old-nodes").IgnoreChanges, Does.Contain("count").And.Contain("token"));
        Assert.That(run.OptionsOf("gate-add-cilium-nodes-mesh").IgnoreChanges, Is.Not.Empty);
        Assert.That(run.OptionsOf("gate-cordon-mesh").IgnoreChanges, Is.Empty);
        Assert.That(run.World.Resources.Where(resource => resource.Inputs.ContainsKey("kept")), Is.Empty);
    }

    [Test]
    public async Task On_the_way_back_every_gate_lets_everything_through_the_ones_too_that_failed_on_the_way_forth()
    {
        var run = await StackRun.Of(Stage.Cordon, LiveClusters.At(Stage.Migrate), preview: false, ("allowBackward", "cordon"));

        var gates = run.World.Resources.Where(resource =>
            resource.Type is "cnimigration:index:NodesReady" or "cnimigration:index:RolloutReady" or "cnimigration:index:ConnectivityCheck")
            .ToList();
        Assert.That(gates, Has.Count.GreaterThan(10));
        foreach (var gate in gates)
        {
            Assert.That(gate.Inputs.GetValueOrDefault("kept"), Is.True, gate.Name);
            Assert.That(run.OptionsOf(gate.Name).IgnoreChanges, Does.Contain("kept").And.Contain("token"), gate.Name);
        }
    }

    [Test]
    public async Task The_stacks_outputs_tell_what_people_look_for()
    {
        var run = await StackRun.Of(Stage.Cordon, LiveClusters.At(Stage.Cordon));

        Assert.That(run.Outputs.Keys, Is.EquivalentTo(new[]
        {
            "requestedStage", "effectiveStage", "converged", "nextStep", "takesSomebody", "clusterName", "oldNodeGroups", "ciliumNodeGroup", "podsOnAwsCni",
            "podsOnCilium", "kubeconfig", "warnings", "podSourcesToday", "podSourcesUnderCilium",
        }));
        Assert.That(run.Outputs["podsOnAwsCni"], Is.EqualTo(12));
        Assert.That(run.Outputs["podsOnCilium"], Is.EqualTo(12));
    }
}
