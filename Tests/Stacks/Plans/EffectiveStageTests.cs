using System.Collections.Immutable;
using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Settings;

namespace CniMigration.Tests.Stacks.Plans;

[TestFixture]
internal sealed class EffectiveStageTests
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    [TestCaseSource(nameof(OpenForward))]
    public void A_boundary_opens_forward_when_everything_it_needs_is_proven(Stage lower) =>
        Assert.That(Decision.Of(lower + 1, lower, LiveClusters.At(lower)), Is.EqualTo(new Decision(lower + 1, null)));

    [TestCaseSource(nameof(OpenBackward))]
    public void A_boundary_opens_backward_when_everything_it_needs_is_proven(Stage upper, LiveCluster live) =>
        Assert.That(Decision.Of(upper - 1, upper, live), Is.EqualTo(new Decision(upper - 1, null)));

    [TestCaseSource(nameof(BrokenForward))]
    public void A_boundary_stays_shut_forward_while_one_proof_is_missing(Stage lower, LiveCluster live, string told)
    {
        var effective = Decision.Of(lower + 1, lower, live);

        Assert.That(effective.Stage, Is.EqualTo(lower));
        Assert.That(effective.Held, Does.StartWith($"{(lower + 1).ToName()} has to wait: ").And.Contain(told));
    }

    [TestCaseSource(nameof(BrokenBackward))]
    public void A_boundary_stays_shut_backward_while_one_proof_is_missing(Stage upper, LiveCluster live, string told)
    {
        var effective = Decision.Of(upper - 1, upper, live);

        Assert.That(effective.Stage, Is.EqualTo(upper));
        Assert.That(effective.Held, Does.StartWith($"{(upper - 1).ToName()} has to wait: ").And.Contain(told));
    }

    [Test]
    public void Every_condition_of_the_table_has_a_case_that_breaks_it()
    {
        var conditions = Stages.Skip(1).SelectMany(upper =>
            upper.OfProgram().Entry.Select(condition => (Lower: upper - 1, true, condition))
                .Concat(upper.OfProgram().Exit.Select(condition => (Lower: upper - 1, false, condition))));
        var broken = BrokenForward().Select(c => ((Stage)c.Arguments[0]!, true, (LiveCluster)c.Arguments[1]!))
            .Concat(BrokenBackward().Select(c => ((Stage)c.Arguments[0]! - 1, false, (LiveCluster)c.Arguments[1]!)))
            .ToList();

        foreach (var (lower, forward, condition) in conditions)
        {
            Assert.That(
                broken.Any(c => c.Item1 == lower && c.Item2 == forward && condition.InTheWay(c.Item3) is not null),
                $"{condition.Name}, {(forward ? "forward" : "backward")} over {lower.ToName()}");
        }
    }

    [Test]
    public void A_new_cluster_goes_no_further_than_baseline_in_its_first_run_since_nobody_knows_yet_who_manages_its_aws_node() =>
        Assert.That(Decision.Of(Stage.EnforcePolicy, Stage.Baseline, LiveCluster.Absent).Stage, Is.EqualTo(Stage.Baseline));

    [Test]
    public void The_effective_stage_is_always_between_the_position_and_the_stage_asked_for()
    {
        foreach (var live in Stages.Select(LiveClusters.At).Append(LiveCluster.Absent).Concat(AllBroken()))
        {
            foreach (var position in Stages)
            {
                foreach (var requested in Stages)
                {
                    var effective = Decision.Of(requested, position, live).Stage;
                    Assert.That(effective, Is.InRange(position < requested ? position : requested, position < requested ? requested : position));
                }
            }
        }
    }

    [Test]
    public void Nothing_that_happens_to_the_cluster_moves_a_stack_from_the_stage_it_asks_for_and_is_at()
    {
        foreach (var live in AllBroken())
        {
            foreach (var stage in Stages)
            {
                Assert.That(Decision.Of(stage, stage, live), Is.EqualTo(new Decision(stage, null)));
            }
        }
    }

    [Test]
    public void Removing_aws_node_never_comes_with_the_retirement_of_its_nodes() =>
        Assert.That(Decision.Of(Stage.EnforcePolicy, Stage.Migrate, LiveClusters.At(Stage.Migrate)).Stage, Is.EqualTo(Stage.RetireNodes));

    [Test]
    public void Pods_may_be_without_policies_that_somebody_enforces_where_that_is_allowed() =>
        Assert.That(Decision.Of(Stage.Migrate, Stage.Cordon, Policied() with { UnenforcedAllowed = true }).Stage, Is.EqualTo(Stage.Migrate));

    [Test]
    public void Cilium_s_own_policies_are_nothing_that_another_agent_enforces()
    {
        var live = Policied().With(state => state with { Policies = ["CiliumNetworkPolicy shop/cart"] });
        Assert.That(Decision.Of(Stage.Migrate, Stage.Cordon, live).Stage, Is.EqualTo(Stage.Migrate));
    }

    [Test]
    public void Policies_that_nobody_enforces_are_missed_by_nobody()
    {
        var live = Policied().With(state => state with { AwsNode = state.AwsNode with { EnforcesPolicies = false } });
        Assert.That(Decision.Of(Stage.Migrate, Stage.Cordon, live).Stage, Is.EqualTo(Stage.Migrate));
    }

    [Test]
    public void Policies_whose_rules_will_mean_others_are_told_before_they_bite()
    {
        var live = LiveClusters.At(Stage.Finalize)
            .With(state => state with { Policies = ["NetworkPolicy shop/cart"], AddressPolicies = ["NetworkPolicy shop/cart (10.0.0.0/16)"] });
        Assert.That(
            Decision.Of(Stage.EnforcePolicy, Stage.Finalize, live).Held,
            Does.Contain("ipBlock matches neither pods nor nodes").And.Contain("NetworkPolicy shop/cart (10.0.0.0/16)"));
    }

    [Test]
    public void Policies_bite_where_they_are_allowed_to()
    {
        var live = LiveClusters.At(Stage.Finalize).With(state => state with { Policies = ["NetworkPolicy shop/cart"] }) with { PoliciesAllowed = true };

        Assert.That(Decision.Of(Stage.EnforcePolicy, Stage.Finalize, live).Held, Is.Null);
    }

    [Test]
    public void Host_ports_that_are_served_hold_nobody_up()
    {
        foreach (var stage in new[] { Stage.PinAwsNode, Stage.InstallCilium, Stage.Cordon })
        {
            Assert.That(Decision.Of(stage + 1, stage, WithHostPorts(stage) with { HostPortsAreServed = true }).Held, Is.Null);
        }
    }

    [Test]
    public void A_managed_kube_proxy_that_its_owner_keeps_off_Cilium_holds_nobody_up() =>
        Assert.That(
            Decision.Of(Stage.PinAwsNode, Stage.Baseline, WithProxy(Stage.Baseline, replaced: true, keepsOff: true, managedBy: "eks")).Held, Is.Null);

    [Test]
    public void All_that_is_in_the_way_is_told_at_once()
    {
        var live = LiveClusters.At(Stage.Migrate).With(state => state with { PendingPods = 2, Guards = ["shop/cart"] });

        Assert.That(Decision.Of(Stage.RetireNodes, Stage.Migrate, live).Held, Does.Contain("2 pods pending").And.Contain("shop/cart"));
    }

    private static IEnumerable<Stage> OpenForward() => Stages.Where(stage => stage < Stage.EnforcePolicy);

    private static IEnumerable<TestCaseData> OpenBackward()
    {
        yield return Case(Stage.PinAwsNode, LiveClusters.At(Stage.PinAwsNode));
        yield return Case(Stage.InstallCilium, LiveClusters.At(Stage.InstallCilium));
        yield return Case(Stage.AddCiliumNodes, LiveClusters.At(Stage.AddCiliumNodes));
        yield return Case(Stage.Cordon, LiveClusters.At(Stage.Cordon));
        yield return Case(Stage.Migrate, LiveClusters.At(Stage.Migrate));
        yield return Case(Stage.RetireNodes, LiveClusters.At(Stage.RetireNodes));
        yield return Case(Stage.RemoveAwsNode, LiveClusters.At(Stage.RemoveAwsNode));
        yield return Case(Stage.Finalize, LiveClusters.At(Stage.Finalize));
        yield return Case(Stage.EnforcePolicy, LiveClusters.At(Stage.EnforcePolicy));
    }

    private static IEnumerable<TestCaseData> BrokenForward()
    {
        yield return Case(Stage.Baseline, Foreign(Stage.Baseline, "self-managed", ""), "ip-1 self-managed");
        yield return Case(Stage.Baseline, Foreign(Stage.Baseline, "node-group", "gpu"), "ip-1 of the node group gpu (name the group in oldNodeGroups");
        yield return Case(Stage.PinAwsNode, Foreign(Stage.PinAwsNode, "karpenter", "default"), "kubectl delete nodeclaims -l karpenter.sh/nodepool=default");
        yield return Case(Stage.InstallCilium, Foreign(Stage.InstallCilium, "fargate", ""), "aws eks delete-fargate-profile");
        yield return Case(Stage.InstallCilium, Foreign(Stage.InstallCilium, "hybrid", ""), "a hybrid node");
        yield return Case(Stage.InstallCilium, Foreign(Stage.InstallCilium, "auto", "general-purpose"), "disable the node pool general-purpose");
        yield return Case(
            Stage.Baseline, LiveClusters.At(Stage.Baseline).With(s => s with { NodeScalers = ["karpenter/karpenter"] }),
            "kubectl -n karpenter scale deployment/karpenter --replicas=0");
        yield return Case(Stage.Baseline, LiveClusters.At(Stage.Baseline).With(s => s with { AwsNode = s.AwsNode with { ManagedBy = "eks" } }), "add-on");
        yield return Case(
            Stage.PinAwsNode, LiveClusters.At(Stage.PinAwsNode) with { IssuerIsTrusted = false, OidcIssuer = "https://oidc" }, "associate-iam-oidc-provider");
        yield return Case(Stage.PinAwsNode, Unhidden(), "pulumi config set allowSourceChange true");
        yield return Case(
            Stage.InstallCilium, LiveClusters.At(Stage.InstallCilium).With(s => s with { NodeScalers = ["ops/scaler"] }), "ops/scaler would add and remove");
        yield return Case(Stage.PinAwsNode, WithHostPorts(Stage.PinAwsNode), "DaemonSet shop/metrics (8125/UDP)");
        yield return Case(Stage.InstallCilium, WithHostPorts(Stage.InstallCilium), "DaemonSet shop/metrics (8125/UDP)");
        yield return Case(Stage.Cordon, WithHostPorts(Stage.Cordon), "pulumi config set kubeProxyReplacement true");
        yield return Case(
            Stage.Baseline, WithProxy(Stage.Baseline, replaced: true, keepsOff: false, managedBy: "eks"), "aws eks delete-addon --addon-name kube-proxy");
        yield return Case(Stage.InstallCilium, WithProxy(Stage.InstallCilium, replaced: true, keepsOff: false), "kube-proxy does not keep off");
        yield return Case(Stage.InstallCilium, WithProxy(Stage.InstallCilium, replaced: false, keepsOff: true), "without kubeProxyReplacement no Service");
        yield return Case(Stage.InstallCilium, Unpaused(Stage.InstallCilium), "kubectl -n ops scale deployment/autoscaler --replicas=0");
        yield return Case(Stage.Migrate, Unpaused(Stage.Migrate), "somebody has started it again (2 replicas)");
        yield return Case(
            Stage.AddCiliumNodes, LiveClusters.At(Stage.AddCiliumNodes).With(s => s with { CiliumNodes = LiveClusters.Nodes(3, cordoned: true) }),
            "3 Cilium nodes cordoned");
        yield return Case(Stage.AddCiliumNodes, WithCiliumGroup(Stage.AddCiliumNodes, desired: 1, instances: 3), "2 Cilium nodes on the way out");
        yield return Case(
            Stage.AddCiliumNodes, LiveClusters.At(Stage.AddCiliumNodes).With(s => s with { CiliumNodes = s.CiliumNodes with { Ready = 2 } }), "2 of 3");
        yield return Case(Stage.Cordon, LiveClusters.At(Stage.Cordon).With(s => s with { CiliumNodes = LiveClusters.Nodes(0) }), "no Cilium node");
        yield return Case(Stage.Cordon, LiveClusters.At(Stage.Cordon).With(s => s with { CiliumNodes = s.CiliumNodes with { Ready = 1 } }), "1 of 3");
        yield return Case(Stage.Cordon, LiveClusters.At(Stage.Cordon) with { Plan = null }, "not planned");
        yield return Case(Stage.Cordon, Policied(), "aws-node's own agent enforces 1 network policy (NetworkPolicy shop/cart) today");
        yield return Case(Stage.Cordon, Blocked(Stage.Cordon), "shop/cart-0: no controller (evictBarePods)");
        yield return Case(
            Stage.Migrate, LiveClusters.At(Stage.Migrate).With(s => s with { OldNodes = s.OldNodes with { Cordoned = 2 } }), "2 of 3 old nodes cordoned");
        yield return Case(
            Stage.Migrate, LiveClusters.At(Stage.Migrate).With(s => s with { OldNodes = s.OldNodes with { WorkloadPods = 1 } }), "1 workload pod");
        yield return Case(Stage.Migrate, LiveClusters.At(Stage.Migrate).With(s => s with { PendingPods = 1 }), "1 pod pending");
        yield return Case(
            Stage.Migrate, LiveClusters.At(Stage.Migrate).With(s => s with { OldNodes = s.OldNodes with { TerminatingPods = 1 } }), "terminating");
        yield return Case(Stage.Migrate, LiveClusters.At(Stage.Migrate).With(s => s with { Guards = ["shop/cart"] }), "shop/cart");
        yield return Case(Stage.Migrate, LiveClusters.At(Stage.Migrate).With(s => s with { NodeScalers = ["ops/scaler"] }), "ops/scaler would add and remove");
        yield return Case(
            Stage.Migrate, LiveClusters.At(Stage.Migrate) with { OldGroups = [new LiveNodeGroup("ng-1", "UPDATING", 3, 3, [])] }, "ng-1 is UPDATING");
        yield return Case(Stage.RetireNodes, LiveClusters.At(Stage.RetireNodes).With(s => s with { OldNodes = LiveClusters.Nodes(1) }), "1 old node left");
        yield return Case(Stage.RetireNodes, WithOldInstances(Stage.RetireNodes), "not terminated");
        yield return Case(
            Stage.RemoveAwsNode,
            LiveClusters.At(Stage.RemoveAwsNode).With(s => s with { AwsNode = s.AwsNode with { Present = true } }),
            "aws-node is still there");
        yield return Case(Stage.RemoveAwsNode, LiveClusters.At(Stage.RemoveAwsNode).With(s => s with { OldNodes = LiveClusters.Nodes(1) }), "1 old node left");
        yield return Case(
            Stage.Finalize, LiveClusters.At(Stage.Finalize).With(s => s with { Cilium = s.Cilium with { AvoidsOldNodes = true } }), "final placement");
        yield return Case(
            Stage.Finalize,
            LiveClusters.At(Stage.Finalize).With(s => s with { Cilium = s.Cilium with { RolledOut = false, Ready = 2 } }),
            "2 of 3 agents are ready");
        yield return Case(
            Stage.Finalize, LiveClusters.At(Stage.Finalize).With(s => s with { Policies = ["NetworkPolicy shop/cart"] }), "NetworkPolicy shop/cart");
    }

    private static LiveCluster Policied() => LiveClusters.At(Stage.Cordon).With(state => state with
    {
        Policies = ["NetworkPolicy shop/cart"],
        AwsNode = state.AwsNode with { EnforcesPolicies = true },
    });

    private static LiveCluster WithHostPorts(Stage stage) =>
        LiveClusters.At(stage).With(s => s with { HostPorts = ["DaemonSet shop/metrics (8125/UDP)"] });

    private static LiveCluster WithProxy(Stage stage, bool replaced, bool keepsOff, string managedBy = "") =>
        LiveClusters.At(stage).With(s => s with { KubeProxy = new KubeProxyState(true, keepsOff, managedBy) }) with { KubeProxyIsReplaced = replaced };

    private static LiveCluster Unpaused(Stage stage) => LiveClusters.At(stage).With(s => s with
    {
        Autoscaler = new AutoscalerState(Present: true, Replicas: 2, Paused: false),
        Records = [new StateRecord("DeploymentPause", "Deployment ops/autoscaler", "owner", "pin-aws-node")],
    });

    private static IEnumerable<TestCaseData> BrokenBackward()
    {
        var oneNode = (Stage stage) => LiveClusters.At(stage).With(s => s with { CiliumNodes = LiveClusters.Nodes(1) });
        yield return Case(Stage.PinAwsNode, oneNode(Stage.PinAwsNode), "1 Cilium node left");
        yield return Case(Stage.InstallCilium, oneNode(Stage.InstallCilium), "1 Cilium node left");
        yield return Case(Stage.InstallCilium, WithCiliumGroup(Stage.InstallCilium, desired: 0, instances: 1), "not terminated");
        yield return Case(Stage.InstallCilium, WithCiliumGroup(Stage.InstallCilium, desired: 3, instances: 0), "still asks for 3 nodes");
        yield return Case(
            Stage.AddCiliumNodes,
            LiveClusters.At(Stage.AddCiliumNodes).With(s => s with { CiliumNodes = LiveClusters.Nodes(3, workloadPods: 2) }),
            "2 workload pods");
        yield return Case(Stage.Migrate, LiveClusters.At(Stage.Migrate).With(s => s with { OldNodes = LiveClusters.Nodes(0) }), "not back yet");
        yield return Case(
            Stage.Migrate, LiveClusters.At(Stage.Migrate).With(s => s with { OldNodes = s.OldNodes with { Ready = 2 } }), "2 of 3 old nodes Ready");
        yield return Case(Stage.Migrate, Blocked(Stage.Migrate), "shop/cart-0");
        yield return Case(Stage.Migrate, LiveClusters.At(Stage.Migrate) with { Plan = null }, "not planned");
        yield return Case(Stage.RetireNodes, LiveClusters.At(Stage.RetireNodes).With(s => s with { AwsNode = s.AwsNode with { Present = false } }), "not back");
        yield return Case(
            Stage.RetireNodes, LiveClusters.At(Stage.RetireNodes).With(s => s with { AwsNode = s.AwsNode with { Pinned = false } }), "not pinned");
        yield return Case(
            Stage.RetireNodes,
            LiveClusters.At(Stage.RetireNodes).With(s => s with { Cilium = s.Cilium with { AvoidsOldNodes = false } }),
            "avoid the old nodes");
        yield return Case(
            Stage.RetireNodes, LiveClusters.At(Stage.RetireNodes).With(s => s with { Cilium = s.Cilium with { RolledOut = false } }), "not rolled out");
        yield return Case(Stage.RetireNodes, WithoutSizes(), "not on record any more");
    }

    private static IEnumerable<LiveCluster> AllBroken() =>
        BrokenForward().Concat(BrokenBackward()).Select(broken => (LiveCluster)broken.Arguments[1]!).Append(LiveCluster.Absent);

    private static LiveCluster WithoutSizes() =>
        LiveClusters.At(Stage.RetireNodes).With(s => s with { AwsNode = s.AwsNode with { Present = true, Pinned = true } }) with
        {
            OldGroups =
        [
            new LiveNodeGroup("ng-1", "ACTIVE", 0, 0, [])
            {
                Adopted = new AdoptedNodeGroup { NodeRoleArn = "arn:aws:iam::1:role/theirs", Scaling = new NodeGroupScaling(0, 0, 3) },
            },
        ],
        };

    private static LiveCluster Unhidden()
    {
        var live = LiveClusters.At(Stage.PinAwsNode);
        var config = ImmutableDictionary<string, string>.Empty
            .Add("cni-migration:stage", "install-cilium").Add("aws:region", "us-west-1").Add("cni-migration:masquerade", "false");
        return live with { Sources = PodSources.Of(MigrationSettings.Read(config, StageNames.All), live) };
    }

    private static LiveCluster Foreign(Stage stage, string runBy, string group) =>
        LiveClusters.At(stage).With(state => state with { ForeignNodes = [new ForeignNode("ip-1", runBy, group)] });

    private static LiveCluster Blocked(Stage stage) => LiveClusters.At(stage) with
    {
        Plan = new PlannedMove(1, [new MoveBlocker("shop/cart-0", "no controller", "evictBarePods", "evictBarePods")], [], [], [], 0),
    };

    private static LiveCluster WithOldInstances(Stage stage) => LiveClusters.At(stage) with { OldGroups = [new LiveNodeGroup("ng-1", "ACTIVE", 0, 1, [])] };

    private static LiveCluster WithCiliumGroup(Stage stage, int desired, int instances) =>
        LiveClusters.At(stage) with { CiliumGroup = new LiveNodeGroup("ng-cilium", "ACTIVE", desired, instances, []) };

    private static TestCaseData Case(Stage stage, LiveCluster live) => new TestCaseData(stage, live).SetArgDisplayNames(stage.ToName());

    private static TestCaseData Case(Stage stage, LiveCluster live, string told) =>
        new TestCaseData(stage, live, told).SetArgDisplayNames(stage.ToName(), told);
}
