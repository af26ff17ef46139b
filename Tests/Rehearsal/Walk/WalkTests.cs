using System.Text.Json.Nodes;
using CniMigration.Rehearsal.CommandLine;
using CniMigration.Tests.Rehearsal.CommandLine;
using CniMigration.Tests.Stacks;

namespace CniMigration.Tests.Rehearsal.Walk;

[Parallelizable(ParallelScope.All)]
public sealed class WalkTests
{
    private const string Speed = "--speed=500";

    [Test]
    public async Task All_ten_stages_are_walked_within_budgets()
    {
        var run = await Run.OfAsync("--json", Speed);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Ok), run.Out);
        var ups = run.Document["ups"]!.AsArray().OfType<JsonObject>().ToList();
        Assert.That(ups.Where(up => (bool)up["converged"]!).Select(up => (string?)up["effective"]), Is.EqualTo(StageNames.All));
        Assert.That(ups.Sum(up => (int)up["budgetViolations"]!), Is.Zero);
        Assert.That(ups.Sum(up => (int)up["gate"]!["unhealthyPairs"]!), Is.Zero);
        Assert.That(ups.Sum(up => (int)up["nodesWithoutCni"]! + (int)up["nodesWithTwoCnis"]!), Is.Zero);
        Assert.That(ups.Sum(up => (int)up["nodesWithoutProxy"]! + (int)up["nodesWithTwoProxies"]! + (int)up["lostHostPorts"]!), Is.Zero);
        var last = ups[^1];
        Assert.That((int)last["pods"]!["awsCni"]!, Is.Zero);
        Assert.That((int)last["pods"]!["cilium"]!, Is.GreaterThan(15));
        Assert.That((int)last["nodes"]!["old"]!, Is.Zero);
        Assert.That((int)last["gate"]!["healthyPairs"]!, Is.EqualTo(64));
        Assert.That(run.Error, Is.Empty);
    }

    [Test]
    public async Task In_place_of_kube_proxy_Cilium_serves_host_ports_and_no_node_ever_has_two_proxies_or_none()
    {
        var folder = Directory.CreateTempSubdirectory();
        var stack = Run.StackFile(folder.FullName, "  cni-migration:kubeProxyReplacement: true");
        var run = await Run.OfAsync("--json", "--stack", stack, "--fault", "host-port", "--stages", "enforce-policy,baseline", Speed);
        folder.Delete(recursive: true);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Ok), run.Out);
        var ups = run.Document["ups"]!.AsArray().OfType<JsonObject>().ToList();
        Assert.That(ups.Max(up => (int)up["pods"]!["cilium"]!), Is.GreaterThan(15));
        Assert.That(ups.Sum(up => (int)up["nodesWithoutCni"]! + (int)up["nodesWithTwoCnis"]!), Is.Zero);
        Assert.That(ups.Sum(up => (int)up["nodesWithoutProxy"]! + (int)up["nodesWithTwoProxies"]! + (int)up["lostHostPorts"]!), Is.Zero);
    }

    [Test]
    public async Task A_destination_far_away_is_reached_in_safe_steps()
    {
        var run = await Run.OfAsync("--json", "--stages", "migrate", "--seed", "7", Speed);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Ok), run.Out);
        var effective = run.Document["ups"]!.AsArray().Select(up => (string)up!["effective"]!).ToList();
        Assert.That(effective, Does.Contain("cordon"), "migrate needs a plan, and that a cluster");
        Assert.That(effective[^1], Is.EqualTo("migrate"));
    }

    [Test]
    public async Task Once_is_a_single_run_for_each_destination()
    {
        var run = await Run.OfAsync("--json", "--once", "--stages", "baseline,pin-aws-node", Speed);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Ok), run.Out);
        Assert.That(run.Document["ups"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_preview_plans_and_touches_nothing()
    {
        var run = await Run.OfAsync("--json", "--preview");
        var up = run.Document["ups"]!.AsArray().Single()!;
        Assert.That((int)up["operations"]!["create"]!, Is.GreaterThan(15));
        Assert.That((int)up["nodes"]!["ready"]!, Is.Zero);
        Assert.That((double)up["simulatedSeconds"]!, Is.Zero);
    }

    [Test]
    public async Task A_cancelled_walk_says_so()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var run = await Run.OfAsync(["--json"], cancelled.Token);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Cancelled));
        Assert.That((string?)run.Document["error"], Does.StartWith("Cancelled"));
    }
}
