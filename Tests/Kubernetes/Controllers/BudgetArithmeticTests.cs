using CniMigration.Kubernetes.Controllers.Disruption;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

[TestFixture]
internal sealed class BudgetArithmeticTests
{
    [TestCase("1", null, 3, 3, 1, 2)]
    [TestCase("2", null, 2, 2, 2, 0)]
    [TestCase("50%", null, 3, 3, 2, 1, Description = "a percentage rounds up")]
    [TestCase("100%", null, 3, 3, 3, 0)]
    [TestCase(null, "1", 3, 3, 2, 1)]
    [TestCase(null, "1", 3, 2, 2, 0, Description = "one is down already")]
    [TestCase(null, "1", 1, 1, 0, 1)]
    [TestCase(null, "0", 3, 3, 3, 0)]
    [TestCase(null, "34%", 3, 3, 1, 2, Description = "rounds up too")]
    [TestCase(null, "1", 0, 0, 0, 0, Description = "no pods, nothing to allow")]
    [TestCase("0", null, 0, 0, 0, 0)]
    public void A_budget_allows_what_is_above_its_minimum(string? least, string? most, int expected, int healthy, int desired, int allowed)
    {
        var spec = new PodDisruptionBudgetSpec { MinAvailable = Parse(least), MaxUnavailable = Parse(most) };

        var desiredHealthy = BudgetArithmetic.DesiredHealthy(spec, expected);

        Assert.That(desiredHealthy, Is.EqualTo(desired));
        Assert.That(BudgetArithmetic.DisruptionsAllowed(healthy, desiredHealthy, expected), Is.EqualTo(allowed));
    }

    private static IntOrString? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, out var number) ? new IntOrString(number) : new IntOrString(0, text);
    }
}
