using CniMigration.Migration.Errors;
using CniMigration.Rehearsal.CommandLine;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Stacks.Settings;

namespace CniMigration.Tests.Rehearsal.CommandLine;

public sealed class ExitCodesTests
{
    private static IEnumerable<TestCaseData> Table()
    {
        yield return new TestCaseData(new SettingsException(["stage: missing"]), false, ExitCodes.Configuration);
        yield return new TestCaseData(new ConfigurationException("no"), false, ExitCodes.Configuration);
        yield return new TestCaseData(new InvalidKubeconfigException("no server"), false, ExitCodes.Configuration);
        yield return new TestCaseData(new ClusterUnauthorizedException("who are you"), true, ExitCodes.Authentication);
        yield return new TestCaseData(new ClusterForbiddenException("you may not"), true, ExitCodes.Authentication);
        yield return new TestCaseData(new GateFailedException("unhealthy"), true, ExitCodes.ResourceFailed);
        yield return new TestCaseData(new WaitTimedOutException("too long"), true, ExitCodes.ResourceFailed);
        yield return new TestCaseData(new WaitTimedOutException("too long"), false, ExitCodes.Timeout);
        yield return new TestCaseData(new OperationCanceledException(), true, ExitCodes.Cancelled);
        yield return new TestCaseData(new ClusterUnreachableException("away"), false, ExitCodes.Error);
        yield return new TestCaseData(new InvalidOperationException("no"), false, ExitCodes.Error);
    }

    [TestCaseSource(nameof(Table))]
    public void Each_failure_has_its_exit_code(Exception failure, bool ofAStep, int expected) =>
        Assert.That(ExitCodes.Of(failure, ofAStep), Is.EqualTo(expected));
}
