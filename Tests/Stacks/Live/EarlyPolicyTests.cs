using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Tests.Stacks.Live;

/// <summary>When Cilium enforces network policies, and what is said of those for which that changes something.</summary>
internal sealed class EarlyPolicyTests
{
    [TestCase(Stage.Cordon, false)]
    [TestCase(Stage.Migrate, true)]
    [TestCase(Stage.RetireNodes, true)]
    [TestCase(Stage.Finalize, true)]
    [TestCase(Stage.EnforcePolicy, true)]
    public void Asked_for_early_policies_are_enforced_from_migrate_on(Stage stage, bool enforced) =>
        Assert.That(Enforces(stage, LiveClusters.At(stage) with { PoliciesEarly = true }), Is.EqualTo(enforced));

    [Test]
    public void Unless_they_are_asked_for_early_policies_are_enforced_at_the_end_only() =>
        Assert.That(Enum.GetValues<Stage>().Where(stage => Enforces(stage, LiveClusters.At(stage))), Is.EqualTo(new[] { Stage.EnforcePolicy }));

    private static IEnumerable<TestCaseData> Unfit()
    {
        yield return Case("a workload pod is left", state => state with { OldNodes = state.OldNodes with { WorkloadPods = 1 } });
        yield return Case("a pod on an old node has to do with one", state => state with { PoliciedOnOldNodes = ["shop (1)"] });
        yield return Case("the old nodes are still to come back", state => state with { OldNodes = LiveClusters.Nodes(0) });
    }

    [TestCaseSource(nameof(Unfit))]
    public void Policies_wait_while(MigrationState state) =>
        Assert.That(Enforces(Stage.Migrate, LiveClusters.At(Stage.Migrate) with { PoliciesEarly = true, State = state }), Is.False);

    [Test]
    public void What_holds_early_enforcement_up_is_told()
    {
        var live = LiveClusters.At(Stage.Migrate)
            .With(state => state with { Policies = ["NetworkPolicy shop/cart"], PoliciedOnOldNodes = ["shop (1)"] });
        live = live with { PoliciesEarly = true };
        Assert.That(PolicyConditions.Warnings(live, LiveClusters.ShapeAt(Stage.Migrate.ToName())).Single(), Does.Contain("shop (1)"));
    }

    [Test]
    public void Rules_that_will_mean_others_are_told_on_the_way_to_where_they_bite()
    {
        var live = LiveClusters.At(Stage.Cordon).With(state => state with { AddressPolicies = ["NetworkPolicy shop/cart (10.0.0.0/16)"] });
        Assert.That(
            PolicyConditions.Warnings(live, LiveClusters.ShapeAt(Stage.Migrate.ToName())).Single(), Does.Contain("NetworkPolicy shop/cart (10.0.0.0/16)"));
        Assert.That(PolicyConditions.Warnings(live, LiveClusters.ShapeAt(Stage.Cordon.ToName())), Is.Empty);
    }

    private static bool Enforces(Stage stage, LiveCluster live) => live.EnforcesPolicies(LiveClusters.ShapeAt(stage.ToName()));

    private static TestCaseData Case(string name, Func<MigrationState, MigrationState> change) =>
        new TestCaseData(change(LiveClusters.At(Stage.Migrate).State!)).SetArgDisplayNames(name);
}
