using CniMigration.Rehearsal;
using CniMigration.Rehearsal.CommandLine;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.View;
using CniMigration.Rehearsal.Walk;
using CniMigration.Simulator.Faults;
using CniMigration.Stacks;
using CniMigration.Tests.Rehearsal.CommandLine;

namespace CniMigration.Tests.Rehearsal.Walk;

[CancelAfter(600_000)]
[Parallelizable(ParallelScope.All)]
public sealed class FaultTests
{
    // Gates wait for minutes before they give up.
    private const double Speed = 500;

    private static readonly StackSettings Settings = StackSettings.Read(Run.ProjectFolder(), "Pulumi.dev.yaml", Run.ProjectFolder());

    private static IEnumerable<TestCaseData> FailedSteps()
    {
        yield return Case("node-never-boots", "2 of 3 registered", "1 never joined the cluster", "aws ec2 get-console-output");
        yield return Case("cilium-agent-never-ready", "DaemonSet kube-system/cilium rolled out", "0 of 3 pods are available", "logs daemonset/cilium");
        yield return Case("operator-lacks-iam", "DaemonSet kube-system/cilium rolled out", "UnauthorizedOperation", "IAM role of the service account kube-system/cilium-operator");
        yield return Case("subnet-out-of-addresses", "DaemonSet kube-system/cilium rolled out", "does not have enough free addresses", "Free addresses in the subnet");
        yield return Case("security-group-cuts-cnis", "the mesh of goldpinger pods healthy", "all that are known between the two CNIs", "security groups");
        yield return Case("gate-flaps", "the mesh of goldpinger pods healthy", "pairs fail", "Nothing was changed by this check");
    }

    [TestCaseSource(nameof(FailedSteps))]
    public async Task A_fault_fails_the_gate_that_it_concerns_and_the_walk_goes_on_once_it_is_mended(string name, string[] told, CancellationToken cancellationToken)
    {
        var fault = FaultCatalogue.Find(name)!;
        await using var stack = await StartAsync(fault, cancellationToken);
        var stopped = await WalkAsync(stack, Stage.AddCiliumNodes, cancellationToken);
        AssertStopped(stopped, ofAStep: true, told);
        var failed = stopped.Ups[^1].Run.Steps.Where(step => step.Failure is not null).Select(step => step.Key.Name);
        Assert.That(failed, Is.Not.Empty.And.All.StartsWith("gate-add-cilium-nodes-"));

        await AssertGoesOnAsync(stack, fault, cancellationToken);
    }

    [TestCase("addon-reverts-affinity", "baseline", "pin-aws-node has to wait", "add-on vpc-cni", "aws eks delete-addon")]
    [TestCase("budget-never-allows", "cordon", "migrate has to wait", "shop/orders-0", "never allows its eviction")]
    public async Task A_fault_that_would_do_harm_holds_the_stage_before_until_it_is_mended(
        string name, string stage, string next, string what, string remedy, CancellationToken cancellationToken)
    {
        var fault = FaultCatalogue.Find(name)!;
        await using var stack = await StartAsync(fault, cancellationToken);
        var stopped = await WalkAsync(stack, Stage.Migrate, cancellationToken);
        AssertStopped(stopped, ofAStep: false, next, what, remedy);
        Assert.That(stopped.Ups[^1].Effective, Is.EqualTo(stage));

        await AssertGoesOnAsync(stack, fault, cancellationToken);
    }

    private static TestCaseData Case(string name, params string[] told) => new TestCaseData(name, told).SetArgDisplayNames(name);

    private static Task<RehearsalStack> StartAsync(Fault fault, CancellationToken cancellationToken) => RehearsalStack.StartAsync(
        Settings, new RehearsalOptions { Speed = Speed, Faults = [new ChosenFault(fault)] }, new SilentView(), cancellationToken);

    private static Task<WalkResult> WalkAsync(RehearsalStack stack, Stage stage, CancellationToken cancellationToken) =>
        new Walker(stack, new SilentView()).WalkAsync(new RehearsalOptions { Stages = [stage.ToName()] }, cancellationToken);

    private static void AssertStopped(WalkResult walk, bool ofAStep, params string[] told)
    {
        Assert.That(walk.Failure, Is.Not.Null);
        Assert.That(Failures.ExitCode(walk.Failure!, ofAStep), Is.EqualTo(ExitCodes.ResourceFailed));
        foreach (var part in told)
        {
            Assert.That(Failures.Message(walk.Failure!), Does.Contain(part));
        }
    }

    private static async Task AssertGoesOnAsync(RehearsalStack stack, Fault fault, CancellationToken cancellationToken)
    {
        await stack.Faults.SwitchOffAsync(fault, cancellationToken);
        var mended = await WalkAsync(stack, Stage.EnforcePolicy, cancellationToken);
        Assert.That(mended.Failure, Is.Null);
        Assert.That(mended.Ups[^1].Effective, Is.EqualTo("enforce-policy"));
        Assert.That(mended.Ups.Sum(up => up.BudgetViolations), Is.Zero);
    }
}
