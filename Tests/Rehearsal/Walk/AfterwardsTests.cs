using CniMigration.Rehearsal.CommandLine;
using CniMigration.Tests.Rehearsal.Back;
using CniMigration.Tests.Rehearsal.CommandLine;

namespace CniMigration.Tests.Rehearsal.Walk;

[Parallelizable(ParallelScope.All)]
public sealed class AfterwardsTests
{
    private const string Speed = "--speed=500";

    [Test]
    public async Task A_destroy_from_baseline_takes_everything_away([Values(1, 2, 3)] int seed)
    {
        var run = await Run.OfAsync("destroy", "--json", "--seed", $"{seed}", Speed);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Ok), run.Out);
        var last = run.Document["ups"]!.AsArray()[^1]!;
        Assert.That((string?)last["requested"], Is.EqualTo("destroy"));
        Assert.That((int)last["operations"]!["delete"]!, Is.GreaterThan(15));
        Assert.That((int)last["pods"]!["total"]!, Is.Zero);
    }

    [Test]
    public async Task A_destroy_from_the_middle_ends_with_its_preview_which_says_what_it_would_take()
    {
        var run = await Run.OfAsync("destroy", "--json", "--stages", "add-cilium-nodes", Speed);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.ResourceFailed), run.Out);
        Assert.That(
            (string?)run.Document["error"],
            Does.Contain("interlock").And.Contain("Without its preview (--skip-preview) it would delete reader,").And.Contain("Go to baseline first"));
        var last = run.Document["ups"]!.AsArray()[^1]!;
        Assert.That((bool)last["preview"]!);
        Assert.That((int)last["operations"]!["delete"]!, Is.EqualTo(1));
        Assert.That((int)last["nodes"]!["ready"]!, Is.EqualTo(6));
    }

    [Test]
    public async Task A_destroy_that_skips_its_preview_spares_the_cluster_its_nodes_and_their_CNIs()
    {
        await using var traveller = await Traveller.StartAsync(seed: 6);
        await traveller.ToAsync("add-cilium-nodes");
        var before = await traveller.LookAsync();
        var deleted = await traveller.DestroyWithoutPreviewAsync();
        Assert.That(deleted, Is.SubsetOf(new[] { "reader" }), "nothing else is without somebody who needs it");
        Assert.That(await traveller.DifferencesAsync(before), Is.Empty);

        await traveller.ToAsync("cordon");
    }

    [Test]
    public async Task A_refresh_of_what_nobody_touched_finds_no_drift()
    {
        var run = await Run.OfAsync("refresh", "--json", "--stages", "pin-aws-node", Speed);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCodes.Ok), run.Out);
        var operations = run.Document["ups"]!.AsArray()[^1]!["operations"]!;
        Assert.That((int)operations["update"]!, Is.Zero, run.Out);
        Assert.That((int)operations["delete"]!, Is.Zero, run.Out);
        Assert.That((int)operations["same"]!, Is.GreaterThan(20));
    }
}
