using CniMigration.Stacks.Strategies;

namespace CniMigration.Tests.Stacks.Strategies;

[TestFixture]
internal sealed class NodePoolsTests
{
    [Test]
    public void The_stages_follow_each_other_in_this_order() =>
        Assert.That(NodePools.Strategy.StageNames, Is.EqualTo(StageNames.All));

    [Test]
    public void The_provider_knows_the_same_stages_in_the_same_order() =>
        Assert.That(NodePools.Strategy.StageNames, Is.EqualTo(CniMigration.Migration.Records.Stages.InOrder));

    [Test]
    public void A_stage_says_what_it_changes_in_what_the_one_before_it_left()
    {
        var shapes = NodePools.Strategy.Stages.Select(NodePools.Strategy.ShapeAt).ToList();

        Assert.That(shapes.Select(shape => $"{shape.Source}"), Is.EqualTo(new[]
        {
            "Everywhere", "Pinned", "Pinned", "Pinned", "Pinned", "Pinned", "Pinned", "Nowhere", "Nowhere", "Nowhere",
        }));
        Assert.That(Where(shape => shape.AutoscalerPaused), Is.EqualTo(From("pin-aws-node", "finalize")));
        Assert.That(Where(shape => shape.CiliumInstalled), Is.EqualTo(From("install-cilium")));
        Assert.That(Where(shape => shape.CiliumKeepsOff), Is.EqualTo(From("install-cilium", "finalize")));
        Assert.That(Where(shape => shape.CiliumNodes), Is.EqualTo(From("add-cilium-nodes")));
        Assert.That(Where(shape => shape.Protected), Is.EqualTo(From("add-cilium-nodes")));
        Assert.That(Where(shape => shape.WorkloadsOnCilium), Is.EqualTo(From("migrate")));
        Assert.That(Where(shape => shape.OldNodesRetired), Is.EqualTo(From("retire-nodes")));
        Assert.That(Where(shape => shape.PoliciesEnforced), Is.EqualTo(From("enforce-policy")));

        IEnumerable<string> Where(Func<CniMigration.Stacks.Live.ClusterShape, bool> holds) =>
            StageNames.All.Where((_, index) => holds(shapes[index]));
    }

    private static IEnumerable<string> From(string first, string? end = null) =>
        StageNames.All.SkipWhile(name => name != first).TakeWhile(name => name != end);
}
