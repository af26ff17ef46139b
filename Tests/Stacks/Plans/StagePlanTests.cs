using System.Collections.Immutable;
using CniMigration.Components.Resources;
using CniMigration.Components.Sources;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Plans;
using CniMigration.Stacks.Settings;
using CniMigration.Stacks.Strategies;
using Pulumi;

namespace CniMigration.Tests.Stacks.Plans;

[TestFixture]
internal sealed class StagePlanTests
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    [Test]
    public void A_step_back_that_nobody_allowed_stops_the_run()
    {
        var failure = Assert.Throws<RunException>(() => Plan(Stage.Cordon, LiveClusters.At(Stage.Migrate)))!;

        Assert.That(
            failure.Message,
            Does.Contain("The cluster is at migrate").And.Contain("pulumi config set allowBackward cordon").And.Contain("pulumi config set stage migrate"));
    }

    [Test]
    public void A_step_back_is_allowed_to_one_stage_only()
    {
        Assert.Throws<RunException>(() => Plan(Stage.Cordon, LiveClusters.At(Stage.Migrate), allowBackward: Stage.AddCiliumNodes));
        Assert.That(Plan(Stage.Cordon, LiveClusters.At(Stage.Migrate), Stage.Cordon).Effective.OfTests(), Is.EqualTo(Stage.Cordon));
    }

    [TestCaseSource(nameof(Stages))]
    public void A_stale_checkout_takes_no_step_back_from_any_stage_unless_that_very_stage_is_allowed(Stage position)
    {
        foreach (var requested in Stages.Where(stage => stage < position))
        {
            foreach (var allowed in Stages.Where(stage => stage != requested).Select(stage => (Stage?)stage).Append(null))
            {
                Assert.Throws<RunException>(() => Plan(requested, LiveClusters.At(position), allowed), $"{requested}, allowed {allowed}");
            }

            Assert.DoesNotThrow(() => Plan(requested, LiveClusters.At(position), requested));
        }
    }

    [Test]
    public void A_stage_on_record_that_a_killed_run_left_too_high_or_somebody_took_away_is_seen_to()
    {
        var tooHigh = LiveClusters.At(Stage.Baseline).With(state => state with { Stage = "pin-aws-node" });
        var none = LiveClusters.At(Stage.Baseline).With(state => state with { Stage = null });

        Assert.That(
            Plan(Stage.Baseline, tooHigh, Stage.Baseline),
            Has.Property("Recorded").EqualTo(Stage.Baseline.OfProgram()).And.Property("Unsettled").EqualTo("on record: pin-aws-node"));
        Assert.That(Plan(Stage.Baseline, none).Unsettled, Is.Not.Empty);
        Assert.That(Plan(Stage.Baseline, LiveClusters.At(Stage.Baseline)).Unsettled, Is.Empty);
    }

    [TestCase(Stage.PinAwsNode, "2 of pin-aws-node")]
    [TestCase(Stage.Cordon, "2 of cordon")]
    [TestCase(Stage.RemoveAwsNode, "2 of remove-aws-node")]
    [TestCase(Stage.RetireNodes, "")]
    public void What_a_stage_that_is_left_still_has_on_record_is_seen_to_but_for_the_sizes_that_are_still_needed(Stage stage, string unsettled)
    {
        var record = new StateRecord("Anything", "Node n1", "1", stage.ToName());
        var live = LiveClusters.At(stage).With(state => state with { Records = [record, record] });

        Assert.That(Plan(stage - 1, live, stage - 1).Unsettled, Is.EqualTo(unsettled));
        Assert.That(Plan(stage, live).Unsettled, Is.Empty, "what is not left is its own");
    }

    [TestCaseSource(nameof(Stages))]
    public void Allowing_a_step_back_never_takes_one(Stage stage) =>
        Assert.That(Plan(stage, LiveClusters.At(stage), Stage.Baseline) is { Effective: var effective, Backward: false } && effective == stage.OfProgram());

    [TestCaseSource(nameof(Stages))]
    public void What_goes_forward_is_on_record_before_it_is_done(Stage stage) =>
        Assert.That(Plan(stage, LiveClusters.At(stage == Stage.Baseline ? stage : stage - 1)).Recorded.OfTests(), Is.EqualTo(stage));

    [TestCaseSource(nameof(StepsBack))]
    public void Going_back_the_record_stays_while_the_cluster_still_shows_the_stage(Stage upper) =>
        Assert.That(Plan(upper - 1, Marked(upper), upper - 1).Recorded.OfTests(), Is.EqualTo(upper));

    [TestCaseSource(nameof(StepsBack))]
    public void Going_back_the_record_follows_once_the_cluster_shows_nothing_of_the_stage_any_more(Stage upper)
    {
        var undone = LiveClusters.At(upper - 1).With(state => state with { Stage = upper.ToName() });

        Assert.That(Plan(upper - 1, undone, upper - 1).Recorded.OfTests(), Is.EqualTo(upper - 1));
    }

    [Test]
    public void Records_without_a_stage_stop_the_run()
    {
        var live = LiveClusters.At(Stage.PinAwsNode).With(state => state with
        {
            Stage = null,
            Records = [new StateRecord("NodeLabels", "Node/n1", "1", "pin-aws-node")],
        });

        Assert.That(
            Assert.Throws<RunException>(() => Plan(Stage.PinAwsNode, live))!.Message,
            Does.Contain("NodeLabels on Node/n1").And.Contain("ConfigMap kube-system/cni-migration"));
    }

    [Test]
    public void Who_is_in_kube_proxys_place_does_not_change_under_pods()
    {
        var running = LiveClusters.At(Stage.AddCiliumNodes).With(state => state with { Cilium = state.Cilium with { ReplacesKubeProxy = true } });
        var empty = LiveClusters.At(Stage.InstallCilium).With(state => state with { Cilium = state.Cilium with { ReplacesKubeProxy = true } });

        Assert.That(
            Assert.Throws<RunException>(() => Plan(Stage.AddCiliumNodes, running))!.Message,
            Does.Contain("pulumi config set kubeProxyReplacement true").And.Contain("install-cilium"));
        Assert.DoesNotThrow(() => Plan(Stage.InstallCilium, empty));
    }

    [Test]
    public void A_stage_on_record_that_nobody_knows_stops_the_run() =>
        Assert.Throws<RunException>(() => Plan(Stage.PinAwsNode, LiveClusters.At(Stage.PinAwsNode).With(state => state with { Stage = "rewire" })));

    [Test]
    public void A_cluster_without_records_and_without_a_stage_is_at_the_first() =>
        Assert.That(
            Plan(Stage.PinAwsNode, LiveClusters.At(Stage.Baseline).With(state => state with { Stage = null })).Position.OfTests(), Is.EqualTo(Stage.Baseline));

    [Test]
    public void A_held_boundary_is_the_next_step()
    {
        var plan = Plan(Stage.RetireNodes, LiveClusters.At(Stage.Migrate).With(state => state with { PendingPods = 3 }));

        Assert.That(plan.Effective.OfTests(), Is.EqualTo(Stage.Migrate));
        Assert.That(plan.Converged, Is.False);
        Assert.That(plan.NextStep, Does.StartWith("retire-nodes has to wait: 3 pods pending").And.Contain("run pulumi up again"));
    }

    [TestCaseSource(nameof(Broken))]
    public void A_stage_whose_content_was_touched_is_not_converged(Stage stage, LiveCluster live, string told)
    {
        var plan = Plan(stage, live);

        Assert.That(plan.Effective.OfTests(), Is.EqualTo(stage));
        Assert.That(plan.Converged, Is.False);
        Assert.That(plan.NextStep, Does.Contain(told));
    }

    [Test]
    public void The_right_number_of_nodes_is_not_enough_while_one_of_them_leaves_and_another_is_yet_to_come()
    {
        var live = LiveClusters.At(Stage.PinAwsNode);
        Assert.That(Plan(Stage.PinAwsNode, live).Converged, Is.True);
        var plan = Plan(Stage.PinAwsNode, live with { OldGroups = [live.OldGroups[0] with { Instances = live.OldGroups[0].Instances + 1 }] });

        Assert.That(plan.Converged, Is.False);
        Assert.That(plan.NextStep, Does.Contain("ng-1 has 4 instances, not 3"));
    }

    [TestCase(Stage.AddCiliumNodes, Stage.AddCiliumNodes, "stay")]
    [TestCase(Stage.Cordon, Stage.Cordon, "stay")]
    [TestCase(Stage.Migrate, Stage.Cordon, "cilium")]
    [TestCase(Stage.EnforcePolicy, Stage.EnforcePolicy, "cilium")]
    [TestCase(Stage.Cordon, Stage.Migrate, "aws-cni")]
    [TestCase(Stage.InstallCilium, Stage.Migrate, "aws-cni")]
    public void Where_workloads_go_follows_from_the_way(Stage requested, Stage position, string destination) =>
        Assert.That(Plan(requested, LiveClusters.At(position), requested).Course.DestinationFrom(AwsNode.Cni), Is.EqualTo(destination));

    private static IEnumerable<TestCaseData> Broken()
    {
        TestCaseData Case(Stage stage, Func<MigrationState, MigrationState> change, string told) =>
            new TestCaseData(stage, LiveClusters.At(stage).With(change), told).SetArgDisplayNames(stage.ToName(), told);

        yield return Case(Stage.Baseline, s => s with { AwsNode = s.AwsNode with { RolledOut = false } }, "aws-node is not rolled out");
        yield return Case(Stage.Baseline, s => s with { OldNodes = s.OldNodes with { Ready = 2 } }, "2 of 3 old nodes Ready");
        yield return Case(Stage.PinAwsNode, s => s with { Undone = s.Undone with { NodeLabels = "abc" } }, "not all labelled");
        yield return Case(Stage.PinAwsNode, s => s with { Undone = s.Undone with { DaemonSetPlacement = "abc" } }, "placement was changed");
        yield return Case(Stage.PinAwsNode, s => s with { Autoscaler = new AutoscalerState(true, 1, false) }, "autoscaler is not paused");
        yield return Case(Stage.InstallCilium, s => s with { Cilium = s.Cilium with { ReleaseStatus = "pending-upgrade" } }, "pending-upgrade");
        yield return Case(Stage.InstallCilium, s => s with { Cilium = s.Cilium with { Present = false } }, "Cilium is not installed");
        yield return Case(Stage.AddCiliumNodes, s => s with { CiliumNodes = s.CiliumNodes with { Tainted = 1 } }, "1 Cilium nodes still tainted");
        yield return Case(Stage.AddCiliumNodes, s => s with { CiliumNodes = LiveClusters.Nodes(2) }, "2 Cilium nodes of 3");
        yield return Case(Stage.Cordon, s => s with { Undone = s.Undone with { NodeCordon = "abc" } }, "not all cordoned");
        yield return Case(Stage.Migrate, s => s with { Undone = s.Undone with { WorkloadMove = "abc" } }, "workload pods on old nodes");
        yield return Case(Stage.Migrate, s => s with { PendingPods = 1 }, "1 pods pending");
        yield return Case(Stage.RetireNodes, s => s with { OldNodes = LiveClusters.Nodes(1) }, "1 old nodes of 0");
        yield return Case(Stage.RemoveAwsNode, s => s with { AwsNode = s.AwsNode with { Present = true } }, "aws-node is still there");
        yield return Case(
            Stage.Finalize, s => s with { Records = [new StateRecord("DeploymentPause", "a/b", "1", "pin-aws-node")] }, "autoscaler is still paused");
        yield return Case(Stage.Finalize, s => s with { Cilium = s.Cilium with { AvoidsOldNodes = true } }, "placement is not this stage's");
        yield return Case(Stage.EnforcePolicy, s => s with { Cilium = s.Cilium with { PolicyMode = "never" } }, "policy mode is never");
        yield return Case(Stage.EnforcePolicy, s => s with { Guards = ["shop/cart"] }, "guarded rollout");
    }

    private static IEnumerable<Stage> StepsBack() => Stages.Where(stage => stage > Stage.Baseline);

    /// <summary>A cluster at a stage, with the record that only a cordon needs to be told from a foreign one.</summary>
    private static LiveCluster Marked(Stage stage) => stage == Stage.Cordon
        ? LiveClusters.At(stage).With(state => state with { Records = [new StateRecord("NodeCordon", "Node/n1", "1", "cordon")] })
        : LiveClusters.At(stage);

    private static StagePlan Plan(Stage requested, LiveCluster live, Stage? allowBackward = null)
    {
        var config = ImmutableDictionary<string, string>.Empty
            .Add("cni-migration:stage", requested.ToName()).Add("aws:region", "us-west-1")
            .Add("cni-migration:allowBackward", allowBackward?.ToName() ?? "");
        return StagePlan.Make(NodePools.Strategy, MigrationSettings.Read(config, StageNames.All), live);
    }
}
