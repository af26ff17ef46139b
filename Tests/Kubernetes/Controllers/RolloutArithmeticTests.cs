using CniMigration.Kubernetes.Controllers.Workloads.Deployments;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class RolloutArithmeticTests
{
    [TestCase("25%", "25%", 4, 1, 1)]
    [TestCase("25%", "25%", 1, 1, 0)]
    [TestCase("25%", "25%", 10, 3, 2)]
    [TestCase("0", "0", 3, 0, 1)]
    [TestCase("0%", "10%", 3, 0, 1)]
    [TestCase("100%", "0", 5, 5, 0)]
    public void Surge_rounds_up_and_unavailable_down_and_both_are_never_zero(
        string surge, string unavailable, int desired, int expectedSurge, int expectedUnavailable) =>
        Assert.That(RolloutArithmetic.Resolve(Parse(surge), Parse(unavailable), desired), Is.EqualTo((expectedSurge, expectedUnavailable)));

    [TestCase(3, 1, 0, 3, 1, Description = "one surge pod fits")]
    [TestCase(3, 0, 0, 3, 0, Description = "no room without surge")]
    [TestCase(3, 0, 0, 2, 1, Description = "an old pod has gone")]
    [TestCase(3, 3, 0, 3, 3, Description = "all at once")]
    [TestCase(3, 1, 3, 3, 3, Description = "done")]
    [TestCase(2, 1, 4, 4, 2, Description = "scaled down meanwhile")]
    public void New_pods_come_as_far_as_the_surge_allows(int desired, int surge, int now, int all, int expected) =>
        Assert.That(RolloutArithmetic.NewReplicas(desired, surge, now, all), Is.EqualTo(expected));

    [TestCase(4, 1, 5, 1, 0, 1, Description = "one may be unavailable, the surge pod is not there yet")]
    [TestCase(4, 1, 5, 1, 1, 2)]
    [TestCase(3, 0, 4, 1, 0, 0, Description = "nothing goes before the surge pod is available")]
    [TestCase(3, 0, 4, 1, 1, 1)]
    public void Old_pods_go_only_when_enough_new_ones_are_available(int desired, int unavailable, int all, int fresh, int available, int expected) =>
        Assert.That(RolloutArithmetic.OldReplicasToRemove(desired, unavailable, all, fresh, available), Is.EqualTo(expected));

    [Test]
    public void Old_pods_that_do_not_work_go_first()
    {
        var sizes = RolloutArithmetic.ShrinkOld([(3, 1), (2, 2)], most: 2, allAvailable: 3, minAvailable: 3);

        Assert.That(sizes, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void A_change_of_scale_during_a_rollout_is_shared_out()
    {
        var sizes = RolloutArithmetic.ScaleProportionally([8, 5], [13, 13], 26);

        Assert.That(sizes.Sum(), Is.EqualTo(26));
        Assert.That(sizes, Is.EqualTo(new[] { 16, 10 }));
    }

    private static IntOrString Parse(string text) => int.TryParse(text, out var number) ? new IntOrString(number) : new IntOrString(0, text);
}
