using CniMigration.Simulator.Faults;
using CniMigration.Tests.Stacks;

namespace CniMigration.Tests.Rehearsal.Faults;

/// <summary>A walk that a fault stopped leaves both ways open: on, once it is mended, and home, whether it is mended or not.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(FaultJourney.Patience)]
internal sealed class StoppedWalkTests
{
    private const string CiliumGate = "DaemonSet kube-system/cilium rolled out";
    private const string MeshGate = "the mesh of goldpinger pods healthy";

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return Case("addon-reverts-affinity", Stage.Baseline, "pin-aws-node has to wait", "add-on vpc-cni", "aws eks delete-addon");
        yield return Case("host-port", Stage.PinAwsNode, "install-cilium has to wait", "DaemonSet shop/metrics (8125/UDP)", "kubeProxyReplacement true");
        yield return Case("node-never-boots", Stage.AddCiliumNodes, "2 of 3 registered", "1 never joined the cluster", "aws ec2 get-console-output");
        yield return Case("cilium-agent-never-ready", Stage.AddCiliumNodes, CiliumGate, "0 of 3 pods are available", "logs daemonset/cilium");
        yield return Case(
            "operator-lacks-iam", Stage.AddCiliumNodes, CiliumGate, "UnauthorizedOperation", "IAM role of the service account kube-system/cilium-operator");
        yield return Case("subnet-out-of-addresses", Stage.AddCiliumNodes, CiliumGate, "does not have enough free addresses", "Free addresses in the subnet");
        yield return Case("security-group-cuts-cnis", Stage.AddCiliumNodes, MeshGate, "all that are known between the two CNIs", "security groups");
        yield return Case("gate-flaps", Stage.AddCiliumNodes, MeshGate, "pairs fail", "Nothing was changed by this check");
        yield return Case("budget-never-allows", Stage.Cordon, "migrate has to wait", "shop/orders-0", "never allows its eviction");
        yield return Case(
            "aws-node-enforces-policies", Stage.Cordon, "migrate has to wait", "NetworkPolicy shop/payments-callers", "allowUnenforcedPolicies true");
    }

    [TestCaseSource(nameof(Faults))]
    public async Task Once_the_fault_is_mended_the_way_home_is_open_and_so_is_the_way_on(
        string name, Stage stopsAt, string[] told, CancellationToken cancellationToken)
    {
        var fault = FaultCatalogue.Find(name)!;
        await using var journey = await FaultJourney.StartAsync(cancellationToken);
        await journey.StrikeAsync(fault);
        await journey.StopAsync(Stage.EnforcePolicy, stopsAt, told);
        await journey.MendAsync(fault);
        await journey.HomeAsync();

        await journey.StrikeAsync(fault);
        await journey.StopAsync(Stage.EnforcePolicy, stopsAt, told);
        await journey.MendAsync(fault);
        await journey.ToAsync(Stage.EnforcePolicy);
        journey.AssertNodesHadOneCni();
    }

    [TestCaseSource(nameof(Faults))]
    [Explicit("They take minutes.")]
    [Category("AllFaults")]
    public async Task The_way_home_is_open_while_the_fault_is_there(string name, Stage stopsAt, string[] told, CancellationToken cancellationToken)
    {
        var fault = FaultCatalogue.Find(name)!;
        await using var journey = await FaultJourney.StartAsync(cancellationToken, fault);
        await journey.StopAsync(Stage.EnforcePolicy, stopsAt, told);
        await journey.HomeAsync();
        await journey.MendAsync(fault);
        await journey.ToAsync(Stage.EnforcePolicy);
        journey.AssertNodesHadOneCni();
    }

    [Test]
    public async Task Whoever_takes_the_pin_from_aws_node_is_named_at_once(CancellationToken cancellationToken)
    {
        var fault = FaultCatalogue.AddonRevertsAffinity;
        await using var journey = await FaultJourney.StartAsync(cancellationToken);
        await journey.ToAsync(Stage.PinAwsNode);
        await journey.StrikeAsync(fault);
        await journey.LetPassAsync(TimeSpan.FromMinutes(1));
        await journey.StopAsync(Stage.InstallCilium, Stage.InstallCilium, "cni In [aws-cni]", "field manager eks", "add-on vpc-cni", "aws eks delete-addon");
        Assert.That(journey.RunsOfLastWalk, Is.EqualTo(1));

        await journey.MendAsync(fault);
        await journey.HomeAsync();
        await journey.ToAsync(Stage.AddCiliumNodes);
        await journey.HomeAsync();
    }

    private static TestCaseData Case(string name, Stage stopsAt, params string[] told) => new TestCaseData(name, stopsAt, told).SetArgDisplayNames(name);
}
