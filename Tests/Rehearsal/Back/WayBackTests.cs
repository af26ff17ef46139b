using CniMigration.Stacks;

namespace CniMigration.Tests.Rehearsal.Back;

/// <summary>Whoever starts can stop and go back: the cluster is then what it was, and the way forward is open again.</summary>
internal sealed class WayBackTests
{
    private static readonly string Baseline = Stage.Baseline.ToName();

    [Test]
    public async Task The_way_back_ends_with_the_cluster_as_it_began_and_leads_forward_again([Values(1, 2)] int seed)
    {
        await using var traveller = await Traveller.StartAsync(seed);
        await traveller.ToAsync(Baseline);
        var before = await traveller.LookAsync();
        await traveller.ToAsync("enforce-policy");
        await traveller.ToAsync(Baseline);
        Assert.That(ClusterPortrait.Differences(before, await traveller.LookAsync()), Is.Empty);
        await traveller.ToAsync("enforce-policy");
    }

    [Test]
    public async Task Every_stage_leads_back_to_baseline()
    {
        await using var traveller = await Traveller.StartAsync(seed: 11);
        await traveller.ToAsync(Baseline);
        var before = await traveller.LookAsync();
        foreach (var stage in StageNames.All.Skip(1))
        {
            await traveller.ToAsync(stage);
            await traveller.ToAsync(Baseline);
            Assert.That(ClusterPortrait.Differences(before, await traveller.LookAsync()), Is.Empty, $"after {stage}");
        }
    }

    [TestCase("migrate", "cordon")]
    [TestCase("migrate", "add-cilium-nodes")]
    [TestCase("enforce-policy", "retire-nodes")]
    [TestCase("finalize", "pin-aws-node")]
    public Task A_stage_in_between_is_what_it_was(string high, string low) => ThereAndBackAsync([(high, low)]);

    [Test]
    [Explicit("It takes minutes.")]
    [Category("AllPairs")]
    public Task Every_stage_leads_back_to_every_earlier_one([ValueSource(nameof(Stages))] string low) =>
        ThereAndBackAsync([.. StageNames.All.SkipWhile(stage => stage != low).Skip(1).Select(high => (high, low))]);

    private static IEnumerable<string> Stages() => StageNames.All.SkipLast(1);

    private static async Task ThereAndBackAsync(IReadOnlyList<(string High, string Low)> pairs)
    {
        await using var traveller = await Traveller.StartAsync(seed: 5);
        await traveller.ToAsync(pairs[0].Low);
        var before = await traveller.LookAsync();
        foreach (var (high, low) in pairs)
        {
            await traveller.ToAsync(high);
            await traveller.ToAsync(low);
            Assert.That(ClusterPortrait.Differences(before, await traveller.LookAsync()), Is.Empty, $"{high} and back to {low}");
        }

        await traveller.ToAsync(pairs[^1].High);
    }
}
