using System.Globalization;
using CniMigration.Tests.Stacks;

namespace CniMigration.Tests.Rehearsal.Back;

/// <summary>Whoever starts can stop and go back: the cluster is then what it was, and the way forward is open again.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class WayBackTests
{
    private const int FewSeeds = 5;
    private const int FirstSeed = 100;

    [TestCaseSource(nameof(AllButTheFirst))]
    public async Task Every_earlier_stage_is_what_it_was_on_the_way_back_and_so_is_this_one_again(Stage high)
    {
        var failures = new List<string>();
        Traveller? traveller = null;
        try
        {
            foreach (var low in Upto(high - 1))
            {
                if (traveller is null or { Lost: true })
                {
                    await (traveller?.DisposeAsync() ?? ValueTask.CompletedTask);
                    traveller = await Traveller.StartAsync(seed: (int)high);
                    Assert.That(await traveller.GoAsync(Upto(high)), Is.Null);
                }

                if (await traveller.GoAsync(low, high) is { } failure)
                {
                    failures.Add($"{high.ToName()} and back to {low.ToName()}: {failure}");
                }
            }
        }
        finally
        {
            await (traveller?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(nameof(Seeds))]
    [Category("Seeds")]
    public async Task The_whole_way_forth_and_back_ends_as_it_began_in_whatever_order_the_engine_works(int seed)
    {
        await using var traveller = await Traveller.StartAsync(seed);
        Assert.That(await traveller.GoAsync(Stage.Baseline, Stage.EnforcePolicy, Stage.Baseline), Is.Null);
    }

    [TestCaseSource(nameof(Seeds))]
    [Category("Seeds")]
    public async Task The_whole_way_forth_and_back_is_walked_by_an_engine_that_does_one_thing_at_a_time(int seed)
    {
        await using var traveller = await Traveller.StartAsync(seed, parallel: 1);
        Assert.That(await traveller.GoAsync(Stage.Baseline, Stage.EnforcePolicy, Stage.Baseline), Is.Null);
    }

    // The longest ways come first, so that no worker is left alone with one.
    private static IEnumerable<Stage> AllButTheFirst() => Upto(Stage.EnforcePolicy).Skip(1).Reverse();

    private static IEnumerable<Stage> Upto(Stage last) => Enum.GetValues<Stage>().TakeWhile(stage => stage <= last);

    private static IEnumerable<int> Seeds() => Enumerable.Range(
        FirstSeed, Environment.GetEnvironmentVariable("SEEDS") is { Length: > 0 } count ? int.Parse(count, CultureInfo.InvariantCulture) : FewSeeds);
}
