using System.Collections.Immutable;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Plans;
using CniMigration.Stacks.Strategies;
using FsCheck;
using FsCheck.Fluent;

namespace CniMigration.Tests.Stacks.Plans;

/// <summary>What holds whatever the cluster looks like.</summary>
[TestFixture]
internal sealed class EffectiveStageProperties
{
    [Test]
    public void The_effective_stage_lies_between_the_position_and_the_stage_asked_for() => ForAny((requested, position, live) =>
    {
        var effective = Decision.Of(requested, position, live).Stage;
        return effective >= Least(requested, position) && effective <= Most(requested, position);
    });

    [Test]
    public void What_was_reached_on_the_way_forward_is_never_given_up_whatever_happens_to_the_cluster() => ForAny((requested, position, live) =>
    {
        var reached = Decision.Of(Most(requested, position), Least(requested, position), live).Stage;
        return Decision.Of(Most(requested, position), reached, Any(new System.Random((int)reached))).Stage >= reached;
    });

    [Test]
    public void A_stack_that_is_where_it_is_asked_to_be_stays_there() =>
        ForAny((requested, _, live) => Decision.Of(requested, requested, live) == new Decision(requested, null));

    [Test]
    public void Repeated_runs_reach_the_stage_asked_for_from_every_state_though_every_other_one_finds_the_cluster_ailing() =>
        ForAny((requested, position, live) =>
    {
        var ailments = new System.Random((int)requested * 10 + (int)position);
        var at = position;
        for (var run = 0; run < 40 && at != requested; run++)
        {
            var found = run == 0 ? live : run % 2 == 0 ? Any(ailments) : LiveClusters.At(at);
            at = Decision.Of(requested, at, found).Stage;
        }

        return at == requested;
    });

    [Test]
    public void What_is_recorded_is_never_below_what_is_declared_and_never_above_what_was_on_record() => ForAny((requested, position, live) =>
    {
        if (live.State is null)
        {
            return true;
        }

        var marked = live.With(state => state with { Stage = position.ToName() });
        var effective = Decision.Of(requested, position, marked).Stage;
        var recorded = StagePosition.ToRecord(NodePools.Strategy, marked, effective.OfProgram()).OfTests();
        return recorded >= effective && recorded <= Most(effective, position);
    });

    [Test]
    public void The_next_step_names_what_holds_a_run_back() => ForAny((requested, position, live) =>
    {
        var effective = Decision.Of(requested, position, live);
        return effective.Stage == requested ? effective.Held is null : effective.Held!.Contains("has to wait: ", StringComparison.Ordinal);
    });

    private static void ForAny(Func<Stage, Stage, LiveCluster, bool> property)
    {
        var cases = ArbMap.Default
            .GeneratorFor<int>()
            .Select(seed => new System.Random(seed))
            .Select(random => (Requested: AnyStage(random), Position: AnyStage(random), Live: Any(random)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(cases.ToArbitrary(), c => property(c.Requested, c.Position, c.Live)));
    }

    private static Stage Least(Stage one, Stage other) => one < other ? one : other;

    private static Stage Most(Stage one, Stage other) => one > other ? one : other;

    private static Stage AnyStage(System.Random random) => (Stage)random.Next(10);

    private static LiveCluster Any(System.Random random)
    {
        if (random.Next(10) == 0)
        {
            return LiveCluster.Absent;
        }

        var live = LiveClusters.At(AnyStage(random));
        bool Sometimes() => random.Next(3) == 0;
        string Digest() => Sometimes() ? "abc" : "";
        NodeSide Nodes() => new(random.Next(3), random.Next(3), random.Next(3), [], random.Next(2), [], random.Next(2), random.Next(2), 0, 0);
        return live with
        {
            State = live.State! with
            {
                Guards = Sometimes() ? ["shop/cart"] : [],
                ForeignNodes = Sometimes() ? [new ForeignNode("n9", "fargate", "")] : [],
                NodeScalers = Sometimes() ? ["karpenter/karpenter"] : [],
                PendingPods = random.Next(2),
                OldNodes = Sometimes() ? Nodes() : live.State.OldNodes,
                CiliumNodes = Sometimes() ? Nodes() : live.State.CiliumNodes,
                AwsNode = Sometimes()
                    ? new AwsNodeState(Sometimes(), Sometimes(), Sometimes(), Sometimes() ? "eks" : "", Sometimes(), Sometimes(), [])
                    : live.State.AwsNode,
                Cilium = Sometimes()
                    ? live.State.Cilium with { Present = Sometimes(), AvoidsOldNodes = Sometimes(), RolledOut = Sometimes() }
                    : live.State.Cilium,
                Stage = Sometimes() ? AnyStage(random).ToName() : live.State.Stage,
                Records = Sometimes() ? [new StateRecord("NodeCordon", "Node n1", "nodecordon-1", AnyStage(random).ToName())] : [],
                Autoscaler = new AutoscalerState(Sometimes(), random.Next(2), Sometimes()),
                NodeGroupSizes = Sometimes() ? [new NodeGroupSizes("ng-1", random.Next(3), 0, 3)] : [],
                Undone = new UndoneDigests(Digest(), Digest(), Digest(), Digest(), Digest(), Digest()),
                Policies = Sometimes() ? ["NetworkPolicy shop/cart"] : ImmutableArray<string>.Empty,
            },
            IssuerIsTrusted = !Sometimes(),
            PoliciesAllowed = Sometimes(),
            UnenforcedAllowed = Sometimes(),
            OldGroups = Sometimes() ? [new LiveNodeGroup("ng-1", Sometimes() ? "UPDATING" : "ACTIVE", random.Next(3), random.Next(3), [])] : live.OldGroups,
            CiliumGroup = new LiveNodeGroup("ng-cilium", "ACTIVE", random.Next(3), random.Next(3), []),
            Plan = Sometimes() ? null : new PlannedMove(0, Sometimes() ? [new MoveBlocker("shop/cart", "bare", "", null)] : [], [], [], [], 0),
        };
    }
}
